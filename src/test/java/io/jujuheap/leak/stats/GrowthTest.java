// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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

    @Test
    void what_falls_has_no_pace() {
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
