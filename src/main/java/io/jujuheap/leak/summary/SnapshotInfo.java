// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.ProfileInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.OptionalLong;

/**
 * The moment at which a profile was taken, and the process and state that it shows.
 *
 * @param name the name of the snapshot, such as its file name
 * @param timeNanos when it was taken, nanoseconds since the Unix epoch; 0 when unknown
 * @param samplingPeriodBytes the mean number of bytes allocated between two samples; at most 1 when every object is seen
 * @param process the marks of the process, as far as known
 * @param gcEpoch how many garbage collections the process had completed, when known: the figures are as of the last
 * @param profilerBytes the memory of the profiler's own tables ({@code BuckHashSys}), when known; summaries of profiles
 *     that do not say estimate it from the number of stacks
 * @param residentBytes the resident memory of the process, when known
 */
public record SnapshotInfo(
        String name,
        long timeNanos,
        long samplingPeriodBytes,
        ProcessMarks process,
        OptionalLong gcEpoch,
        OptionalLong profilerBytes,
        OptionalLong residentBytes) {

    /** By time, then garbage-collection epoch, then name: the order in which the snapshots of a process were taken. */
    public static final Comparator<SnapshotInfo> ORDER = Comparator.comparingLong(SnapshotInfo::timeNanos)
            .thenComparingLong(info -> info.gcEpoch().orElse(-1))
            .thenComparing(SnapshotInfo::name);

    public SnapshotInfo {
        requireNonNull(name, "name is null");
        requireNonNull(process, "process is null");
        requireNonNull(gcEpoch, "gcEpoch is null");
        requireNonNull(profilerBytes, "profilerBytes is null");
        requireNonNull(residentBytes, "residentBytes is null");
    }

    /**
     * Returns the info of a profile from its own data. Text profiles have no time; the last garbage collection, whose
     * figures they show, stands for it. Protobuf profiles have no epoch.
     */
    public static SnapshotInfo of(String name, ProfileInfo profile) {
        return new SnapshotInfo(
                name,
                profile.timeNanos() != 0
                        ? profile.timeNanos()
                        : number(profile, "LastGC").orElse(0),
                profile.period(),
                ProcessMarks.UNKNOWN,
                profile.goMemStats().map(MemStats::numGc).orElse(OptionalLong.empty()),
                number(profile, "BuckHashSys"),
                OptionalLong.empty());
    }

    /** Returns when it was taken; 1970-01-01 when unknown. */
    public Instant time() {
        return Instant.ofEpochSecond(0, timeNanos);
    }

    /** Returns this info of a process with those marks. */
    public SnapshotInfo withProcess(ProcessMarks marks) {
        return new SnapshotInfo(name, timeNanos, samplingPeriodBytes, marks, gcEpoch, profilerBytes, residentBytes);
    }

    public SnapshotInfo withProfilerBytesIfUnknown(long bytes) {
        return profilerBytes.isPresent()
                ? this
                : new SnapshotInfo(
                        name, timeNanos, samplingPeriodBytes, process, gcEpoch, OptionalLong.of(bytes), residentBytes);
    }

    private static OptionalLong number(ProfileInfo profile, String key) {
        return profile.goMemStats().map(stats -> stats.number(key)).orElse(OptionalLong.empty());
    }
}
