// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import io.jujuheap.leak.Verdict;
import io.jujuheap.leak.summary.CallSite;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The number of goroutines at one stack over a series of snapshots, and the judgement on it.
 *
 * <p>Goroutines that end make the number come down again and again; those that never end raise the level to which it comes down.
 * So the series is cut into equal parts, and the lowest number of each part, its trough, is looked at: under a leak every trough
 * is higher than the one before. Numbers of goroutines that come and go independently are Poisson distributed, so that the
 * difference of two of them, {@code a} and {@code b}, has a standard deviation of {@code sqrt(a + b)} when nothing changed.
 *
 * @param site the stack
 * @param counts the numbers, in the order of the snapshots
 */
@SuppressWarnings("ArrayRecordComponent") // its verdict is taken and it is let go; it is never compared
record StackHistory(CallSite site, long[] counts) {
    /** Fewer snapshots give no verdict of leak, and neither do fewer states of the heap. */
    static final int MIN_SNAPSHOTS = 8;

    /** From so many snapshots on, four troughs of three or more are compared. */
    private static final int MANY_SNAPSHOTS = 12;

    private static final int FEWEST_TROUGHS = 3;

    /** The troughs must have risen by so many standard deviations: one false start in 30,000, as there are hundreds of stacks. */
    private static final double RISE_DEVIATIONS = 4;

    /** Each trough must have risen by this share of what a perfectly steady rise would give it. */
    private static final double STEADY_SHARE = 1.0 / 3;

    GoroutineVerdict verdict() {
        long[] troughs = troughs(0);
        Verdict verdict = judge(troughs);
        return new GoroutineVerdict(site, verdict, last(), last() - counts[0], reason(verdict), HeldMemory.UNKNOWN);
    }

    private Verdict judge(long[] troughs) {
        boolean risen = isRise(troughs[0], troughs[troughs.length - 1]);
        if (counts.length < FEWEST_TROUGHS) {
            return risen ? Verdict.TOO_EARLY : Verdict.NOISE;
        }
        if (risen && isSteady(troughs)) {
            return counts.length < MIN_SNAPSHOTS ? Verdict.UNDECIDED : Verdict.LEAK;
        }
        if (hasLatelyBegun(counts.length / 2) || hasLatelyBegun(counts.length / 4)) {
            return Verdict.LEAK;
        }
        if (risen) {
            return hasStopped() ? Verdict.SETTLED : Verdict.UNDECIDED;
        }
        return isRise(lowest(0, counts.length), highest(0, counts.length)) ? Verdict.LOAD : Verdict.NOISE;
    }

    /** Returns the lowest number of each part of the snapshots from {@code start} on. */
    private long[] troughs(int start) {
        int length = counts.length - start;
        int parts = length >= MANY_SNAPSHOTS ? FEWEST_TROUGHS + 1 : Math.min(length, FEWEST_TROUGHS);
        long[] troughs = new long[parts];
        for (int part = 0; part < parts; part++) {
            troughs[part] = lowest(start + part * length / parts, start + (part + 1) * length / parts);
        }
        return troughs;
    }

    private static boolean isRise(long from, long to) {
        return to > from && to - from >= RISE_DEVIATIONS * Math.sqrt((double) from + to);
    }

    private static boolean isSteady(long[] troughs) {
        double step = STEADY_SHARE * (troughs[troughs.length - 1] - troughs[0]) / (troughs.length - 1);
        for (int part = 1; part < troughs.length; part++) {
            if (troughs[part] - troughs[part - 1] < step) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the snapshots from {@code start} on are those of a leak, at numbers that were never reached before. */
    private boolean hasLatelyBegun(int start) {
        if (counts.length - start < MIN_SNAPSHOTS) {
            return false;
        }
        long[] troughs = troughs(start);
        long end = troughs[troughs.length - 1];
        return isRise(troughs[0], end) && isSteady(troughs) && isRise(highest(0, start), end);
    }

    /** Returns whether the numbers have not risen over the second half of the snapshots. */
    private boolean hasStopped() {
        int end = counts.length;
        return !isRise(lowest(end / 2, end * 3 / 4), lowest(end * 3 / 4, end));
    }

    private long lowest(int from, int to) {
        return Arrays.stream(counts, from, to).min().orElse(0);
    }

    private long highest(int from, int to) {
        return Arrays.stream(counts, from, to).max().orElse(0);
    }

    private long last() {
        return counts[counts.length - 1];
    }

    private String reason(Verdict verdict) {
        String levels = "never below "
                + Arrays.stream(troughs(0)).mapToObj(Long::toString).collect(Collectors.joining(", then "));
        return switch (verdict) {
            case LEAK -> levels + ", and still rising";
            case UNDECIDED -> levels + "; " + needed() + " would tell";
            case TOO_EARLY -> "from " + counts[0] + " to " + last() + "; " + needed() + " would tell";
            case SETTLED -> levels + ", and it has stopped";
            case LOAD -> "between " + lowest(0, counts.length) + " and " + highest(0, counts.length);
            default -> "no more than chance explains";
        };
    }

    /** Returns how many more snapshots are needed: a third more once there are enough for a verdict. */
    private String needed() {
        int more = Math.max(MIN_SNAPSHOTS - counts.length, (counts.length + 2) / 3);
        return more + (more == 1 ? " more snapshot" : " more snapshots");
    }
}
