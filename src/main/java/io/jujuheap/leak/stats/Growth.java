// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

/**
 * When a curve began to grow, and at which pace it grows now.
 *
 * @param base the level from which it grew
 * @param began when it began: the line through the curve at a tenth and at four tenths of its growth, drawn back to the level
 *     before; the first time when that is earlier or little later
 * @param intervals how many intervals there are since a tenth of the growth was reached
 * @param pace the growth in the last third of that time, as a multiple of what an even pace gives: about 1 for a straight
 *     line, 0.65 for one that grows with the root of time, 0.3 for a cache that fills over three time constants
 */
public record Growth(double base, double began, int intervals, double pace) {
    /** Growth has begun when this share of it is reached. */
    private static final double BEGUN = 0.1;

    /** A later share of the growth. With the first it gives the line that is drawn back. */
    private static final double UNDER_WAY = 0.4;

    /** Growth that begins in this share of the time is taken to have begun before it: a beginning is not known better. */
    private static final double AT_ONCE = 0.1;

    /** From so many values on, single outliers are left out by a running median. */
    private static final int SMOOTHED = 12;

    /**
     * Finds the beginning and the pace.
     *
     * @param times when the values were taken, in any unit, ascending
     * @param values two at least
     */
    public static Growth of(double[] times, double[] values) {
        double[] curve = values.length < SMOOTHED ? values : Statistics.runningMedian(values, 1);
        int n = curve.length;
        double level = Statistics.median(curve, 0, Math.max(1, n / 10));
        double top = Statistics.median(curve, n - Math.max(1, n / 20), n);
        int onset = lastUpTo(level + BEGUN * (top - level), curve);
        int underWay = lastUpTo(level + UNDER_WAY * (top - level), curve);
        double began = times[onset] - (times[underWay] - times[onset]) * BEGUN / (UNDER_WAY - BEGUN);
        double pace = top > level ? pace(times, curve, onset, top) : 0;
        return began > times[0] + AT_ONCE * (times[n - 1] - times[0])
                ? new Growth(level, began, n - 1 - onset, pace)
                : new Growth(values[0], times[0], n - 1 - onset, pace);
    }

    /** Returns the index of the last value up to a level, 0 when there is none. */
    private static int lastUpTo(double level, double[] curve) {
        int index = curve.length - 1;
        while (index > 0 && curve[index] > level) {
            index--;
        }
        return index;
    }

    private static double pace(double[] times, double[] curve, int onset, double top) {
        int n = curve.length;
        double time = times[n - 1] - times[onset];
        if (time <= 0 || top <= curve[onset]) {
            return 0;
        }
        int third = onset;
        while (third < n - 2 && times[third] < times[onset] + time * 2 / 3) {
            third++;
        }
        int width = Math.max(1, n / 20);
        double before = Statistics.mean(curve, Math.max(onset, third - width + 1), Math.min(n, third + width));
        double even = (times[n - 1] - times[third]) / time;
        return even <= 0 ? 0 : (top - before) / (top - curve[onset]) / even;
    }
}
