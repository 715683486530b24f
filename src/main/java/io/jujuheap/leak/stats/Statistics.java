// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Arrays;

/** Elementary statistics of arrays. */
public final class Statistics {
    /** Troughs and peaks are quantiles this far from the ends, so that one odd value does not decide. */
    private static final double TROUGH = 0.1;

    /** Blocks of values whose means {@link #drift} compares. */
    private static final int BLOCKS = 8;

    private Statistics() {}

    public static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** Returns the mean of the values from one index up to another, which is left out. */
    static double mean(double[] values, int from, int to) {
        return mean(Arrays.copyOfRange(values, from, to));
    }

    /** Returns the value that a share {@code q} of the values lies below, interpolated. */
    public static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = q * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    public static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** Returns the median of the values from one index up to another, which is left out. */
    public static double median(double[] values, int from, int to) {
        return median(Arrays.copyOfRange(values, from, to));
    }

    /** Returns, for each value, the median of it and of so many on either side of it. */
    public static double[] runningMedian(double[] values, int width) {
        double[] medians = new double[values.length];
        Arrays.setAll(medians, i -> median(values, Math.max(0, i - width), Math.min(values.length, i + width + 1)));
        return medians;
    }

    /** Returns the level that nine in ten of the values lie above. */
    public static double trough(double[] values) {
        return quantile(values, TROUGH);
    }

    /** Returns the level that nine in ten of the values lie below. */
    public static double peak(double[] values) {
        return quantile(values, 1 - TROUGH);
    }

    /** Returns the correlation of the values with themselves {@code lag} places later; 0 when all values are equal. */
    static double autocorrelation(double[] values, int lag) {
        double mean = mean(values);
        double product = 0;
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            square += (values[i] - mean) * (values[i] - mean);
            product += i < lag ? 0 : (values[i] - mean) * (values[i - lag] - mean);
        }
        return square == 0 ? 0 : product / square;
    }

    /**
     * Returns by how many standard errors values rise more than they wander: the mean step between the means of eight blocks,
     * by the standard error of the steps. Noise from value to value vanishes in the means; a level that wanders makes steps of
     * either sign. A level that wanders without drift is above 2.45 in one case of twenty.
     *
     * @param values eight at least
     */
    public static double drift(double[] values) {
        double mean = mean(blockSteps(values));
        double error = blockStepError(values);
        if (error == 0) {
            return mean == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, mean);
        }
        return mean / error;
    }

    /** Returns the steps between the means of eight blocks of values. */
    static double[] blockSteps(double[] values) {
        double[] steps = new double[BLOCKS - 1];
        Arrays.setAll(steps, block -> blockMean(values, block + 1) - blockMean(values, block));
        return steps;
    }

    /** Returns the standard error of the mean of {@link #blockSteps}, as if the steps were independent. */
    static double blockStepError(double[] values) {
        double[] steps = blockSteps(values);
        double mean = mean(steps);
        double squares =
                Arrays.stream(steps).map(step -> (step - mean) * (step - mean)).sum();
        return Math.sqrt(squares / (steps.length - 1) / steps.length);
    }

    private static double blockMean(double[] values, int block) {
        return mean(values, block * values.length / BLOCKS, (block + 1) * values.length / BLOCKS);
    }

    /**
     * Returns the standard normal value that is as rare as a value of Student's distribution: D. L. Wallace, Annals of
     * Mathematical Statistics 30 (1959).
     */
    static double normalEquivalent(double t, int degrees) {
        double z = Math.sqrt(degrees * Math.log1p(t * t / degrees)) * (8.0 * degrees + 1) / (8.0 * degrees + 3);
        return Math.copySign(z, t);
    }
}
