// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.BodySink;

/** A way to ask one agent: its socket, or in tests whatever plays its part. */
interface AgentLink extends AutoCloseable {
    /** The agent's whole answer. */
    Answer ask(AgentQuery query) throws AgentException;

    /** The agent's answer, piece by piece. */
    void ask(AgentQuery query, BodySink sink) throws AgentException;

    @Override
    default void close() {}

    /** An agent's answer: its bytes, and the process that gave it, 0 when unknown. */
    final class Answer {
        private final byte[] body;
        private final long pid;

        Answer(byte[] body, long pid) {
            this.body = body;
            this.pid = pid;
        }

        byte[] body() {
            return body;
        }

        long pid() {
            return pid;
        }
    }
}
