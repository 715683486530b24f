// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.stats.Slope;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Agents that do the same work, such as the controllers of an HA set, beside each other: which of them grows.
 *
 * @param agents the growth of each, the fastest first
 * @param explanation what was found, in a sentence or two
 */
public record AgentComparison(List<AgentGrowth> agents, String explanation) {
    public AgentComparison {
        agents = List.copyOf(agents);
        requireNonNull(explanation, "explanation is null");
    }

    /** Compares agents; there may be none. */
    public static AgentComparison of(List<AgentGrowth> agents) {
        List<AgentGrowth> sorted = agents.stream()
                .sorted(Comparator.comparingDouble(AgentComparison::pace)
                        .reversed()
                        .thenComparing(AgentGrowth::agent))
                .toList();
        return new AgentComparison(sorted, explanation(sorted));
    }

    private static double pace(AgentGrowth growth) {
        return growth.slope().map(Slope::bytesPerHour).orElse(Double.NEGATIVE_INFINITY);
    }

    private static String explanation(List<AgentGrowth> agents) {
        List<AgentGrowth> judged =
                agents.stream().filter(growth -> growth.slope().isPresent()).toList();
        String tooEarly = agents.stream()
                .filter(growth -> growth.slope().isEmpty())
                .map(AgentGrowth::agent)
                .collect(Collectors.joining(", "));
        String early = tooEarly.isEmpty() ? "" : "There are too few states yet to tell the growth of " + tooEarly + ".";
        return judged.isEmpty() ? early : (judged(judged) + " " + early).strip();
    }

    private static String judged(List<AgentGrowth> judged) {
        List<AgentGrowth> growing = judged.stream().filter(AgentGrowth::grows).toList();
        if (growing.isEmpty()) {
            return judged.size() == 1
                    ? "The live heap of " + judged.get(0).agent() + " does not grow."
                    : "The live heap of none of the " + judged.size() + " agents grows.";
        }
        String sentence = growing.stream().map(AgentComparison::pacePhrase).collect(Collectors.joining(", "));
        int others = judged.size() - growing.size();
        return sentence + (others == 0 ? "." : others == 1 ? ", the other does not." : ", the others do not.");
    }

    private static String pacePhrase(AgentGrowth growth) {
        Slope slope = growth.slope().orElseThrow();
        return growth.agent() + " grows by " + Wording.bytes(slope.bytesPerHour()) + " an hour (within "
                + Wording.bytes(slope.low()) + " to " + Wording.bytes(slope.high()) + ")";
    }
}
