// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

/** A request names an agent that is not on this machine. The message names those that are. */
public final class UnknownAgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownAgentException(String message) {
        super(message);
    }
}
