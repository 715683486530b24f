// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

/**
 * The limits that verdicts use, with the reason for each. All but one have no dimension, so they hold for an agent of any
 * size, watched at any interval.
 */
public final class Thresholds {
    /**
     * Fewer epochs give no verdict. Two snapshots that differ say nothing about why, and 8 values have 40,320 orders: the
     * fewest among which a steady rise is rare enough to stand out from hundreds of call sites.
     */
    static final int MIN_EPOCHS = 8;

    /** A site that frees takes more epochs: what it keeps has to be told from the effect of more work. */
    static final int MIN_EPOCHS_CHURNED = 10;

    /** More epochs than this are thinned: 240 say nearly all that more would. */
    static final int MAX_EPOCHS = 240;

    /** The intervals since growth began, and those of them that rise, from which on the pace of growth can be judged. */
    static final int LEAST_INTERVALS = 7;

    /** The equal steps that growth must be worth: what came at once came once. */
    static final double LEAST_STEPS = 3;

    /** Growth counts from so many standard deviations of the sampling error: one false start in 740 at a quiet site. */
    static final double NOISE_DEVIATIONS = 3;

    /** The chance below which samples that came, while none went, count as growth: one false start in 500. */
    static final double ONLY_EVER_CAME = 0.002;

    /** Growth below this share of the agent's memory does not matter yet; Scalene uses the same limit (OSDI 2023). */
    static final double RELEVANT_SHARE = 0.01;

    /** A site that frees less than this share of its allocations does not follow the load: load takes and gives back. */
    static final double FREED_UNDER_LOAD = 0.3;

    /** A leak must explain the history of a site better than load does by so many standard deviations. */
    static final double KEPT_DEVIATIONS = 3;

    /** The kept memory of a site must rise by so many standard errors of its wandering: one case in twenty does by chance. */
    static final double DRIFT = 2.45;

    /** As {@link #KEPT_DEVIATIONS}, of a function one stack of which has been found to leak already. */
    static final double KEPT_DEVIATIONS_OF_FUNCTION = 2;

    /** Growth goes on when the last third of it is this share of an even pace: growth with the root of time gives 0.65. */
    static final double PACE = 0.45;

    /**
     * As {@link #PACE}, of the last half of the time, for sites that keep much of what they allocate and free the rest. Such are
     * the tables of maps. A map that gains entries evenly doubles its tables in every half of its time: 1. One that only follows
     * a load grows to the most that it ever held, and records come ever more seldom: 0.67 after three doublings of the time.
     */
    static final double PACE_OF_TABLES = 0.75;

    /** As {@link #PACE}, where the pace in work done is at least {@link #PACE_IN_WORK}: work may have become less. */
    static final double PACE_IN_TIME = 1.0 / 3;

    /** See {@link #PACE_IN_TIME}. */
    static final double PACE_IN_WORK = 0.5;

    /** Fewer samples than this say nothing about how many of them are kept of late. */
    static final int LEAST_ALLOCATED_LATELY = 10;

    /** Growth in bursts gives back at most this share. */
    static final double GIVEN_BACK = 0.1;

    /** Growth of this pace or less levels off, and has no time to a limit. */
    static final double LEVELS_OFF = 0.6;

    /** A process grows beyond the level that a former one kept when it is above it by more than a quarter. */
    static final double FORMER_LEVEL = 1.25;

    /** A leak goes on in a later process when that grows at a third of its former pace. */
    static final double FORMER_PACE = 1.0 / 3;

    /** A process is young for this long: a Juju agent fills its caches in its first minutes. */
    static final double YOUTH_HOURS = 1;

    /** Growth of the profiler's tables below this is not worth a line: an empty table takes 1.4 MB already. */
    static final long PROFILER_BYTES = 1 << 20;

    private Thresholds() {}
}
