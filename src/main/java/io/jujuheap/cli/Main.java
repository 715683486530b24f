// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.Console;

/** The entry point of the {@code juju-heap} command. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit code: 0 done, 1 could not get or read a profile, 2 wrong usage,
     * 3 a leak was found.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        int code = new Cli(Console.ofProcess()).run(args);
        // Java 25 loads its logging for System.exit(), which costs a short command milliseconds. Returning does not.
        if (code != 0) {
            System.exit(code);
        }
    }
}
