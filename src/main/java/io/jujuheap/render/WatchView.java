// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.goroutine.GoroutineReport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON: the end of a watch over agents. */
public record WatchView(ComparisonView comparison, List<AgentVerdicts> verdicts) {
    public WatchView {
        verdicts = List.copyOf(verdicts);
    }

    /**
     * JSON: the verdicts on one agent.
     *
     * @param goroutines absent where there is no profile of them
     */
    public record AgentVerdicts(String agent, LeaksView heap, @Nullable GoroutineLeaksView goroutines) {
        /** The view of an agent's verdicts. */
        public static AgentVerdicts of(LeakReport heap, Optional<GoroutineReport> goroutines) {
            return new AgentVerdicts(
                    heap.agent(),
                    LeaksView.of(heap),
                    goroutines.map(GoroutineLeaksView::of).orElse(null));
        }

        private boolean leaks() {
            return !heap.leaks().isEmpty()
                    || (goroutines != null && !goroutines.leaks().isEmpty());
        }

        private String text(TextStyle style) {
            String heapText = style.heading(agent) + "\n" + LeaksTable.text(heap, style);
            return goroutines == null ? heapText : heapText + "\n" + GoroutineLeaksTable.text(goroutines, style);
        }
    }

    /** Returns whether one of the agents leaks. */
    public boolean leaks() {
        return verdicts.stream().anyMatch(AgentVerdicts::leaks);
    }

    /** Returns the comparison, then the verdicts of each agent under its name. */
    String text(TextStyle style) {
        StringBuilder text = new StringBuilder(comparison.text(style));
        verdicts.forEach(agent -> text.append('\n').append(agent.text(style)));
        return text.toString();
    }
}
