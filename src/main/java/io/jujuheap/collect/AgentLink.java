// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentClient.BodySink;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import java.util.List;

/** A way to ask one agent. Used on the agent's thread only, but for {@link #close}. */
public interface AgentLink extends AutoCloseable {
    /** Returns the agent's whole answer. */
    AgentResponse ask(AgentQuery query) throws AgentException;

    /** Hands over the agent's answer, piece by piece. */
    default void ask(AgentQuery query, BodySink sink) throws AgentException {
        byte[] whole = ask(query).body();
        sink.take(whole, whole.length);
    }

    /**
     * Announces the questions that come next, in their order. A link to another machine may then ask all of them at once;
     * others ignore it.
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
