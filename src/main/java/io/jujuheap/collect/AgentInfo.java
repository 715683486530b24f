// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import java.util.List;
import java.util.Optional;

/**
 * An agent process of this machine.
 *
 * @param tag the agent that speaks for it
 * @param socket where it listens; empty when it does not
 * @param covers further agents that live in the same process and share its heap
 * @param model the model's name or id, when known
 * @param controller the controller's name or id, when known
 * @param version the agent's version, when known
 */
public record AgentInfo(
        AgentTag tag,
        Optional<String> socket,
        List<AgentTag> covers,
        Optional<String> model,
        Optional<String> controller,
        Optional<String> version) {

    public AgentInfo {
        covers = List.copyOf(covers);
    }
}
