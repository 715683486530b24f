// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.summary.ProcessMarks;
import io.jujuheap.leak.summary.ProcessRun;
import io.jujuheap.leak.summary.ProfileSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Snapshots of one process, each of another garbage-collection epoch, in order. Snapshots of different processes must not be
 * compared, and snapshots of one epoch show one state of the heap.
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

    /** Returns the times of the epochs, in hours since the first. */
    double[] hours() {
        return epochs.stream()
                .mapToDouble(epoch -> (epoch.info().timeNanos() - first().info().timeNanos()) / NANOS_PER_HOUR)
                .toArray();
    }

    /** Returns the hours from the first epoch to the last. */
    double lengthHours() {
        return (last().info().timeNanos() - first().info().timeNanos()) / NANOS_PER_HOUR;
    }

    /** Returns the growth in bytes below which it does not matter. */
    double relevantBytes() {
        return relevantBytes(epochs.size());
    }

    /** Returns the growth in bytes below which it did not matter after so many epochs. */
    double relevantBytes(int count) {
        return Thresholds.RELEVANT_SHARE * epochs.get(count - 1).total().inuseBytes();
    }

    /** Returns the work that was done until each epoch, counted in sampled allocations. */
    double[] work() {
        double[] work = new double[epochs.size()];
        for (int i = 1; i < work.length; i++) {
            long more = epochs.get(i).total().allocatedSamples()
                    - epochs.get(i - 1).total().allocatedSamples();
            work[i] = work[i - 1] + Math.max(0, more);
        }
        return work;
    }

    /** Returns whether it is long enough to tell a leak from load. */
    boolean isTelling() {
        return epochs.size() >= Thresholds.MIN_EPOCHS
                && last().info().timeNanos() > first().info().timeNanos();
    }

    /** Returns whether its process has not run for long enough to have filled its caches. */
    boolean isYoung() {
        return ageHours() < Thresholds.YOUTH_HOURS;
    }

    /** Returns the age of the process at the last epoch; where its start is unknown, as if it had always allocated evenly. */
    private double ageHours() {
        return epochs.stream()
                .map(epoch -> epoch.info().process())
                .reduce(ProcessMarks.UNKNOWN, (before, marks) -> marks.or(before))
                .started()
                .map(start -> Duration.between(start, last().info().time()).toNanos() / NANOS_PER_HOUR)
                .orElseGet(this::likelyAgeHours);
    }

    private double likelyAgeHours() {
        double allocated = last().total().allocatedSamples();
        double meanwhile = allocated - first().total().allocatedSamples();
        return meanwhile <= 0 ? lengthHours() : lengthHours() * allocated / meanwhile;
    }

    /** Returns the time so many hours after the first epoch. */
    Instant timeAfter(double hours) {
        return first().info().time().plusNanos(Math.round(hours * NANOS_PER_HOUR));
    }

    boolean isOfSameProcess(Segment other) {
        return first().info().equals(other.first().info());
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
