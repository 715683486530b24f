// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Objects are born, die and are counted one by one here; the model knows the counts alone. */
class KeptShareTest {
    private static final int LENGTH = 100;
    private static final int SERIES = 300;

    /** Besides the error of the share, those objects count that are live and have not died yet. */
    @Test
    void the_number_that_was_kept_is_estimated_within_its_error() {
        int within = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            Counts counts = counts(seed, t -> 20, 2, t -> 0.1);
            KeptShare share = counts.keptShare();
            double allocated = Arrays.stream(counts.allocated).sum();
            double mortal = counts.live[LENGTH - 1] - counts.kept;
            double error = Math.hypot(share.error() * allocated, Math.sqrt(mortal));
            within += Math.abs(share.share() * allocated - counts.kept) < 1.96 * error ? 1 : 0;
        }
        assertThat(within / (double) SERIES).isGreaterThan(0.9);
    }

    @Test
    void a_leak_amid_load_that_rises_and_falls_is_seen() {
        assertThat(shareSeen(t -> 20 * (1 + 0.8 * Math.sin(t / 8)), 3, 0.1)).isGreaterThan(0.95);
    }

    @Test
    void load_is_hardly_ever_taken_for_a_leak() {
        assertThat(shareSeen(t -> 20, 3, 0)).isLessThan(0.01);
        assertThat(shareSeen(t -> 5 + t / 3, 4, 0)).as("load that rises").isLessThan(0.01);
        assertThat(shareSeen(t -> 10, 15, 0)).as("objects that live long").isLessThan(0.01);
        assertThat(shareSeen(t -> 20 * (1 + 0.8 * Math.sin(t / 8)), 3, 0))
                .as("load that rises and falls")
                .isLessThan(0.01);
    }

    @Test
    void a_leak_that_has_ended_keeps_nothing_in_the_last_third() {
        double ended = 0;
        double goingOn = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            ended += counts(seed, t -> 20, 2, t -> t < 60 ? 0.2 : 0).keptShare().lateShare() / SERIES;
            goingOn += counts(seed, t -> 20, 2, t -> 0.2).keptShare().lateShare() / SERIES;
        }
        assertThat(ended).isCloseTo(0, within(0.02));
        assertThat(goingOn).isCloseTo(0.2, within(0.02));
    }

    @Test
    void nothing_is_said_of_a_single_moment() {
        assertThat(KeptShare.of(new double[8], new double[8], new double[7])).isEmpty();
    }

    @Test
    void a_steady_population_holds_what_arrives_in_a_mean_life() {
        double[] times = times();
        double[] allocated = new double[LENGTH - 1];
        Arrays.fill(allocated, 6);

        assertThat(KeptShare.steadyPopulation(times, allocated, 4))
                .containsOnly(Arrays.stream(new double[LENGTH]).map(x -> 24).toArray(), within(1e-9));
    }

    private static double shareSeen(DoubleUnaryOperator load, double meanLife, double kept) {
        int seen = 0;
        for (int seed = 0; seed < SERIES; seed++) {
            seen += counts(seed, load, meanLife, t -> kept).keptShare().deviations() >= 3 ? 1 : 0;
        }
        return seen / (double) SERIES;
    }

    /** What the model is told, and how many were kept in truth. */
    private record Counts(double[] live, double[] allocated, int kept) {

        KeptShare keptShare() {
            return KeptShare.of(times(), live, allocated).orElseThrow();
        }
    }

    private static Counts counts(int seed, DoubleUnaryOperator load, double meanLife, DoubleUnaryOperator keptShare) {
        Random random = new Random(seed);
        PriorityQueue<Double> deaths = new PriorityQueue<>();
        double[] live = new double[LENGTH];
        double[] allocated = new double[LENGTH - 1];
        int kept = 0;
        for (int now = -(int) (5 * meanLife); now < LENGTH; now++) {
            double rate = load.applyAsDouble(Math.max(0, now));
            for (double at = -Math.log(1 - random.nextDouble()) / rate;
                    at < 1;
                    at -= Math.log(1 - random.nextDouble()) / rate) {
                boolean isKept = now > 0 && random.nextDouble() < keptShare.applyAsDouble(now);
                deaths.add(isKept ? Double.MAX_VALUE : now - 1 + at - Math.log(1 - random.nextDouble()) * meanLife);
                if (now > 0) {
                    allocated[now - 1]++;
                    kept += isKept ? 1 : 0;
                }
            }
            while (!deaths.isEmpty() && deaths.element() < now) {
                deaths.remove();
            }
            if (now >= 0) {
                live[now] = deaths.size();
            }
        }
        return new Counts(live, allocated, kept);
    }

    private static double[] times() {
        double[] times = new double[LENGTH];
        Arrays.setAll(times, i -> i);
        return times;
    }
}
