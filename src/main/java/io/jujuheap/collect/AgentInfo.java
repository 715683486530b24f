// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentConf;
import io.jujuheap.agent.AgentTag;
import java.util.List;

/**
 * An agent process of this machine.
 *
 * @param tag the agent through which it is asked
 * @param socket the address at which it is asked
 * @param covers further agents in the same process, which share its heap
 * @param conf its configuration, as far as it is known
 */
public record AgentInfo(AgentTag tag, String socket, List<AgentTag> covers, AgentConf conf) {
    public AgentInfo {
        covers = List.copyOf(covers);
    }
}
