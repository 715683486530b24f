// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON: the agents of a machine. */
public record AgentsView(List<Agent> agents) {

    /**
     * JSON: an agent. Fields that are unknown, or that the program did not look up, are absent.
     *
     * @param socket a path, or {@code @NAME} for an abstract socket
     * @param up whether it is reachable; for a sidecar, whether the last request was successful
     * @param problem the reason why not, or a warning
     * @param askedThrough the agent of the same process that is asked for it; absent when it is asked itself
     * @param covers the tags of further agents in the same process, which share its heap
     */
    public record Agent(
            String tag,
            String kind,
            @Nullable String socket,
            boolean up,
            @Nullable String problem,
            @Nullable String askedThrough,
            List<String> covers,
            @Nullable String model,
            @Nullable String controller,
            @Nullable String version,
            @Nullable String startedAt,
            @Nullable String collectedAt,
            @Nullable Long residentBytes) {}
}
