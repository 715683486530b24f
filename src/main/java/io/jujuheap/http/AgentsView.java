// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.AgentState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON: the agents of this machine. */
record AgentsView(List<Agent> agents) {

    /** JSON: an agent. */
    record Agent(
            String tag,
            String kind,
            String socket,
            boolean up,
            @Nullable String problem,
            List<String> covers,
            @Nullable String model,
            @Nullable String controller,
            @Nullable String version,
            @Nullable String startedAt,
            @Nullable String collectedAt,
            @Nullable Long residentBytes) {}

    static AgentsView of(List<AgentState> states) {
        return new AgentsView(states.stream().map(AgentsView::agent).toList());
    }

    private static Agent agent(AgentState state) {
        return new Agent(
                state.info().tag().value(),
                state.info().tag().kind().word(),
                state.info().socket(),
                state.isUp(),
                state.problem().orElse(null),
                state.info().covers().stream().map(AgentTag::value).toList(),
                stated(state.info().conf().model()),
                stated(state.info().conf().controller()),
                stated(state.info().conf().version()),
                state.vitals().started().map(Instant::toString).orElse(null),
                state.lastSuccess().map(Instant::toString).orElse(null),
                state.vitals().residentBytes().isPresent()
                        ? (Long) state.vitals().residentBytes().getAsLong()
                        : null);
    }

    private static @Nullable String stated(String text) {
        return text.isEmpty() ? null : text;
    }
}
