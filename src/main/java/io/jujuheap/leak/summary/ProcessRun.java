// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The run of one process, as known from its snapshots so far. It has the only rule of what a restart is: a known mark
 * of the process changes, the number of garbage collections falls, or allocations fall. A fact that is unknown in a
 * snapshot, because the agent was too busy to report it, matches any run and is taken from earlier snapshots.
 *
 * @param marks the marks of the process, from all its snapshots
 * @param gcEpoch how many garbage collections it had completed when that was last known
 * @param newest the summary of its newest snapshot; empty when that cannot be read
 */
public record ProcessRun(ProcessMarks marks, OptionalLong gcEpoch, Optional<ProfileSummary> newest) {

    /** Returns the run that a snapshot begins. */
    public static ProcessRun of(ProfileSummary first) {
        return new ProcessRun(first.info().process(), first.info().gcEpoch(), Optional.of(first));
    }

    /** Returns this run with one more snapshot, which it includes. */
    public ProcessRun with(ProfileSummary next) {
        SnapshotInfo info = next.info();
        return new ProcessRun(
                info.process().or(marks), info.gcEpoch().isPresent() ? info.gcEpoch() : gcEpoch, Optional.of(next));
    }

    /** Tells whether the next snapshot is of this run, rather than of a process that has been started since. */
    public boolean includes(ProfileSummary next) {
        return mayInclude(next.info())
                && newest.filter(before -> hasLostAllocations(before, next)).isEmpty();
    }

    private boolean mayInclude(SnapshotInfo next) {
        return !next.process().contradict(marks) && next.gcEpoch().orElse(Long.MAX_VALUE) >= gcEpoch.orElse(0);
    }

    /**
     * Tells whether a function has allocated less than before, which is impossible within a process. Functions are
     * compared, not stacks: text and protobuf disagree about the root end of stacks that were cut. The profiler's own
     * functions are left out: text and protobuf name them differently.
     */
    private static boolean hasLostAllocations(ProfileSummary before, ProfileSummary after) {
        return before.functions().entrySet().stream()
                .filter(then -> !FunctionNames.isProfiler(then.getKey()))
                .anyMatch(then -> after.ofFunction(then.getKey())
                        .filter(now -> now.allocatedSamples() < then.getValue().allocatedSamples())
                        .isPresent());
    }

    /**
     * Tells whether the next snapshot of this run shows the state of its newest one: the same garbage-collection epoch, or
     * the same figures where an epoch is unknown, since a profile only changes when a collection ends.
     */
    public boolean isRepeatedBy(ProfileSummary next) {
        return isRepeatedBy(next.info())
                || newest.filter(before -> (before.info().gcEpoch().isEmpty()
                                        || next.info().gcEpoch().isEmpty())
                                && before.isOfSameHeap(next))
                        .isPresent();
    }

    /** Tells whether the next snapshot is certainly of the same process and epoch, without reading its figures. */
    public boolean isRepeatedBy(SnapshotInfo next) {
        return next.gcEpoch().isPresent()
                && mayInclude(next)
                && newest.map(ProfileSummary::info)
                        .filter(before -> before.gcEpoch().equals(next.gcEpoch()))
                        .isPresent();
    }
}
