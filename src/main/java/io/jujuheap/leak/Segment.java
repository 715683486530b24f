// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.summary.ProcessRun;
import io.jujuheap.leak.summary.ProfileSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Snapshots of one process, each of another garbage-collection epoch, in order. What a restart separates has nothing to
 * do with each other, and snapshots of one epoch show one state of the heap.
 *
 * @param epochs one summary per epoch; at least one
 */
record Segment(List<ProfileSummary> epochs) {
    private static final double NANOS_PER_HOUR = 3.6e12;

    Segment {
        epochs = List.copyOf(epochs);
    }

    /** Splits ordered snapshots where the agent was restarted, and drops those that repeat an epoch. */
    static List<Segment> split(List<ProfileSummary> snapshots) {
        List<Segment> segments = new ArrayList<>();
        List<ProfileSummary> open = new ArrayList<>();
        ProcessRun run = null;
        for (ProfileSummary next : snapshots) {
            if (run != null && !run.includes(next)) {
                segments.add(new Segment(open));
                open.clear();
                run = null;
            }
            if (run == null || !run.isRepeatedBy(next)) {
                open.add(next);
            }
            run = run == null ? ProcessRun.of(next) : run.with(next);
        }
        if (!open.isEmpty()) {
            segments.add(new Segment(open));
        }
        return segments;
    }

    /** The times of the epochs, in hours since the first. */
    double[] hours() {
        return epochs.stream()
                .mapToDouble(epoch -> (epoch.info().timeNanos() - first().info().timeNanos()) / NANOS_PER_HOUR)
                .toArray();
    }

    /** Whether it is long enough to tell a leak from load. */
    boolean isTelling() {
        return epochs.size() >= Thresholds.MIN_EPOCHS
                && last().info().timeNanos() > first().info().timeNanos();
    }

    /** Whether it shows most of the life of its process, with the caches that fill at its start. */
    boolean isYoung() {
        return first().total().allocatedSamples()
                < Thresholds.YOUTH * last().total().allocatedSamples();
    }

    /** When the snapshot of an epoch was taken. */
    Instant time(int epoch) {
        return epochs.get(epoch).info().time();
    }

    ProfileSummary first() {
        return epochs.get(0);
    }

    ProfileSummary last() {
        return epochs.get(epochs.size() - 1);
    }

    long samplingPeriodBytes() {
        return last().info().samplingPeriodBytes();
    }
}
