// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

/** Something outside stands in the way of a command; the message is one sentence for whoever typed it. */
public final class FailureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure in one sentence: what stands in the way, where, what to do. */
    public FailureException(String message) {
        super(message);
    }

    /** The same, with what it came from. */
    public FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
