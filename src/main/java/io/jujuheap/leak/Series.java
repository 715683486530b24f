// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.summary.PackedSummary;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import io.jujuheap.leak.summary.Summarizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The snapshots of one agent, in the order in which they were taken, thinned to what leak analysis looks at. Immutable.
 */
public final class Series {
    private final String agent;
    private final List<ProfileSummary> snapshots;
    private final int taken;
    private final Optional<MemoryLimit> memoryLimit;

    private Series(String agent, List<ProfileSummary> snapshots, int taken, Optional<MemoryLimit> memoryLimit) {
        if (snapshots.isEmpty()) {
            throw new IllegalArgumentException("a series needs at least one snapshot");
        }
        this.agent = requireNonNull(agent, "agent is null");
        this.snapshots = snapshots;
        this.taken = taken;
        this.memoryLimit = requireNonNull(memoryLimit, "memoryLimit is null");
    }

    /**
     * Makes the series of an agent.
     *
     * @param agent the name of the agent
     * @param snapshots summaries of its snapshots, at least one, in any order
     */
    public static Series of(String agent, List<ProfileSummary> snapshots) {
        List<ProfileSummary> ordered = new ArrayList<>(snapshots);
        ordered.sort(Comparator.comparing(ProfileSummary::info, SnapshotInfo.ORDER));
        Thinning<ProfileSummary> thinning = new Thinning<>(ordered.size(), Thresholds.MAX_EPOCHS);
        ordered.forEach(summary -> thinning.add(summary, summary.total().inuseBytes()));
        return new Series(agent, thinning.kept(), snapshots.size(), Optional.empty());
    }

    /**
     * Makes a series of summaries that arrive in the order of {@link SnapshotInfo#ORDER}. It never holds more of them than
     * the series does, so a month of them takes little memory.
     */
    public static final class Gatherer {
        private final Thinning<PackedSummary> thinning;
        private int taken;

        /** @param atMost how many summaries there will be at most; the closer to the truth, the more evenly they are thinned */
        public Gatherer(int atMost) {
            thinning = new Thinning<>(atMost, Thresholds.MAX_EPOCHS);
        }

        /** Takes the next summary. */
        public void add(PackedSummary summary) {
            thinning.add(summary, summary.total().inuseBytes());
            taken++;
        }

        /** Returns the ids of the stacks in the series so far, see {@link Summarizer#callSites}. */
        public Set<Long> stackIds() {
            return thinning.kept().stream()
                    .flatMap(summary -> summary.stackIds().stream())
                    .collect(Collectors.toSet());
        }

        /** Returns the series so far; empty before the first summary. */
        public Optional<Series> series(String agent) {
            List<ProfileSummary> kept = thinning.kept().stream()
                    .flatMap(summary -> summary.unpacked().stream())
                    .toList();
            return kept.isEmpty() ? Optional.empty() : Optional.of(new Series(agent, kept, taken, Optional.empty()));
        }
    }

    /** Returns this series with the memory limit of its process; the limit is empty when unknown. */
    public Series withMemoryLimit(Optional<MemoryLimit> limit) {
        return new Series(agent, snapshots, taken, limit);
    }

    /** Returns the name of the agent. */
    public String agent() {
        return agent;
    }

    /** Returns how many snapshots were taken. */
    public int taken() {
        return taken;
    }

    /** Returns the snapshots that were kept, in order. */
    List<ProfileSummary> snapshots() {
        return snapshots;
    }

    Optional<MemoryLimit> memoryLimit() {
        return memoryLimit;
    }

    ProfileSummary first() {
        return snapshots.get(0);
    }

    ProfileSummary last() {
        return snapshots.get(snapshots.size() - 1);
    }
}
