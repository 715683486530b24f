// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Arrays;

/**
 * A test for a rising trend in values that may wander. Rank tests take a queue whose length wanders for a trend, because
 * it ends far from where it began; this one asks whether the mean step is more than steps of either sign add up to.
 *
 * <p>Values that swing around a line hide its slope in single steps, so the steps are also taken between the means of
 * blocks of values. Each block size tests rightly under wandering; the best counts, and pays for the choice (Bonferroni).
 */
final class Drift {
    /** Block sizes tried: each halves the swings that are independent from value to value, in variance. */
    private static final int[] BLOCKS = {1, 2, 4, 8};
    /** Fewer steps than this cannot show how large steps are. */
    private static final int MIN_STEPS = 7;

    private Drift() {}

    /** The chance of so large a rise when values wander without drift; one-sided. */
    static double pValue(double[] times, double[] values) {
        int tests = 0;
        double best = 1;
        for (int block : BLOCKS) {
            double[] at = blockMeans(times, block);
            if (at.length > MIN_STEPS) {
                best = Math.min(best, ofSteps(at, blockMeans(values, block)));
                tests++;
            }
        }
        return Math.min(1, best * Math.max(1, tests));
    }

    /** Means of consecutive blocks, the last complete; what does not fill a block is left out at the start. */
    private static double[] blockMeans(double[] values, int block) {
        int skipped = values.length % block;
        double[] means = new double[values.length / block];
        Arrays.setAll(
                means,
                i -> Statistics.mean(Arrays.copyOfRange(values, skipped + i * block, skipped + (i + 1) * block)));
        return means;
    }

    private static double ofSteps(double[] times, double[] values) {
        int steps = values.length - 1;
        if (times[steps] == times[0]) {
            return 1;
        }
        double drift = (values[steps] - values[0]) / (times[steps] - times[0]);
        double[] residuals = new double[steps];
        Arrays.setAll(residuals, i -> values[i + 1] - values[i] - drift * (times[i + 1] - times[i]));
        double error = Math.sqrt(longRunVariance(residuals) / steps);
        double mean = (values[steps] - values[0]) / steps;
        if (error == 0) {
            return mean > 0 ? 0 : 1;
        }
        return Statistics.normalUpperTail(normalEquivalent(mean / error, steps - 1));
    }

    /** The normal value as rare as a Student value: D. L. Wallace, Annals of Mathematical Statistics 30 (1959). */
    private static double normalEquivalent(double t, int degrees) {
        double z = Math.sqrt(degrees * Math.log1p(t * t / degrees)) * (8.0 * degrees + 1) / (8.0 * degrees + 3);
        return Math.copySign(z, t);
    }

    /**
     * The variance that counts for a sum of dependent values: Bartlett weights over about the cube root of their number
     * (Newey and West 1987). Never less than the plain variance: regular swings are no evidence.
     */
    private static double longRunVariance(double[] residuals) {
        int n = residuals.length;
        double plain = covariance(residuals, 0);
        double sum = plain;
        int bandwidth = (int) Math.cbrt(n);
        for (int lag = 1; lag <= bandwidth; lag++) {
            sum += 2 * (1 - lag / (bandwidth + 1.0)) * covariance(residuals, lag);
        }
        return Math.max(plain, sum);
    }

    private static double covariance(double[] residuals, int lag) {
        double sum = 0;
        for (int t = lag; t < residuals.length; t++) {
            sum += residuals[t] * residuals[t - lag];
        }
        return sum / (residuals.length - 1);
    }
}
