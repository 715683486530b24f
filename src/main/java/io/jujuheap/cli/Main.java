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
        // Exiting loads Java 25's logging, to log that, and costs a short command milliseconds; returning does not.
        if (code != 0) {
            System.exit(code);
        }
    }
}
