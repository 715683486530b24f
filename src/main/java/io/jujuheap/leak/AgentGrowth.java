// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.stats.Slope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the live heap of one process of an agent grew over some time, by its states.
 *
 * @param agent the agent's name
 * @param from when the first state was taken
 * @param to when the last was taken
 * @param states how many states there are
 * @param inuseBytes bytes of live objects in the last
 * @param slope how fast they grow; empty where there are too few states to tell
 */
public record AgentGrowth(String agent, Instant from, Instant to, int states, long inuseBytes, Optional<Slope> slope) {
    /** Fewer do not make the blocks of {@link Slope#ofWandering}. */
    private static final int FEWEST_STATES = 8;

    private static final double NANOS_PER_HOUR = 3.6e12;

    /** Growth by less than this, and by less than this share of the heap, does not matter yet. */
    private static final double RELEVANT_BYTES = 1 << 20;

    private static final double RELEVANT_SHARE = 0.02;

    /**
     * The live heap at one moment.
     *
     * @param taken the moment
     * @param inuseBytes bytes of live objects
     */
    public record State(Instant taken, long inuseBytes) {}

    public AgentGrowth {
        requireNonNull(agent, "agent is null");
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
        requireNonNull(slope, "slope is null");
    }

    /**
     * Estimates the growth.
     *
     * @param states of one process, oldest first, one at least
     */
    public static AgentGrowth of(String agent, List<State> states) {
        State first = states.get(0);
        State last = states.get(states.size() - 1);
        return new AgentGrowth(
                agent, first.taken(), last.taken(), states.size(), last.inuseBytes(), slope(first.taken(), states));
    }

    private static Optional<Slope> slope(Instant from, List<State> states) {
        if (states.size() < FEWEST_STATES) {
            return Optional.empty();
        }
        double[] hours = states.stream()
                .mapToDouble(state -> Duration.between(from, state.taken()).toNanos() / NANOS_PER_HOUR)
                .toArray();
        double[] bytes = states.stream().mapToDouble(State::inuseBytes).toArray();
        return Optional.of(Slope.ofWandering(hours, bytes));
    }

    /** Returns the hours from the first state to the last. */
    public double hours() {
        return Duration.between(from, to).toNanos() / NANOS_PER_HOUR;
    }

    /** Returns whether it grew by more than chance explains, and by enough to matter. */
    public boolean grows() {
        double relevant = Math.max(RELEVANT_BYTES, RELEVANT_SHARE * inuseBytes);
        return slope.filter(pace -> pace.low() > 0 && pace.bytesPerHour() * hours() >= relevant)
                .isPresent();
    }
}
