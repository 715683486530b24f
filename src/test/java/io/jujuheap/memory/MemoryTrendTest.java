// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static io.jujuheap.memory.MemoryPart.COLLECTOR;
import static io.jujuheap.memory.MemoryPart.LIVE_HEAP;
import static io.jujuheap.memory.MemoryPart.OUTSIDE_GO;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.memory.PartTrend.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Which parts grow, of simulated processes whose growth is known. */
class MemoryTrendTest {
    private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");
    private static final long MB = 1 << 20;

    /** The number of states in ten hours, every five minutes. */
    private static final int STATES = 120;

    private final Random random = new Random(7);

    private List<MemoryTrend.State> states(Map<MemoryPart, IntToDoubleFunction> megabytes) {
        List<MemoryTrend.State> states = new ArrayList<>();
        for (int i = 0; i < STATES; i++) {
            Map<MemoryPart, Long> parts = new EnumMap<>(MemoryPart.class);
            int state = i;
            megabytes.forEach((part, size) -> parts.put(part, (long) (size.applyAsDouble(state) * MB)));
            states.add(new MemoryTrend.State(
                    START.plus(Duration.ofMinutes(5L * i)), new PartSizes(OptionalLong.empty(), parts)));
        }
        return states;
    }

    private MemoryTrend trend(Map<MemoryPart, IntToDoubleFunction> megabytes) {
        return MemoryTrend.of(states(megabytes)).orElseThrow();
    }

    /** The room of the collector goes up and down by a third from one state to the next. */
    private double swing(double megabytes) {
        return megabytes * (1 + random.nextDouble() / 3);
    }

    private IntToDoubleFunction wandering(double megabytes) {
        double[] level = {megabytes};
        return i -> level[0] = Math.max(0, level[0] + random.nextGaussian());
    }

    @Test
    void growth_outside_of_go_is_told_from_a_heap_that_swings() {
        MemoryTrend trend = trend(Map.of(
                LIVE_HEAP, i -> swing(100),
                COLLECTOR, i -> swing(100),
                OUTSIDE_GO, i -> 200 + 20 * i / 12.0 + random.nextGaussian()));
        assertThat(trend.growing()).singleElement().satisfies(part -> {
            assertThat(part.part()).isEqualTo(OUTSIDE_GO);
            assertThat(20.0 * MB).isBetween(part.slope().low(), part.slope().high());
        });
        assertThat(trend.of(LIVE_HEAP).orElseThrow().direction()).isEqualTo(Direction.STEADY);
    }

    @Test
    void what_goes_back_to_the_system_shrinks() {
        MemoryTrend trend = trend(Map.of(LIVE_HEAP, i -> swing(100), COLLECTOR, i -> 500 - 3.0 * i + swing(10)));
        assertThat(trend.of(COLLECTOR).orElseThrow().direction()).isEqualTo(Direction.SHRINKS);
        assertThat(trend.growing()).isEmpty();
    }

    @Test
    void a_single_step_and_a_level_that_fills_up_do_not_grow() {
        MemoryTrend trend = trend(Map.of(
                LIVE_HEAP, i -> i < 50 ? 100 : 300, OUTSIDE_GO, i -> 200 * (1 - Math.exp(-i / 20.0)) + swing(10)));
        assertThat(trend.growing()).isEmpty();
    }

    /** Nine parts that wander without drift: at most one process of ten is said to have a part that grows. */
    @Test
    void parts_that_wander_are_seldom_called_growing() {
        int called = 0;
        for (int process = 0; process < 400; process++) {
            Map<MemoryPart, IntToDoubleFunction> parts = new EnumMap<>(MemoryPart.class);
            for (MemoryPart part : MemoryPart.values()) {
                parts.put(part, wandering(20));
            }
            called += trend(parts).growing().isEmpty() ? 0 : 1;
        }
        assertThat(called).isBetween(1, 40);
    }

    @Test
    void fewer_than_sixteen_states_have_no_trend() {
        List<MemoryTrend.State> states = states(Map.of(LIVE_HEAP, i -> 10.0 * i));
        assertThat(MemoryTrend.of(states.subList(0, 15))).isEmpty();
        assertThat(MemoryTrend.of(states.subList(0, 16))).isPresent();
    }

    @Test
    void a_part_that_is_not_known_of_all_states_is_left_out() {
        List<MemoryTrend.State> states = states(Map.of(LIVE_HEAP, i -> 10.0 * i));
        states.set(
                3,
                new MemoryTrend.State(states.get(3).at(), new PartSizes(OptionalLong.empty(), Map.of(OUTSIDE_GO, 1L))));
        assertThat(MemoryTrend.of(states).orElseThrow().parts()).isEmpty();
    }
}
