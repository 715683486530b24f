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
     * @param store takes the profiles
     * @param afterwards run after each round, whether or not it took a profile, on the agent's thread: must be quick
     */
    GoroutineRounds(AgentWatch watch, SnapshotStore store, Runnable afterwards) {
        this.watch = watch;
        this.store = store;
        this.afterwards = afterwards;
    }

    /**
     * Stores the stacks of the goroutines, if this round is one for it. When the agent does not answer, the next round is.
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
     * Stores the stacks of the goroutines as of now.
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
