// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.Statistics;
import io.jujuheap.leak.summary.Figures;
import java.util.Arrays;

/**
 * Whether a site is a container that becomes larger: few objects, such as the array of a slice or the table of a map, each of
 * which replaces a smaller one. Most of what it allocates is freed, and nothing but its size tells that it leaks.
 *
 * @param isContainer whether it is
 * @param goesOn whether it still grows: growth by a factor takes ever longer pauses, and the present one is not longer than
 *     the factor allows
 * @param isClear whether it grew by more than a load that rises does: what a container holds that has always gained entries
 *     evenly quadruples in the last three quarters of its life
 */
record Container(boolean isContainer, boolean goesOn, boolean isClear) {
    private static final Container NONE = new Container(false, false, false);

    /** More objects than this are not few. */
    private static final double FEW_OBJECTS = 64;

    /** The steps that tell a container. */
    private static final int LEAST_STEPS = 4;

    /** A step is a rise by this share; append adds a quarter to a large array. */
    private static final double STEP = 0.05;

    /** A fall by this share of the present size is none of a container that only grows. */
    private static final double FALL = 0.1;

    /** Containers grow by at most this factor. */
    private static final double MOST_FACTOR = 4;

    /** The share of its growth that may fall in the first quarter: what fills at once and then follows load has more. */
    private static final double EARLY = 0.5;

    /**
     * The share of its size that it may have after a quarter of the time: a quarter, where entries came evenly from the first,
     * and at most 0.31 where it grows by a quarter at a time. A load that rises fivefold leaves it at 0.4.
     */
    private static final double MOST_AFTER_A_QUARTER = 0.4;

    /** How much longer than the factor says a pause may be: the rate of what is put in varies. */
    private static final double PATIENCE = 1.15;

    static Container of(SiteHistory history) {
        // While a container is copied, a state may show the old one beside the new: a median of three leaves that out.
        double[] bytes = Statistics.runningMedian(history.inuseBytes(), 1);
        if (!becomesLarger(history, bytes)) {
            return NONE;
        }
        int steps = 0;
        int last = 0;
        for (int i = 1; i < bytes.length; i++) {
            if (bytes[i] < bytes[i - 1] - FALL * bytes[bytes.length - 1]) {
                return NONE;
            }
            if (bytes[i - 1] > 0 && bytes[i] > (1 + STEP) * bytes[i - 1]) {
                steps++;
                last = i;
            }
        }
        if (steps < LEAST_STEPS) {
            return NONE;
        }
        double factor = Math.min(MOST_FACTOR, bytes[last] / bytes[last - 1]);
        return new Container(
                true,
                history.lengthHours() <= PATIENCE * factor * history.hours()[last],
                bytes[bytes.length / 4] < MOST_AFTER_A_QUARTER * bytes[bytes.length - 1]);
    }

    /** Whether bytes at least doubled, and the number of objects, which is small, grew by less than half as much. */
    private static boolean becomesLarger(SiteHistory history, double[] bytes) {
        double[] objects = history.column(figures -> Math.max(1, figures.inuseObjects()));
        int n = bytes.length;
        int tenth = Math.max(1, n / 10);
        double first = firstSize(bytes, tenth);
        double moreBytes = Statistics.median(bytes, n - tenth, n) / first;
        double moreObjects = Statistics.median(objects, n - tenth, n) / Statistics.median(objects, 0, tenth);
        return moreBytes >= 2
                && bytes[n / 4] - first <= EARLY * (bytes[n - 1] - first)
                && moreObjects - 1 < (moreBytes - 1) / 2
                && history.column(Figures::inuseObjects)[n - 1] > 0
                && Arrays.stream(objects).max().orElse(0) <= FEW_OBJECTS;
    }

    private static double firstSize(double[] bytes, int tenth) {
        double[] sizes = Arrays.stream(bytes).filter(size -> size > 0).toArray();
        double[] early = Arrays.stream(bytes, 0, tenth).filter(size -> size > 0).toArray();
        return early.length > 0 ? Statistics.median(early) : sizes.length > 0 ? sizes[0] : 1;
    }
}
