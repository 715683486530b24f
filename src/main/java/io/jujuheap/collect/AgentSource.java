// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.util.List;
import java.util.function.Supplier;

/** The agents to collect from: those of this machine, those that a user names, or fakes in tests. */
@FunctionalInterface
interface AgentSource {
    /** Looks for the agents now. Does not throw: the result says why there are none. */
    Found find();

    /**
     * The agents at one moment.
     *
     * @param agents one for each process
     * @param problem the reason why there are none, one sentence; empty when there is no problem
     */
    record Found(List<Agent> agents, String problem) {
        public Found {
            agents = List.copyOf(agents);
        }
    }

    /**
     * An agent that was found.
     *
     * @param info its description
     * @param connect connects to it; called once each time it appears
     */
    record Agent(AgentInfo info, Supplier<AgentLink> connect) {}
}
