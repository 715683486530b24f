// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The tests for a trend do what their authors promise: rarely cry wolf at level p, and see what is there. */
class TrendStatisticsTest {
    private static final int SERIES = 2000;
    private static final int LENGTH = 100;
    private static final double[] TIMES = times(LENGTH);

    @Test
    void normal_tail_is_that_of_the_tables() {
        assertThat(Statistics.normalUpperTail(0)).isCloseTo(0.5, within(1e-7));
        assertThat(Statistics.normalUpperTail(1.959964)).isCloseTo(0.025, within(1e-7));
        assertThat(Statistics.normalUpperTail(-1.644854)).isCloseTo(0.95, within(1e-7));
        assertThat(Statistics.normalUpperTail(6)).isCloseTo(9.8659e-10, within(1e-13));
    }

    @Test
    void kendalls_statistic_counts_pairs_and_its_variance_allows_for_ties() {
        MannKendall rising = MannKendall.of(times(8), new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1);
        assertThat(rising.statistic()).isEqualTo(28);
        assertThat(rising.variance()).isCloseTo(8 * 7 * 21 / 18.0, within(1e-9));
        assertThat(rising.pValue()).isLessThan(0.001);

        MannKendall tied = MannKendall.of(times(4), new double[] {1, 1, 2, 2}, 0);
        assertThat(tied.statistic()).isEqualTo(4);
        assertThat(tied.variance()).isCloseTo((4 * 3 * 13 - 2 * 2 * 1 * 9) / 18.0, within(1e-9));
    }

    @Test
    void a_level_row_of_values_has_no_trend() {
        double[] level = new double[50];

        assertThat(MannKendall.of(times(50), level, 0).pValue()).isEqualTo(1);
        assertThat(Drift.pValue(times(50), level)).isEqualTo(1);
        assertThat(RisingTrend.of(times(50), level).setsRecords()).isFalse();
    }

    @Test
    void kendalls_test_keeps_its_level_on_independent_values() {
        assertThat(shareBelow(0.05, this::kendall, random -> random::nextGaussian))
                .isBetween(0.03, 0.07);
    }

    /** Hamed and Rao's correction is known to fall short of strong autocorrelation, yet it helps. */
    @Test
    void kendalls_test_is_fooled_far_less_by_autocorrelation_than_without_its_correction() {
        double uncorrected =
                shareBelow(0.05, TrendStatisticsTest::uncorrectedKendall, random -> persistent(random, 0.7));

        assertThat(shareBelow(0.05, this::kendall, random -> persistent(random, 0.7)))
                .isLessThan(0.7 * uncorrected);
    }

    @Test
    void the_tests_together_keep_their_level_however_strongly_values_persist() {
        for (double share : new double[] {0, 0.5, 0.7, 0.9, 1}) {
            assertThat(shareBelow(
                            0.05,
                            values -> RisingTrend.of(TIMES, values).pValue(),
                            random -> persistent(random, share)))
                    .as("persistence %s", share)
                    .isLessThan(0.05);
        }
    }

    @Test
    void drift_keeps_its_level_on_values_that_wander() {
        assertThat(shareBelow(0.01, values -> Drift.pValue(TIMES, values), random -> persistent(random, 1)))
                .isLessThan(0.02);
    }

    @Test
    void drift_keeps_its_level_on_values_that_wander_under_noise() {
        assertThat(shareBelow(0.01, values -> Drift.pValue(TIMES, values), random -> {
                    DoubleSupplier walk = persistent(random, 1);
                    return () -> walk.getAsDouble() + 4 * random.nextGaussian();
                }))
                .isLessThan(0.02);
    }

    @Test
    void drift_sees_a_steady_rise_of_thirty_samples() {
        assertThat(shareBelow(0.001, values -> Drift.pValue(TIMES, values), random -> {
                    double[] level = {0};
                    return () -> level[0] += random.nextDouble() < 0.3 ? 1 : 0;
                }))
                .isGreaterThan(0.95);
    }

    @Test
    void theil_sen_ignores_a_quarter_of_wild_points() {
        double[] values = Arrays.stream(TIMES).map(t -> 5 + 3 * t).toArray();
        for (int i = 0; i < LENGTH; i += 4) {
            values[i] = 1e6 * (i % 8 - 4);
        }

        assertThat(TheilSen.of(TIMES, values).slope()).isCloseTo(3, within(0.01));
    }

    @Test
    void interval_of_a_slope_covers_the_truth_nineteen_times_in_twenty() {
        Random random = new Random(1);
        int covered = 0;
        for (int series = 0; series < SERIES / 4; series++) {
            double[] values = Arrays.stream(TIMES)
                    .map(t -> 2 * t + 5 * random.nextGaussian())
                    .toArray();
            Slope slope = Slope.of(TIMES, values);
            covered += slope.low() <= 2 && 2 <= slope.high() ? 1 : 0;
        }
        assertThat(covered / (SERIES / 4.0)).isBetween(0.92, 0.98);
    }

    @Test
    void benjamini_hochberg_believes_what_stands_out_of_many() {
        assertThat(Statistics.benjaminiHochbergThreshold(new double[] {0.01, 0.02, 0.03, 0.9}, 0.05))
                .isEqualTo(0.03);
        assertThat(Statistics.benjaminiHochbergThreshold(new double[] {0.02, 0.5, 0.9, 0.9}, 0.05))
                .isEqualTo(-1);
        assertThat(Statistics.benjaminiHochbergThreshold(new double[0], 0.05)).isEqualTo(-1);
    }

    @Property(tries = 300)
    void ramp_finds_where_a_rise_starts_and_ends(@ForAll long seed) {
        Random random = new Random(seed);
        int start = 5 + random.nextInt(45);
        int end = start + 10 + random.nextInt(40);
        double[] values = Arrays.stream(TIMES)
                .map(t -> 100 + 50 * Math.max(0, Math.min(1, (t - start) / (end - start))) + random.nextGaussian() / 2)
                .toArray();

        Ramp ramp = Ramp.fit(TIMES, values);

        assertThat(ramp.start()).isBetween(start - 4, start + 4);
        assertThat(ramp.end()).isBetween(end - 4, end + 4);
        assertThat(ramp.base()).isCloseTo(100, within(3.0));
        assertThat(ramp.rise()).isCloseTo(50, within(5.0));
    }

    private double kendall(double[] values) {
        return MannKendall.of(TIMES, values, TheilSen.of(TIMES, values).slope()).pValue();
    }

    private static double uncorrectedKendall(double[] values) {
        long statistic = MannKendall.of(TIMES, values, 0).statistic();
        return Statistics.normalUpperTail((statistic - 1) / Math.sqrt(LENGTH * (LENGTH - 1) * (2 * LENGTH + 5) / 18.0));
    }

    private static double shareBelow(
            double level, ToDoubleFunction<double[]> test, Function<Random, DoubleSupplier> source) {
        Random random = new Random(42);
        int below = 0;
        for (int series = 0; series < SERIES; series++) {
            DoubleSupplier next = source.apply(random);
            double[] values = new double[LENGTH];
            Arrays.setAll(values, i -> next.getAsDouble());
            below += test.applyAsDouble(values) < level ? 1 : 0;
        }
        return below / (double) SERIES;
    }

    /** Each value keeps that share of the one before; 1 wanders. */
    private static DoubleSupplier persistent(Random random, double share) {
        double[] last = {0};
        return () -> last[0] = share * last[0] + random.nextGaussian();
    }

    private static double[] times(int count) {
        double[] times = new double[count];
        Arrays.setAll(times, i -> i);
        return times;
    }
}
