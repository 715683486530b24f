// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.leak.goroutine.GoroutineSnapshot;
import io.jujuheap.leak.goroutine.SharedStacks;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import io.jujuheap.snapshot.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verdicts on the goroutines of agents, from the stored profiles. For threads that may wait for a disk. */
public final class GoroutineHistory {
    /** More profiles than this are judged by some of them, evenly spread: each takes a millisecond and some kilobytes. */
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
        List<Snapshot> ofProcess = ofNewestProcess(snapshots.archive().list(agent.value(), from, to));
        SharedStacks stacks = new SharedStacks();
        List<GoroutineSnapshot> counted = new ArrayList<>();
        for (Snapshot snapshot : SnapshotHistory.evenly(ofProcess, MOST_JUDGED)) {
            read(snapshot).ifPresent(found -> counted.add(found.sharing(stacks)));
        }
        return counted.isEmpty() ? Optional.empty() : Optional.of(GoroutineReport.of(counted));
    }

    private static List<Snapshot> ofNewestProcess(List<Snapshot> all) {
        if (all.isEmpty()) {
            return all;
        }
        long newest = all.get(all.size() - 1).origin().segment();
        return all.stream()
                .filter(snapshot -> snapshot.origin().segment() == newest)
                .toList();
    }

    /** Reads a snapshot; empty when it has gone or is damaged. */
    private Optional<GoroutineSnapshot> read(Snapshot snapshot) throws IOException {
        try {
            return snapshots.read(snapshot).map(capture -> GoroutineSnapshot.of(capture.profile()));
        } catch (MalformedProfileException e) {
            return Optional.empty();
        } catch (StoreException e) {
            if (e.reason() == StoreException.Reason.DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
