// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The snapshots of one agent, in the order in which they were taken, thinned to what leak analysis looks at. Immutable.
 */
public final class Series {
    private final String agent;
    private final List<ProfileSummary> snapshots;
    private final int taken;
    private final OptionalLong memoryLimitBytes;

    private Series(String agent, List<ProfileSummary> snapshots, int taken, OptionalLong memoryLimitBytes) {
        if (snapshots.isEmpty()) {
            throw new IllegalArgumentException("a series needs at least one snapshot");
        }
        this.agent = requireNonNull(agent, "agent is null");
        this.snapshots = snapshots;
        this.taken = taken;
        this.memoryLimitBytes = requireNonNull(memoryLimitBytes, "memoryLimitBytes is null");
    }

    /**
     * The series of an agent.
     *
     * @param agent what the agent is called
     * @param snapshots their summaries, at least one, in any order: {@link SnapshotInfo#ORDER} is put on them
     */
    public static Series of(String agent, List<ProfileSummary> snapshots) {
        List<ProfileSummary> ordered = new ArrayList<>(snapshots);
        ordered.sort(Comparator.comparing(ProfileSummary::info, SnapshotInfo.ORDER));
        List<ProfileSummary> thinned = Thinning.of(ordered, Thresholds.MAX_EPOCHS);
        return new Series(agent, thinned, snapshots.size(), OptionalLong.empty());
    }

    /**
     * Makes a series of summaries handed to it in the order of {@link SnapshotInfo#ORDER}. It never holds more of them
     * than the series does, so a month of them takes little memory.
     */
    public static final class Gatherer {
        private final Thinning thinning;
        private int taken;

        /** @param atMost how many summaries there will be at most; the nearer, the better the series is thinned */
        public Gatherer(int atMost) {
            thinning = new Thinning(atMost, Thresholds.MAX_EPOCHS);
        }

        /** Takes the next summary. */
        public void add(ProfileSummary summary) {
            thinning.add(summary);
            taken++;
        }

        /** The series so far; empty before the first summary. */
        public Optional<Series> series(String agent) {
            return taken == 0
                    ? Optional.empty()
                    : Optional.of(new Series(agent, thinning.kept(), taken, OptionalLong.empty()));
        }
    }

    /** This series of a process that is killed when it takes that much memory. */
    public Series withMemoryLimit(long bytes) {
        return new Series(agent, snapshots, taken, OptionalLong.of(bytes));
    }

    /** What the agent is called. */
    public String agent() {
        return agent;
    }

    /** How many snapshots were taken. */
    public int taken() {
        return taken;
    }

    /** The snapshots that were kept, in order. */
    List<ProfileSummary> snapshots() {
        return snapshots;
    }

    OptionalLong memoryLimitBytes() {
        return memoryLimitBytes;
    }

    ProfileSummary first() {
        return snapshots.get(0);
    }

    ProfileSummary last() {
        return snapshots.get(snapshots.size() - 1);
    }
}
