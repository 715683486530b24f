// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Arrays;

/**
 * Whether values rise, by more than chance and for good. Ever later halves of the series are tested, since what leaks
 * now may not have leaked at first; the best counts, and pays for the choice (Bonferroni).
 *
 * @param pValue the chance of such a rise without a trend, one-sided; 1 when no window sets records
 * @param setsRecords whether in some window the last troughs lie above all earlier peaks
 */
public record RisingTrend(double pValue, boolean setsRecords) {
    /** A leak may start late, so ever later halves of the series are tested too, down to this many epochs. */
    private static final int MIN_WINDOW = 24;

    /**
     * The last part of a window, whose troughs must lie above the earlier peaks. A steady leak that grows by eight
     * times the spread of its noise passes; what swings by as much as it grew does not.
     */
    private static final double LAST_PART = 0.25;

    public static RisingTrend of(double[] hours, double[] values) {
        int windows = 0;
        double best = 1;
        boolean setsRecords = false;
        for (int length = values.length; windows == 0 || length >= MIN_WINDOW; length /= 2) {
            windows++;
            int from = values.length - length;
            if (lastingGrowth(values, from) > 0) {
                setsRecords = true;
                best = Math.min(best, pValue(tail(hours, from), tail(values, from)));
            }
        }
        return new RisingTrend(Math.min(1, best * windows), setsRecords);
    }

    private static double[] tail(double[] values, int from) {
        return Arrays.copyOfRange(values, from, values.length);
    }

    /** Two things must both be unlikely: that independent values rise so, and that wandering ones do. */
    private static double pValue(double[] hours, double[] values) {
        double slope = TheilSen.of(hours, values).slope();
        double wandering = 2 * Math.min(Drift.pValue(hours, values), neverFalls(values));
        return Math.max(MannKendall.of(hours, values, slope).pValue(), Math.min(1, wandering));
    }

    /**
     * The chance that values which may as well fall as rise only ever rise. An array that doubles rises seldom, and the
     * sizes of its steps say little, but they all go one way.
     */
    private static double neverFalls(double[] values) {
        int rises = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                return 1;
            }
            rises += values[i] > values[i - 1] ? 1 : 0;
        }
        return Math.pow(0.5, rises);
    }

    /**
     * By how much the troughs at the end of a window lie above the peaks of all that came before its middle; negative
     * when they lie below.
     */
    public static double lastingGrowth(double[] values, int from) {
        int length = values.length - from;
        int last = Math.max(1, (int) (length * LAST_PART));
        int before = Math.max(1, from + length / 2);
        double trough = Statistics.trough(tail(values, values.length - last));
        double peak = Statistics.peak(Arrays.copyOf(values, before));
        return trough - peak;
    }
}
