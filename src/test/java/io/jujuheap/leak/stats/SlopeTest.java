// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The interval of {@link Slope#ofWandering}, by simulated levels whose true growth is known. */
class SlopeTest {
    private static final int SERIES = 4000;
    private static final int STATES = 120;
    private static final double TRUE_PER_HOUR = 3;

    @Test
    void covers_the_growth_of_a_level_that_wanders_in_95_of_100_cases() {
        assertThat(coverage(random -> 0)).isBetween(0.935, 0.965);
    }

    @Test
    void covers_it_at_least_as_often_under_noise() {
        assertThat(coverage(random -> 4 * random.nextGaussian())).isGreaterThan(0.94);
    }

    @Test
    void a_line_without_noise_has_its_own_slope() {
        double[] hours = {0, 1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 15, 16, 17, 18, 19};
        Slope slope = Slope.ofWandering(
                hours, Arrays.stream(hours).map(h -> 5 + 2 * h).toArray());
        assertThat(slope.bytesPerHour()).isEqualTo(2);
    }

    private static double coverage(ToDoubleFunction<Random> noise) {
        Random random = new Random(21);
        int covered = 0;
        double[] hours = new double[STATES];
        double[] values = new double[STATES];
        for (int series = 0; series < SERIES; series++) {
            double level = 0;
            for (int i = 0; i < STATES; i++) {
                hours[i] = i / 10.0;
                level += random.nextGaussian() + TRUE_PER_HOUR / 10;
                values[i] = level + noise.applyAsDouble(random);
            }
            Slope slope = Slope.ofWandering(hours, values);
            covered += slope.low() <= TRUE_PER_HOUR && TRUE_PER_HOUR <= slope.high() ? 1 : 0;
        }
        return (double) covered / SERIES;
    }
}
