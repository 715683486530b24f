// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.leak.AgentComparison;
import io.jujuheap.leak.AgentGrowth;
import io.jujuheap.leak.stats.Slope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON: agents side by side, fastest growth first. */
public record ComparisonView(String explanation, List<Agent> agents) {

    /**
     * JSON: the growth of one agent's live heap since its process was first seen.
     *
     * @param slopeBytesPerHour absent when there are too few states
     * @param grows whether the growth is significant
     */
    public record Agent(
            String agent,
            String from,
            String to,
            int states,
            long inuseBytes,
            @Nullable Double slopeBytesPerHour,
            @Nullable Double slopeLow,
            @Nullable Double slopeHigh,
            boolean grows) {}

    /** The view of a comparison. */
    public static ComparisonView of(AgentComparison comparison) {
        return new ComparisonView(
                comparison.explanation(),
                comparison.agents().stream().map(ComparisonView::of).toList());
    }

    private static Agent of(AgentGrowth growth) {
        return new Agent(
                growth.agent(),
                growth.from().toString(),
                growth.to().toString(),
                growth.states(),
                growth.inuseBytes(),
                growth.slope().map(Slope::bytesPerHour).orElse(null),
                growth.slope().map(Slope::low).orElse(null),
                growth.slope().map(Slope::high).orElse(null),
                growth.grows());
    }

    /** Returns what was found in words, and a row for each agent. */
    String text(TextStyle style) {
        Columns table = new Columns(style, "lrrrrl", "AGENT", "GROWTH/H", "WITHIN", "IN USE", "STATES", "SINCE");
        for (Agent agent : agents) {
            String growth =
                    agent.slopeBytesPerHour() == null ? "" : Quantities.change(Math.round(agent.slopeBytesPerHour()));
            table.row(
                    agent.agent(),
                    agent.grows() ? style.bad(growth) : growth,
                    within(agent),
                    Quantities.bytes(agent.inuseBytes()),
                    Integer.toString(agent.states()),
                    Instant.parse(agent.from()).truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return style.paragraph(explanation) + "\n\n" + table.text();
    }

    private static String within(Agent agent) {
        return agent.slopeHigh() == null || agent.slopeLow() == null
                ? ""
                : "±" + Quantities.bytes(Math.round((agent.slopeHigh() - agent.slopeLow()) / 2));
    }
}
