// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.collect.Collector.Stored;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.snapshot.StoreException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stores the profiles of one agent that show a new state of its heap. Two profiles of one garbage collection show the same
 * state, so the second is not stored. After a restart of the process a new segment begins. Used on the agent's thread only.
 */
final class Recorder {
    /** Start times are rounded where they are reported. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private final SnapshotStore store;
    private @Nullable Snapshot newest;
    private @Nullable Totals newestTotals;

    Recorder(SnapshotStore store, String agent) {
        this.store = store;
        this.newest = store.archive().newest(agent).orElse(null);
    }

    /** Stores a profile unless it shows what the newest snapshot shows. */
    Stored record(HeapCapture capture, Vitals vitals, Trigger trigger) throws StoreException {
        Snapshot before = newest;
        Origin origin = origin(capture, vitals, before);
        if (before != null && isUnchanged(before, origin, capture.totals())) {
            return new Stored(before, false);
        }
        Capture about = new Capture(capture.agent().value(), capture.takenAt(), trigger, origin);
        byte[] summary = Summaries.of(capture, origin, vitals.residentBytes());
        Snapshot stored = store.store(about, capture.bytes(), summary);
        newest = stored;
        newestTotals = capture.totals();
        return new Stored(stored, true);
    }

    private Origin origin(HeapCapture capture, Vitals vitals, @Nullable Snapshot before) {
        Origin alone = new Origin(
                capture.pid(),
                vitals.started().orElse(Instant.EPOCH),
                vitals.gcCount().orElse(Origin.UNKNOWN.gcEpoch()),
                0);
        long segment = before == null
                ? 0
                : before.origin().segment() + (isRestart(before.origin(), alone, capture.totals()) ? 1 : 0);
        return new Origin(alone.pid(), alone.started(), alone.gcEpoch(), segment);
    }

    private boolean isRestart(Origin before, Origin now, Totals totals) {
        boolean otherStart = isKnown(before.started())
                && isKnown(now.started())
                && Duration.between(before.started(), now.started()).abs().compareTo(SAME_START) > 0;
        boolean otherProcess = before.pid() > 0 && now.pid() > 0 && before.pid() != now.pid();
        boolean fewerCollections = now.gcEpoch() >= 0 && now.gcEpoch() < before.gcEpoch();
        boolean fewerAllocations = newestTotals != null && totals.allocatedObjects() < newestTotals.allocatedObjects();
        return otherStart || otherProcess || fewerCollections || fewerAllocations;
    }

    private static boolean isKnown(Instant started) {
        return started.isAfter(Instant.EPOCH);
    }

    private boolean isUnchanged(Snapshot before, Origin now, Totals totals) {
        if (before.origin().segment() != now.segment()) {
            return false;
        }
        boolean epochsKnown = now.gcEpoch() >= 0 && before.origin().gcEpoch() >= 0;
        return epochsKnown ? now.gcEpoch() == before.origin().gcEpoch() : totals.equals(newestTotals);
    }
}
