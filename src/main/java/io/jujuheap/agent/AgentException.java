// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An agent gave no usable answer. The message is one sentence for a person: what is wrong, where, and what to do about
 * it. It never quotes the agent without making the quote printable and short.
 */
public final class AgentException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, as a closed list, so that it can be the label of a metric. */
    public enum Reason {
        /** Nothing listens there: no socket, or no such name. */
        NOT_FOUND,
        /** Something is there that does not let itself be asked, or that must not be trusted. */
        REFUSED,
        /** This user may not ask. */
        PERMISSION,
        /** Too slow: to accept, to say anything, or to say it all. */
        TIMEOUT,
        /** The answer stopped before its end. */
        TRUNCATED,
        /** The answer is larger than allowed. */
        TOO_LARGE,
        /** The agent answered, and the answer is not 200. */
        BAD_STATUS,
        /** The answer is not what it claims to be. */
        DECODE,
        /** Another request to this agent is under way. */
        BUSY;

        /** The word for metrics and JSON, such as {@code not_found}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Reason reason;

    /**
     * An answer that others than this package found unusable, such as a profile that cannot be decoded.
     *
     * @param message one sentence for a person
     */
    public AgentException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** As {@link #AgentException(Reason, String)}, with what led to it. */
    public AgentException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = requireNonNull(reason, "reason is null");
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
