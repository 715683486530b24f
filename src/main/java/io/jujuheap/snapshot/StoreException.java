// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Worded;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** A failure of the store. The message is one sentence for its user. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The kind of failure, a closed set so that failures can be counted by it. */
    public enum Reason implements Worded {
        /** The capture is not whole or not valid. */
        INVALID,
        /** The store's own limits leave no room. */
        LIMIT,
        /** The disk is full, or has less free space than the store must leave. */
        NO_SPACE,
        /** The disk failed. */
        IO,
        /** A stored capture is damaged. */
        DAMAGED,
        /** Another process writes to the store. */
        LOCKED,
        /** The directory is not a store, or cannot be one. */
        NOT_A_STORE,
        /** The store is closed. */
        CLOSED;

        private static final Set<Reason> OF_WRITES = Set.copyOf(EnumSet.of(INVALID, LIMIT, NO_SPACE, IO));

        /** Returns the reasons for which storing a capture fails. */
        static Set<Reason> ofWrites() {
            return OF_WRITES;
        }
    }

    private final Reason reason;

    StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns the kind of failure. */
    public Reason reason() {
        return reason;
    }
}
