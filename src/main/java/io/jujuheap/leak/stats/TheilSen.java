// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Arrays;

/**
 * The Theil-Sen line: the median of the slopes between all pairs of points, which a quarter of wild points cannot move.
 * P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63 (1968).
 */
final class TheilSen {
    /** Half the width of a normal interval that covers 95 %, in standard deviations. */
    private static final double CONFIDENCE_95 = 1.96;

    private final double[] slopes;

    private TheilSen(double[] slopes) {
        this.slopes = slopes;
    }

    /** The slopes between all points whose times differ. */
    static TheilSen of(double[] times, double[] values) {
        int n = times.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (times[j] != times[i]) {
                    slopes[count++] = (values[j] - values[i]) / (times[j] - times[i]);
                }
            }
        }
        double[] sorted = Arrays.copyOf(slopes, count);
        Arrays.sort(sorted);
        return new TheilSen(sorted);
    }

    /** Value per unit of time; 0 when there are no two times. */
    double slope() {
        return slopes.length == 0 ? 0 : Statistics.ofSorted(slopes, 0.5);
    }

    /** The lower end of the 95 % interval of the slope, from the variance of Kendall's statistic. */
    double low(double kendallVariance) {
        return slopeOfRank((slopes.length - CONFIDENCE_95 * Math.sqrt(kendallVariance)) / 2 - 1);
    }

    /** The upper end of the 95 % interval of the slope, from the variance of Kendall's statistic. */
    double high(double kendallVariance) {
        return slopeOfRank((slopes.length + CONFIDENCE_95 * Math.sqrt(kendallVariance)) / 2);
    }

    private double slopeOfRank(double rank) {
        if (slopes.length == 0) {
            return 0;
        }
        return slopes[(int) Math.max(0, Math.min(slopes.length - 1, Math.round(rank)))];
    }
}
