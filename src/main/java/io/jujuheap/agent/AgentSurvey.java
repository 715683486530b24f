// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.util.List;
import java.util.Optional;

/**
 * The agents of this machine at one moment.
 *
 * @param agents all that were found, reachable or not, in the order of their tags
 * @param problem a sentence when the directory of agents could not be searched or contains no agent; otherwise empty
 */
public record AgentSurvey(List<FoundAgent> agents, String problem) {
    public AgentSurvey {
        agents = List.copyOf(agents);
    }

    /** Returns the agent to ask for each process. Processes without an answering agent have one, too. */
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
