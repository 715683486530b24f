// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Elementary statistics of arrays, and the normal distribution. */
public final class Statistics {
    /** Troughs and peaks are quantiles this far from the ends, so that one odd value does not decide. */
    private static final double TROUGH = 0.1;

    /** The polynomial of the fit in {@link #normalUpperTail}, constant term first. */
    private static final double[] TAIL_POLYNOMIAL = {
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277
    };

    private Statistics() {}

    public static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** Returns the value that a share {@code q} of the values lies below, interpolated. */
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

    /** Returns the rank of each value, from 1; equal values share the mean of their ranks. */
    static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ranks = new double[values.length];
        for (int start = 0; start < order.length; ) {
            int end = start;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            double shared = (start + 1 + end) / 2.0;
            for (int i = start; i < end; i++) {
                ranks[order[i]] = shared;
            }
            start = end;
        }
        return ranks;
    }

    /**
     * Returns the chance that a standard normal value lies above {@code z}, to a relative error below 1.2e-7 in both tails:
     * the Chebyshev fit of the complementary error function in Press et al., Numerical Recipes, 2nd edition, §6.2.
     */
    public static double normalUpperTail(double z) {
        double x = z / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * Math.abs(x));
        double polynomial = 0;
        for (int power = TAIL_POLYNOMIAL.length - 1; power >= 0; power--) {
            polynomial = polynomial * t + TAIL_POLYNOMIAL[power];
        }
        double tail = 0.5 * t * Math.exp(-x * x + polynomial);
        return x >= 0 ? tail : 1 - tail;
    }

    /**
     * Returns the largest p-value that stands out among all, so that at most a share {@code rate} of those up to it are
     * chance; -1 when none does. Among a thousand call sites ten have a p-value of 0.01 by chance. Y. Benjamini and
     * Y. Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).
     */
    public static double benjaminiHochbergThreshold(double[] pValues, double rate) {
        double[] sorted = pValues.clone();
        Arrays.sort(sorted);
        for (int rank = sorted.length; rank > 0; rank--) {
            if (sorted[rank - 1] <= rate * rank / sorted.length) {
                return sorted[rank - 1];
            }
        }
        return -1;
    }
}
