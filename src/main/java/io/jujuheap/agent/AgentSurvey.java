// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.util.List;
import java.util.Optional;

/**
 * The agents of this machine at one moment.
 *
 * @param agents all that were found, reachable or not, in the order of their tags
 * @param problem why the directory of agents could not be looked through, or that it holds none: one sentence; empty when
 *     all is well
 */
public record AgentSurvey(List<FoundAgent> agents, String problem) {
    public AgentSurvey {
        agents = List.copyOf(agents);
    }

    /** One agent for each process: those to ask. They include the processes that nobody answers for. */
    public List<FoundAgent> chosen() {
        return agents.stream().filter(FoundAgent::isChosen).toList();
    }

    /** The agent with this tag. */
    public Optional<FoundAgent> agent(AgentTag tag) {
        return agents.stream().filter(agent -> agent.tag().equals(tag)).findFirst();
    }
}
