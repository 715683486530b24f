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

    /** Returns one agent for each process: those to ask. Processes of which no agent answers have one, too. */
    public List<FoundAgent> chosen() {
        return agents.stream().filter(FoundAgent::isChosen).toList();
    }

    /** Returns the further agents in the process of a chosen one. */
    public List<AgentTag> sharing(FoundAgent chosen) {
        return agents.stream()
                .filter(other -> !other.isChosen() && other.askedThrough().equals(chosen.tag()))
                .map(FoundAgent::tag)
                .toList();
    }

    /** Returns the agent with this tag. */
    public Optional<FoundAgent> agent(AgentTag tag) {
        return agents.stream().filter(agent -> agent.tag().equals(tag)).findFirst();
    }
}
