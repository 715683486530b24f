// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepsTest {
    @Test
    void counts_rises_and_what_is_given_back() {
        Steps steps = of(0, 2, 3, 1, 1, 4);

        assertThat(steps.rises()).isEqualTo(3);
        assertThat(steps.givenBack()).isEqualTo(2);
    }

    @Test
    void many_small_falls_are_not_one_deep_one() {
        assertThat(of(5, 4, 5, 4, 6, 5, 7).deepestFall()).isEqualTo(1);
        assertThat(of(1, 5, 4, 3, 4, 2, 9).deepestFall()).isEqualTo(3);
        assertThat(of(1, 2, 3).deepestFall()).isZero();
    }

    /** A cache that fills, and fills again when its limit is raised: ten steps in two clusters, which are two bursts. */
    @Test
    void clusters_of_steps_are_no_bursts_at_random_times() {
        double[] values = bursts(100, 1, 3, 5, 7, 9, 60, 62, 64, 66, 68);

        assertThat(steps(values, 80).mayBurstAgain()).isFalse();
        assertThat(steps(bursts(100, 1, 8, 15, 22, 30, 38, 45, 52, 60, 68), 80).mayBurstAgain())
                .isTrue();
    }

    @Test
    void the_effective_number_of_equal_steps_is_their_number_and_one_large_step_counts_as_one() {
        assertThat(of(0, 1, 1, 2, 3, 3, 4).effectiveNumber()).isEqualTo(4);
        assertThat(of(0, 1, 101, 102).effectiveNumber()).isCloseTo(1, within(0.05));
        assertThat(of(3, 2, 1).effectiveNumber()).isZero();
    }

    @Test
    void lasting_growth_is_what_swings_leave() {
        assertThat(Steps.lastingRise(new double[] {0, 0, 0, 0, 9, 9, 9, 9})).isEqualTo(9);
        assertThat(Steps.lastingRise(new double[] {0, 9, 0, 9, 0, 9, 0, 9})).isNegative();
    }

    /** Of eight bursts, the last at 70 of 100: a pause of a third is longer in one case of 17, of a sixth in one of 3.6. */
    @Test
    void a_pause_after_bursts_is_judged_by_the_gaps_before_it() {
        double[] values = bursts(100, 1, 10, 20, 30, 40, 50, 60, 70);

        assertThat(steps(values, 85).mayBurstAgain()).isTrue();
        assertThat(steps(values, 100).mayBurstAgain()).isFalse();
        assertThat(steps(bursts(40, 1, 10, 20), 40).mayBurstAgain())
                .as("three bursts say nothing")
                .isFalse();
    }

    @Test
    void doubling_may_go_on_for_as_long_again_as_it_took_so_far() {
        double[] doubling = new double[100];
        Arrays.setAll(doubling, i -> i < 5 ? 1 : i < 10 ? 2 : i < 20 ? 4 : i < 40 ? 8 : 16);

        assertThat(steps(doubling, 80).mayDoubleAgain(15)).isTrue();
        assertThat(steps(doubling, 100).mayDoubleAgain(15)).isFalse();
        assertThat(of(0, 1, 2, 3, 4, 5, 6).mayDoubleAgain(6)).as("even steps").isFalse();
    }

    /** Nine equal steps: an even pace leaves three to the last third; one is 1.3 deviations below, two 0.7. */
    @Test
    void few_steps_of_late_may_be_chance_and_none_are_not() {
        double[] values = bursts(90, 1, 5, 10, 20, 30, 40, 50, 58, 70);

        assertThat(steps(values, 90).mayBeQuietByChance(2 / 3.0)).isTrue();
        assertThat(steps(values, 90).mayBeQuietByChance(0)).isFalse();
    }

    /** A compound Poisson process: steps of random size at random times. */
    @Test
    void quiet_is_beyond_chance_in_one_of_twenty_series_of_random_steps() {
        Random random = new Random(1);
        int beyond = 0;
        int all = 4000;
        for (int series = 0; series < all; series++) {
            double[] values = new double[301];
            for (int i = 1; i < values.length; i++) {
                double step = random.nextDouble() < 0.2 ? -Math.log(1 - random.nextDouble()) : 0;
                values[i] = values[i - 1] + step;
            }
            double pace = 3 * (values[300] - values[200]) / values[300];
            beyond += steps(values, values.length).mayBeQuietByChance(pace) ? 0 : 1;
        }

        assertThat(beyond / (double) all).isBetween(0.035, 0.065);
    }

    private static double[] bursts(int length, int... at) {
        double[] values = new double[length];
        Arrays.setAll(values, i -> Arrays.stream(at).filter(time -> time <= i).count());
        return values;
    }

    private static Steps of(double... values) {
        return steps(values, values.length);
    }

    private static Steps steps(double[] values, int length) {
        double[] times = new double[length];
        Arrays.setAll(times, i -> i);
        return new Steps(times, Arrays.copyOf(values, length));
    }
}
