// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentTag;
import java.nio.file.Path;

/** The place in which to look for agents. */
public sealed interface AgentLocation {
    /**
     * All agents of a Juju data directory.
     *
     * @param path such as {@code /var/lib/juju}
     */
    record DataDirectory(Path path) implements AgentLocation {}

    /**
     * One agent whose socket is known.
     *
     * @param address its socket
     * @param tag its name
     */
    record Socket(AgentAddress address, AgentTag tag) implements AgentLocation {}
}
