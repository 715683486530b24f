// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import io.jujuheap.io.FailureException;
import java.io.PrintStream;

/** Shows progress on one line of a terminal and clears the line afterwards. Without a terminal it prints nothing. */
public final class Progress {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream terminal;
    private final boolean shown;

    Progress(PrintStream terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    /** Work that may take long. */
    @FunctionalInterface
    public interface Work<T> {
        T result() throws FailureException;
    }

    /** Runs the work and shows {@code what} meanwhile. */
    public <T> T during(String what, Work<T> work) throws FailureException {
        show(what);
        try {
            return work.result();
        } finally {
            show("");
        }
    }

    private void show(String what) {
        if (shown) {
            terminal.print(CLEAR_LINE + what);
            terminal.flush();
        }
    }
}
