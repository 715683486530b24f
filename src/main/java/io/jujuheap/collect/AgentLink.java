// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentClient.BodySink;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import java.util.List;

/** A connection to one agent. Only the agent's thread uses it, except for {@link #close}. */
public interface AgentLink extends AutoCloseable {
    /** Returns the agent's whole answer. */
    AgentResponse ask(AgentQuery query) throws AgentException;

    /** Passes the agent's answer on, piece by piece. */
    default void ask(AgentQuery query, BodySink sink) throws AgentException {
        byte[] whole = ask(query).body();
        sink.take(whole, whole.length);
    }

    /**
     * Announces the next requests, in order. A link to another machine may then send all of them at once. Other links
     * ignore this.
     */
    default void expect(List<AgentQuery> next) {}

    /** Returns the text of {@code /proc/PID/status} of the process that gave an answer; empty when it cannot be had. */
    default String status(AgentResponse answer) {
        return answer.peer().status();
    }

    /** Returns whether the agent runs on this machine, whose memory then limits it. */
    default boolean isOfThisMachine() {
        return true;
    }

    @Override
    default void close() {}
}
