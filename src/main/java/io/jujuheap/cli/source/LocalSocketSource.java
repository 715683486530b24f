// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.source;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.cli.line.FailureException;
import io.jujuheap.io.UsageException;

/** An agent named by its socket: {@code unix:PATH} or {@code unix:@NAME}. */
record LocalSocketSource(AgentAddress address) implements Source {
    static LocalSocketSource parse(String word) {
        try {
            return new LocalSocketSource(AgentAddress.parse(word));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String name() {
        return address.toString();
    }

    @Override
    public byte[] fetch(SourceContext context) throws FailureException {
        return Agents.heap(address, context);
    }
}
