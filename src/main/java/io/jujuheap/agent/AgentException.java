// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.Worded;
import org.jspecify.annotations.Nullable;

/**
 * An agent gave no usable answer. The message is one sentence for the user: what is wrong, where, and what to do about
 * it. Text from the agent in it is shortened and made printable.
 */
public final class AgentException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reasons, a closed list, so that they can label a metric. */
    public enum Reason implements Worded {
        /** Nothing listens there: there is no socket, or no such name. */
        NOT_FOUND,
        /** It does not accept the connection, or it must not be trusted. */
        REFUSED,
        /** This user has no permission. */
        PERMISSION,
        /** The agent was too slow to accept, to begin its answer or to end it. */
        TIMEOUT,
        /** The answer stopped before its end. */
        TRUNCATED,
        /** The answer is larger than allowed. */
        TOO_LARGE,
        /** The status of the answer is not 200. */
        BAD_STATUS,
        /** The answer is not HTTP, or its body is not what was asked for. */
        DECODE,
        /** Another request to this agent is under way. */
        BUSY
    }

    private final Reason reason;

    /**
     * Creates an exception; public for code that finds an answer unusable, such as a profile that cannot be decoded.
     *
     * @param message one sentence for a person
     */
    public AgentException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Makes an exception with its cause. */
    public AgentException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = requireNonNull(reason, "reason is null");
    }

    /** Returns the reason. */
    public Reason reason() {
        return reason;
    }
}
