// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

/**
 * When a curve began to grow, and at which pace it grows now: in the last third of the time since then, and in its last half.
 * What doubles from time to time grows in waves. Its pace in a third depends on when the wave came, but any half of the time
 * since its birth has one doubling.
 *
 * @param base the level from which it grew
 * @param began when it began: the line through the curve at a tenth and at four tenths of its growth, drawn back to the level
 *     before; the first time when that is earlier or little later
 * @param intervals how many intervals there are since a tenth of the growth was reached
 * @param pace the growth in the last third of that time, as a multiple of what an even pace gives: about 1 for a straight
 *     line, 0.65 for one that grows with the root of time, 0.3 for a cache that fills over three time constants
 * @param paceOfHalf the growth in the last half of the time, as such a multiple: about 1 for a straight line and for what
 *     doubles, 0.59 for growth with the root of time, and 2 / k for growth by the same amount in each of k doublings of the
 *     time, which is how a record grows
 */
public record Growth(double base, double began, int intervals, double pace, double paceOfHalf) {
    /** Growth has begun when this share of it is reached. */
    private static final double BEGUN = 0.1;

    /** A later share of the growth. With the first it gives the line that is drawn back. */
    private static final double UNDER_WAY = 0.4;

    /** Growth that begins in this share of the time is taken to have begun before it: a beginning is not known better. */
    private static final double AT_ONCE = 0.1;

    /** What grows in waves shows its beginning worse: one in this share of the time may as well be the first. */
    private static final double EARLY = 0.25;

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
        double watch = times[n - 1] - times[0];
        double ofHalf = began > times[0] + EARLY * watch
                ? paceOfHalf(times, curve, began, level, top)
                : paceOfHalf(times, curve, times[0], curve[0], top);
        return began > times[0] + AT_ONCE * watch
                ? new Growth(level, began, n - 1 - onset, pace, ofHalf)
                : new Growth(values[0], times[0], n - 1 - onset, pace, ofHalf);
    }

    private static double paceOfHalf(double[] times, double[] curve, double began, double base, double top) {
        double middle = (began + times[times.length - 1]) / 2;
        int index = 0;
        while (index < curve.length - 1 && times[index] < middle) {
            index++;
        }
        return top <= base ? 0 : 2 * (top - curve[index]) / (top - base);
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
