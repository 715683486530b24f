// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

/**
 * How fast objects die: of those that were live, the share that was freed in an hour, in the first half of a history and
 * in the second. It tells load from leaks however the load went up and down: more load means more objects, which die as
 * fast as before; objects that are kept never die, so that of the live ones ever fewer do.
 *
 * @param early the first half
 * @param late the second half
 */
record LoadModel(Half early, Half late) {
    /** Keeps logarithms finite where nothing was freed (Haldane and Anscombe). */
    private static final double HALF = 0.5;

    /**
     * A half of a history.
     *
     * @param hours how long it is
     * @param freed sampled objects that were freed
     * @param liveHours the hours that all sampled objects together were live
     * @param byteHours the bytes in use, times the hours that they were
     */
    record Half(double hours, long freed, double liveHours, double byteHours) {

        double meanLive() {
            return liveHours / hours;
        }

        double meanBytes() {
            return byteHours / hours;
        }
    }

    static LoadModel of(SiteHistory history) {
        int middle = history.count() / 2;
        return new LoadModel(history.half(0, middle), history.half(middle, history.count() - 1));
    }

    /** Whether the load explains growth: objects became more, not larger, and die as fast as before, within error. */
    boolean explainsGrowth() {
        return becameMore() && dieAsFast();
    }

    /** An array that doubles is one object, however large: at least half the growth must be in numbers. */
    private boolean becameMore() {
        double moreObjects = late.meanLive() / early.meanLive() - 1;
        double moreBytes = late.meanBytes() / early.meanBytes() - 1;
        return moreObjects >= moreBytes / 2;
    }

    /** The logarithm of the ratio of two Poisson rates has the sum of the inverse counts for its variance. */
    private boolean dieAsFast() {
        double freedEarly = early.freed + HALF;
        double freedLate = late.freed + HALF;
        double slowdown = Math.log(freedEarly / freedLate * late.liveHours / early.liveHours);
        return slowdown < Thresholds.KEPT_DEVIATIONS * Math.sqrt(1 / freedEarly + 1 / freedLate);
    }
}
