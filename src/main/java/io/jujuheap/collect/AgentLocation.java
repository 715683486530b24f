// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentTag;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** The selection of the agents to collect from. */
public sealed interface AgentLocation {
    /**
     * All agents of Juju's data directories.
     *
     * @param paths such as {@code /var/lib/juju}
     */
    record DataDirectories(List<Path> paths) implements AgentLocation {
        public DataDirectories {
            paths = List.copyOf(paths);
        }
    }

    /**
     * One agent whose socket is known.
     *
     * @param address its socket
     * @param tag its name
     */
    record Socket(AgentAddress address, AgentTag tag) implements AgentLocation {}

    /**
     * Agents that a user names, on any machine.
     *
     * @param agents the agents, with different tags
     */
    record Named(List<NamedAgent> agents) implements AgentLocation {
        public Named {
            agents = List.copyOf(agents);
        }
    }

    /**
     * An agent that a user names.
     *
     * @param tag its name in the store, in metrics and on the page
     * @param source its name on the command line, such as {@code juju:0}
     * @param connect connects to it; the agent may not exist yet
     */
    record NamedAgent(AgentTag tag, String source, Supplier<AgentLink> connect) {}
}
