// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.cli.line.FailureException;

/** Asks an agent for its heap profile in the form that the context wants. */
public final class Agents {
    private Agents() {}

    static byte[] heap(AgentAddress address, SourceContext context) throws FailureException {
        return context.console().progress().during("asking " + address + "…", () -> ask(address, context));
    }

    private static byte[] ask(AgentAddress address, SourceContext context) throws FailureException {
        try (AgentClient client = new AgentClient(address)) {
            return client.get(query(context), limits(context)).body();
        } catch (AgentException e) {
            // Its sentence names the address.
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private static AgentQuery query(SourceContext context) {
        boolean text = context.variant() == SourceContext.Variant.TEXT;
        if (context.collectGarbage()) {
            return text ? AgentQuery.HEAP_TEXT_AFTER_GC : AgentQuery.HEAP_AFTER_GC;
        }
        return text ? AgentQuery.HEAP_TEXT : AgentQuery.HEAP;
    }

    private static AgentLimits limits(SourceContext context) {
        return new AgentLimits(AgentLimits.DEFAULT.connect(), context.timeout(), context.timeout(), context.maxBytes());
    }
}
