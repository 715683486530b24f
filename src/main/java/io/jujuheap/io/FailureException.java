// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

/** Something outside this program makes a command or an action fail. The message is one sentence for its user. */
public final class FailureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates a failure with one sentence: what is wrong, where, what to do. */
    public FailureException(String message) {
        super(message);
    }

    /** The same, with its cause. */
    public FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
