// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentException;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.snapshot.StoreException;
import java.util.OptionalLong;

/** Profiles the goroutines of one agent in some of its rounds, see {@link GoroutinePace}. Used on the agent's thread only. */
final class GoroutineRounds {
    private static final byte[] NO_SUMMARY = {};

    private final AgentWatch watch;
    private final SnapshotStore store;
    private final Runnable afterwards;
    private final GoroutinePace pace = new GoroutinePace();

    /**
     * @param store stores the profiles
     * @param afterwards runs after each round, with or without a profile, on the agent's thread, so it must be quick
     */
    GoroutineRounds(AgentWatch watch, SnapshotStore store, Runnable afterwards) {
        this.watch = watch;
        this.store = store;
        this.afterwards = afterwards;
    }

    /**
     * Stores a profile of the goroutines if one is due in this round. If the agent does not answer, it is due in the
     * next.
     *
     * @param heap the snapshot of the heap that this round found, of the same process
     */
    void make(Snapshot heap) throws StoreException {
        OptionalLong count = watch.state().vitals().goroutines();
        if (pace.isDue(count)) {
            try {
                take(heap, Trigger.TIMER);
            } catch (AgentException e) {
                return;
            }
        }
        afterwards.run();
    }

    /**
     * Stores a current profile of the goroutines.
     *
     * @param heap the newest snapshot of the heap, of the same process
     */
    Snapshot take(Snapshot heap, Trigger trigger) throws AgentException, StoreException {
        ProfileCapture capture = watch.fetchGoroutines();
        Snapshot stored = store.store(about(capture, heap, trigger), capture.bytes(), NO_SUMMARY);
        pace.profiled(
                watch.state().vitals().goroutines().orElse(capture.profile().total(0)));
        return stored;
    }

    private static Capture about(ProfileCapture capture, Snapshot heap, Trigger trigger) {
        Origin process = heap.origin();
        Origin origin = new Origin(process.pid(), process.started(), Origin.UNKNOWN.gcEpoch(), process.segment());
        return new Capture(capture.agent().value(), capture.takenAt(), trigger, origin);
    }
}
