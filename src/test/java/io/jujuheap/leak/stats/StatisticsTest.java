// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final double LIMIT = 2.45;

    private static final int SERIES = 4000;

    @Test
    void quantiles_are_interpolated() {
        double[] values = {4, 1, 3, 2};

        assertThat(Statistics.median(values)).isEqualTo(2.5);
        assertThat(Statistics.quantile(values, 0)).isEqualTo(1);
        assertThat(Statistics.trough(new double[] {0, 10})).isCloseTo(1, within(1e-12));
        assertThat(Statistics.peak(new double[] {0, 10})).isCloseTo(9, within(1e-12));
    }

    @Test
    void a_running_median_leaves_out_what_is_there_once() {
        assertThat(Statistics.runningMedian(new double[] {1, 1, 9, 1, 1, 5, 5}, 1))
                .containsExactly(1, 1, 1, 1, 1, 5, 5);
    }

    /** Student's distribution with ten degrees of freedom has 2.5 % beyond 2.2281, with thirty 0.5 % beyond 2.75. */
    @Test
    void students_values_have_the_normal_equivalents_of_the_tables() {
        assertThat(Statistics.normalEquivalent(2.2281, 10)).isCloseTo(1.95996, within(0.01));
        assertThat(Statistics.normalEquivalent(2.75, 30)).isCloseTo(2.57583, within(0.01));
        assertThat(Statistics.normalEquivalent(-2.2281, 10)).isCloseTo(-1.95996, within(0.01));
    }

    /** The means of neighbouring blocks have values in common that wandered, so it is one case in twenty, not in forty. */
    @Test
    void values_that_wander_drift_by_chance_in_one_case_of_twenty() {
        assertThat(shareBeyond(StatisticsTest::wandering)).isBetween(0.035, 0.065);
    }

    @Test
    void values_that_wander_under_noise_drift_by_chance_no_more_often() {
        assertThat(shareBeyond(random -> {
                    double[] values = wandering(random);
                    Arrays.setAll(values, i -> values[i] + 3 * random.nextGaussian());
                    return values;
                }))
                .isLessThan(0.065);
    }

    @Test
    void drift_sees_a_line_under_noise_of_a_quarter_of_its_rise() {
        assertThat(shareBeyond(random -> {
                    double[] values = new double[120];
                    Arrays.setAll(values, i -> i / 120.0 + 0.25 * random.nextGaussian());
                    return values;
                }))
                .isGreaterThan(0.8);
    }

    @Test
    void values_that_are_all_equal_do_not_drift() {
        assertThat(Statistics.drift(new double[20])).isZero();
    }

    private static double shareBeyond(Function<Random, double[]> source) {
        Random random = new Random(7);
        int beyond = 0;
        for (int i = 0; i < SERIES; i++) {
            beyond += Statistics.drift(source.apply(random)) > LIMIT ? 1 : 0;
        }
        return beyond / (double) SERIES;
    }

    private static double[] wandering(Random random) {
        double[] level = {0};
        double[] values = new double[120];
        Arrays.setAll(values, i -> level[0] += random.nextGaussian());
        return values;
    }
}
