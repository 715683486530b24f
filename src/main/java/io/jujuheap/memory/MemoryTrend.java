// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import io.jujuheap.leak.stats.Slope;
import io.jujuheap.leak.stats.Statistics;
import io.jujuheap.memory.PartTrend.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The growth of the parts of the memory of one process. A part has no sampling error, but it swings with the collector
 * and wanders with the load, so a direction needs steps between eight means of the series that agree; see
 * {@link Statistics#drift}.
 *
 * @param from the time of the first state
 * @param to the time of the last state
 * @param parts the parts that are known in all states
 */
public record MemoryTrend(Instant from, Instant to, List<PartTrend> parts) {
    /** The least number of states for a direction: two for each of eight means. */
    public static final int STATES = 16;

    /**
     * A level that wanders without drift is beyond this in one case of two hundred, in either direction: so few that nine
     * parts together are not called growing by chance in more than one case of ten.
     */
    private static final double BEYOND_CHANCE = 4.5;

    /** A part that changed by less than this share of all memory is not mentioned. */
    private static final double TELLING = 0.02;

    private static final double MILLIS_PER_HOUR = 3_600_000;

    /** The sizes of the parts at a time. */
    public record State(Instant at, PartSizes sizes) {}

    public MemoryTrend {
        parts = List.copyOf(parts);
    }

    /** Returns the trend of the states of one process, oldest first; empty when they are fewer than {@link #STATES}. */
    public static Optional<MemoryTrend> of(List<State> states) {
        if (states.size() < STATES) {
            return Optional.empty();
        }
        double[] hours = states.stream()
                .mapToDouble(state -> state.at().toEpochMilli() / MILLIS_PER_HOUR)
                .toArray();
        List<PartTrend> parts = new ArrayList<>();
        for (MemoryPart part : MemoryPart.values()) {
            if (states.stream().allMatch(state -> state.sizes().bytes(part).isPresent())) {
                parts.add(trend(part, states, hours));
            }
        }
        return Optional.of(new MemoryTrend(
                states.get(0).at(), states.get(states.size() - 1).at(), parts));
    }

    private static PartTrend trend(MemoryPart part, List<State> states, double[] hours) {
        double[] values = states.stream()
                .mapToDouble(state -> state.sizes().bytes(part).orElseThrow())
                .toArray();
        Slope slope = Slope.ofWandering(hours, values);
        double change = Math.abs(slope.bytesPerHour()) * (hours[hours.length - 1] - hours[0]);
        boolean isTold = change > TELLING * largestSum(states) && Math.abs(Statistics.drift(values)) > BEYOND_CHANCE;
        Direction direction =
                !isTold ? Direction.STEADY : slope.bytesPerHour() > 0 ? Direction.GROWS : Direction.SHRINKS;
        return new PartTrend(part, (long) values[values.length - 1], slope, direction);
    }

    private static double largestSum(List<State> states) {
        return states.stream().mapToDouble(state -> state.sizes().sum()).max().orElseThrow();
    }

    /** Returns the parts that grow, fastest first. */
    public List<PartTrend> growing() {
        return parts.stream()
                .filter(part -> part.direction() == Direction.GROWS)
                .sorted((one, other) ->
                        Double.compare(other.slope().bytesPerHour(), one.slope().bytesPerHour()))
                .toList();
    }

    /** Returns the trend of a part; empty when it is not known. */
    public Optional<PartTrend> of(MemoryPart part) {
        return parts.stream().filter(trend -> trend.part() == part).findFirst();
    }
}
