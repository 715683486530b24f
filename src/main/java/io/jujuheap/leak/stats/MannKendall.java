// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Arrays;

/**
 * The Mann-Kendall test for a rising trend: of all pairs of values, how many more rise than fall. It asks nothing of the
 * distribution of the values, but it takes them to be independent, and what is on a heap now was mostly there a minute
 * ago. The variance is therefore corrected for autocorrelation as in K. H. Hamed and A. R. Rao, "A modified Mann-Kendall
 * trend test for autocorrelated data", Journal of Hydrology 204 (1998).
 *
 * @param statistic the pairs that rise less those that fall
 * @param variance of the statistic when there is no trend, corrected
 */
record MannKendall(long statistic, double variance) {
    /** Autocorrelations below this many standard errors are taken for chance, as Hamed and Rao do: the 5 % level. */
    private static final double SIGNIFICANT = 1.96;

    /** The test of values in their order, whose trend has the given slope per unit of {@code times}. */
    static MannKendall of(double[] times, double[] values, double slope) {
        double inflation = inflation(ranksOfResiduals(times, values, slope));
        return new MannKendall(statistic(values), independentVariance(values) * inflation);
    }

    /** The chance of so large a statistic when there is no trend; one-sided, with the usual continuity correction. */
    double pValue() {
        return variance == 0 ? 1 : Statistics.normalUpperTail((statistic - 1) / Math.sqrt(variance));
    }

    private static long statistic(double[] values) {
        long statistic = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                statistic += (long) Math.signum(values[j] - values[i]);
            }
        }
        return statistic;
    }

    /** M. G. Kendall, Rank Correlation Methods, 1975: n(n-1)(2n+5)/18, less the same for each group of equal values. */
    private static double independentVariance(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double variance = kendall(sorted.length);
        for (int start = 0; start < sorted.length; ) {
            int end = start;
            while (end < sorted.length && sorted[end] == sorted[start]) {
                end++;
            }
            variance -= kendall(end - start);
            start = end;
        }
        return variance;
    }

    private static double kendall(int n) {
        return n * (n - 1.0) * (2.0 * n + 5) / 18;
    }

    private static double[] ranksOfResiduals(double[] times, double[] values, double slope) {
        double[] residuals = new double[values.length];
        Arrays.setAll(residuals, i -> values[i] - slope * times[i]);
        return Statistics.ranks(residuals);
    }

    /**
     * Hamed and Rao's factor. Never below 1: negative autocorrelation would make the test bolder, and the
     * sawtooth of a garbage collector is not evidence.
     */
    private static double inflation(double[] ranks) {
        int n = ranks.length;
        if (n < 4) {
            return 1;
        }
        double sum = 0;
        for (int lag = 1; lag < n - 2; lag++) {
            double correlation = Statistics.autocorrelation(ranks, lag);
            if (Math.abs(correlation) > SIGNIFICANT / Math.sqrt(n)) {
                sum += (n - lag) * (n - lag - 1.0) * (n - lag - 2.0) * correlation;
            }
        }
        return Math.max(1, 1 + 2 * sum / (n * (n - 1.0) * (n - 2.0)));
    }
}
