// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentTag;
import java.nio.file.Path;
import java.util.List;

/** The place in which to look for agents. */
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
}
