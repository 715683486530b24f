// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.leak.goroutine.GoroutineSnapshot;
import io.jujuheap.leak.goroutine.SharedStacks;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verdicts on the goroutines of agents, from the stored profiles. For threads that may wait for a disk. */
public final class GoroutineHistory {
    /**
     * The most profiles that are read for a verdict; of more, an evenly spread selection. Each takes a millisecond and
     * some kilobytes.
     */
    private static final int MOST_JUDGED = 200;

    private final SnapshotHistory snapshots;

    GoroutineHistory(SnapshotHistory snapshots) {
        this.snapshots = snapshots;
    }

    /** Returns the history in a store that is only read. */
    public static GoroutineHistory of(SnapshotArchive archive) {
        return new GoroutineHistory(SnapshotHistory.of(archive));
    }

    /**
     * Returns the verdicts on the newest process of an agent in a time; empty without a profile of it.
     *
     * @throws io.jujuheap.io.HeapRoom.ExceededException when its stacks take too much memory
     */
    public Optional<GoroutineReport> report(AgentTag agent, Instant from, Instant to) throws IOException {
        return report(agent, from, to, (read, of) -> {});
    }

    Optional<GoroutineReport> report(AgentTag agent, Instant from, Instant to, SnapshotHistory.Progress progress)
            throws IOException {
        List<Snapshot> ofProcess =
                SnapshotHistory.ofNewestProcess(snapshots.archive().list(agent.value(), from, to));
        List<Snapshot> judged = SnapshotHistory.evenly(ofProcess, MOST_JUDGED);
        SharedStacks stacks = new SharedStacks();
        List<GoroutineSnapshot> counted = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            snapshots
                    .profile(judged.get(i))
                    .ifPresent(
                            profile -> counted.add(GoroutineSnapshot.of(profile).sharing(stacks)));
            progress.at(i + 1, judged.size());
        }
        return counted.isEmpty() ? Optional.empty() : Optional.of(GoroutineReport.of(counted));
    }
}
