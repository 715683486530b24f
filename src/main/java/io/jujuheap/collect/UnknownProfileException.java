// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

/** A request names a profile that the agent does not have. */
public final class UnknownProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownProfileException(String message) {
        super(message);
    }
}
