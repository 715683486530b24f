// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

/**
 * Bytes that claim to be a profile and are not a whole, valid one. The message is one sentence that says what is wrong
 * and where, for the person who holds the bytes.
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
