// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
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
        for (ProfileSummary next : snapshots) {
            if (!open.isEmpty() && isRestart(open.get(open.size() - 1), next)) {
                segments.add(new Segment(open));
                open.clear();
            }
            if (open.isEmpty() || !isSameEpoch(open.get(open.size() - 1), next)) {
                open.add(next);
            }
        }
        if (!open.isEmpty()) {
            segments.add(new Segment(open));
        }
        return segments;
    }

    private static boolean isRestart(ProfileSummary before, ProfileSummary after) {
        return isOtherProcess(before.info(), after.info()) || hasLostAllocations(before, after);
    }

    private static boolean isOtherProcess(SnapshotInfo a, SnapshotInfo b) {
        boolean otherName =
                !a.process().isEmpty() && !b.process().isEmpty() && !a.process().equals(b.process());
        return otherName || b.gcEpoch().orElse(Long.MAX_VALUE) < a.gcEpoch().orElse(0);
    }

    /**
     * Whether the process, or a function, has allocated less than before, which cannot be within a process. Functions,
     * not stacks: text and protobuf disagree about the root end of stacks that were cut.
     */
    private static boolean hasLostAllocations(ProfileSummary before, ProfileSummary after) {
        return after.total().allocatedSamples() < before.total().allocatedSamples()
                || before.functions().entrySet().stream().anyMatch(then -> after.ofFunction(then.getKey())
                        .filter(now -> now.allocatedSamples() < then.getValue().allocatedSamples())
                        .isPresent());
    }

    /** By number where both know it; else by content, because a profile only changes when a collection ends. */
    private static boolean isSameEpoch(ProfileSummary a, ProfileSummary b) {
        if (a.info().gcEpoch().isPresent() && b.info().gcEpoch().isPresent()) {
            return a.info().gcEpoch().equals(b.info().gcEpoch());
        }
        return a.isOfSameHeap(b);
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
