// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Arrays;

/** Elementary statistics of arrays. */
public final class Statistics {
    /** Troughs and peaks are quantiles this far from the ends, so that one odd value does not decide. */
    private static final double TROUGH = 0.1;

    private Statistics() {}

    public static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** The value that a share {@code q} of the values lies below, interpolated. */
    public static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, q);
    }

    /** As {@link #quantile}, of values in ascending order; at least one. */
    static double ofSorted(double[] sorted, double q) {
        double position = q * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    public static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** Returns the level that nine in ten of the values lie above. */
    public static double trough(double[] values) {
        return quantile(values, TROUGH);
    }

    /** Returns the level that nine in ten of the values lie below. */
    public static double peak(double[] values) {
        return quantile(values, 1 - TROUGH);
    }

    /** The correlation of the values with themselves {@code lag} places later; 0 for values that are all equal. */
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
}
