// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

/** There is no such agent on this machine. The message names those there are. */
public final class UnknownAgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownAgentException(String message) {
        super(message);
    }
}
