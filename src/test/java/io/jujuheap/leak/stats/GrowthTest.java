// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final double[] TIMES = times(240);

    @Test
    void the_pace_of_a_line_is_one() {
        assertThat(growth(t -> 5 + 3 * t).pace()).isCloseTo(1, within(0.06));
    }

    /** After a tenth of it, growth with the root of time leaves 0.22 to the last third of the time. */
    @Test
    void growth_with_the_root_of_time_has_a_lower_pace() {
        assertThat(growth(Math::sqrt).pace()).isCloseTo(3 * 0.22, within(0.03));
    }

    @Test
    void a_cache_that_has_filled_has_next_to_no_pace() {
        assertThat(growth(t -> Math.min(1, t / 100)).pace()).isZero();
        double filling = 3 * (Math.exp(-2) - Math.exp(-3)) / (1 - Math.exp(-3));
        assertThat(growth(t -> 1 - Math.exp(-t / 80)).pace()).isCloseTo(filling, within(0.06));
    }

    /** Of k doublings of the time, the last half has the last. */
    @Test
    void records_have_a_low_pace_of_half_and_a_line_has_one() {
        assertThat(growth(t -> 5 + 3 * t).paceOfHalf()).isCloseTo(1, within(0.04));
        assertThat(growth(Math::sqrt).paceOfHalf()).isCloseTo(2 * (1 - Math.sqrt(0.5)), within(0.03));
        double doublings = Math.log(240) / Math.log(2);
        assertThat(growth(t -> Math.log(1 + t)).paceOfHalf()).isCloseTo(2 / doublings, within(0.03));
    }

    /** Doubled at 128, and so on: whenever the watch ends, but for the moment of a doubling, half of its time has one. */
    @Property(tries = 100)
    void what_doubles_has_an_even_pace_of_half_at_any_time(@ForAll @IntRange(min = 140, max = 239) int end) {
        double[] times = Arrays.copyOf(TIMES, end);
        double[] values = Arrays.stream(times)
                .map(t -> Math.pow(2, Math.floor(Math.log(Math.max(1, t)) / Math.log(2))))
                .toArray();

        assertThat(Growth.of(times, values).paceOfHalf()).isCloseTo(1, within(0.05));
    }

    @Test
    void a_late_beginning_is_where_halves_are_counted_from() {
        assertThat(growth(t -> Math.max(0, t - 120)).paceOfHalf()).isCloseTo(1, within(0.08));
    }

    @Test
    void what_falls_has_no_pace() {
        assertThat(growth(t -> -t).paceOfHalf()).isZero();
        assertThat(growth(t -> -t).pace()).isZero();
    }

    @Test
    void one_odd_value_does_not_change_the_beginning() {
        double[] values = Arrays.stream(TIMES).map(t -> Math.max(0, t - 120)).toArray();
        double before = Growth.of(TIMES, values).began();
        values[30] = 200;

        assertThat(Growth.of(TIMES, values).began()).isEqualTo(before).isCloseTo(120, within(2.0));
    }

    @Property(tries = 300)
    void the_beginning_of_a_ramp_is_found(@ForAll long seed) {
        Random random = new Random(seed);
        int start = 40 + random.nextInt(120);
        double[] values = Arrays.stream(TIMES)
                .map(t -> 100 + Math.max(0, t - start) + random.nextGaussian())
                .toArray();

        Growth growth = Growth.of(TIMES, values);

        assertThat(growth.began()).isCloseTo(start, within(0.06 * (TIMES.length - start) + 3));
        assertThat(growth.base()).isCloseTo(100, within(1.0));
    }

    @Test
    void growth_from_the_start_begins_at_the_start() {
        Growth growth = growth(t -> 7 + t);

        assertThat(growth.began()).isZero();
        assertThat(growth.base()).isEqualTo(7);
    }

    private static Growth growth(DoubleUnaryOperator curve) {
        return Growth.of(TIMES, Arrays.stream(TIMES).map(curve).toArray());
    }

    private static double[] times(int count) {
        double[] times = new double[count];
        Arrays.setAll(times, i -> i);
        return times;
    }
}
