// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

/** The entry point of the {@code juju-heap} command. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.out.println("juju-heap");
    }
}
