// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

/**
 * A request cannot be answered, and asking differently would help: an unknown sample type, a bad regular expression,
 * two profiles that cannot be compared. The message is one sentence for the user.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
