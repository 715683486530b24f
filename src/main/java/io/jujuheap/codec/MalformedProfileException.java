// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

/**
 * The bytes are not a complete, valid profile. The message is one sentence for the user that says what is wrong and
 * where.
 */
public final class MalformedProfileException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedProfileException(String message) {
        super(message);
    }

    public MalformedProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
