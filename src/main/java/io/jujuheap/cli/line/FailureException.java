// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

/** Something outside stands in the way of a command; the message is one sentence for whoever typed it. */
public final class FailureException extends Exception {
    private static final long serialVersionUID = 1L;

    public FailureException(String message) {
        super(message);
    }

    public FailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
