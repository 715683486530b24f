// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

/**
 * The limits that verdicts use, with the reason for each. They have no dimension, so they hold for an agent of any size,
 * watched at any interval.
 */
public final class Thresholds {
    /**
     * Fewer epochs give no verdict of leak. Two snapshots that differ say nothing about why, and 8 values have 40,320
     * orders: the fewest among which a steady rise is rare enough to stand out from hundreds of call sites.
     */
    static final int MIN_EPOCHS = 8;

    /** More epochs than this are thinned: the tests look at all pairs, and 240 say nearly all that more would. */
    static final int MAX_EPOCHS = 240;

    /** Growth counts from so many standard deviations of the sampling error: one false start in 740 at a quiet site. */
    static final double NOISE_DEVIATIONS = 3;

    /** Growth below this share of the agent's memory does not matter yet; Scalene uses the same limit (OSDI 2023). */
    static final double RELEVANT_SHARE = 0.01;

    /** Of the trends taken for real, this share may be chance: one wrong alarm costs more trust than a day's delay. */
    static final double FALSE_DISCOVERY_RATE = 0.05;

    /** Growth has stopped when it did for this last part of the series: an array that grows by 25 % pauses for 20 %. */
    static final double PAUSE = 1.0 / 3;

    /** Growth has stopped when it surely goes on at less than this share of its former rate. */
    static final double SLOWDOWN = 1.0 / 3;

    /** A site that frees less than this share of its allocations does not follow the load: load takes and gives back. */
    static final double FREED_UNDER_LOAD = 0.3;

    /** Objects die more slowly than before when their death rate fell by this many standard errors. */
    static final double KEPT_DEVIATIONS = 3;

    /** A process is young when it had allocated less than this share of its allocations before the first snapshot. */
    static final double YOUTH = 0.1;

    /** Growth of the profiler's tables below this is not worth a line: an empty table takes 1.4 MB already. */
    static final long PROFILER_BYTES = 1 << 20;

    private Thresholds() {}
}
