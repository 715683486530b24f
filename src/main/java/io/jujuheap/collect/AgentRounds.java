// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.collect.Collector.Stored;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Asks one agent for its profile at each interval, and stores profiles that are new. */
final class AgentRounds implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());
    private final AgentWatch watch;
    private final Recorder recorder;
    private final GoroutineRounds goroutines;
    private final Backoff backoff;
    private final Scheduler scheduler;
    private final Runnable afterwards;
    private final SingleFlight<Stored> snapshots;
    private final SingleFlight<Stored> snapshotsAfterGc;
    private final SingleFlight<Snapshot> withGoroutines;
    private boolean isStoring = true;
    private volatile long dueNanos;
    private volatile boolean closed;

    /** @param afterwards runs after each round that found the agent, on the agent's thread, so it must be quick */
    AgentRounds(
            AgentWatch watch,
            Recorder recorder,
            GoroutineRounds goroutines,
            Backoff backoff,
            Scheduler scheduler,
            Runnable afterwards) {
        this.watch = watch;
        this.recorder = recorder;
        this.goroutines = goroutines;
        this.backoff = backoff;
        this.scheduler = scheduler;
        this.afterwards = afterwards;
        this.snapshots = new SingleFlight<>(watch::execute, AgentWatch.FRESH, System::nanoTime);
        this.snapshotsAfterGc = new SingleFlight<>(watch::execute, AgentWatch.FRESH, System::nanoTime);
        this.withGoroutines = new SingleFlight<>(watch::execute, AgentWatch.FRESH, System::nanoTime);
    }

    AgentWatch watch() {
        return watch;
    }

    /** Updates the description of the agent; returns false when its socket has changed. */
    boolean goesOnWith(AgentInfo info) {
        boolean sameSocket = watch.state().info().socket().equals(info.socket());
        if (sameSocket) {
            watch.publish(state -> state.withInfo(info));
        }
        return sameSocket;
    }

    /** Starts the first round at once, because the agent's state is unknown before it. */
    void start() {
        dueNanos = System.nanoTime();
        watch.execute(this::tick);
    }

    /** Schedules the next round, counted from the time when the last one was due, so that the rounds do not drift. */
    private void scheduleNext() {
        long delay = backoff.delay(watch.failuresInARow()).toNanos();
        long last = dueNanos;
        long late = System.nanoTime() - (last + delay);
        long due = last + (late < 0 ? delay : (late / delay + 2) * delay); // missed rounds are skipped
        dueNanos = due;
        scheduler.after(Duration.ofNanos(due - System.nanoTime()), () -> {
            if (!closed) {
                watch.execute(this::tick);
            }
        });
    }

    /** Returns how long it is until the next round; zero during one. */
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, dueNanos - System.nanoTime()));
    }

    private void tick() {
        if (closed) {
            return;
        }
        try {
            Stored heap = take(AgentQuery.HEAP, Trigger.TIMER);
            afterwards.run();
            goroutines.make(heap.snapshot());
            storing(true, "");
        } catch (AgentException e) {
            // The watch has recorded and logged it.
        } catch (StoreException | HeapRoom.ExceededException e) {
            storing(false, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.log(Level.WARNING, "Collecting from " + watch.state().info().tag() + " failed: " + e, e);
            }
        } finally {
            scheduleNext();
        }
    }

    private Stored take(AgentQuery query, Trigger trigger) throws AgentException, StoreException {
        if (query.forcesGc()) {
            // The metrics are read after the forced collection, for its epoch. If they were read before, the profile
            // would seem to belong to the epoch before, which is stored already.
            watch.expect(List.of(AgentQuery.HEAP_AFTER_GC, AgentQuery.METRICS));
            ProfileCapture capture = watch.fetchHeapAfterGc();
            return recorder.store(capture, watch.fetchVitals(), trigger);
        }
        watch.expect(List.of(AgentQuery.METRICS, query));
        // The metrics come first. If a collection happens in between, the profile is newer than its epoch says, and the
        // same heap may be stored twice. In the other order, a heap would never be stored.
        Vitals vitals = watch.fetchVitals();
        return recorder.record(watch.fetchHeap(query), vitals, trigger);
    }

    /** Logs when storing begins to fail and when it works again. */
    private void storing(boolean works, String problem) {
        if (works != isStoring) {
            isStoring = works;
            LOG.log(works ? Level.INFO : Level.WARNING, works ? "Snapshots are stored again." : problem + ".");
        }
    }

    /** Stores a current profile, unless the newest snapshot shows the same state. */
    CompletableFuture<Stored> snapshot(AgentQuery query, Trigger trigger) {
        if (!query.forcesGc()) {
            return snapshots.join(() -> take(query, trigger));
        }
        return snapshotsAfterGc.join(() -> take(query, trigger));
    }

    /** Stores current profiles of the heap and of the goroutines; returns the latter. */
    CompletableFuture<Snapshot> snapshotWithGoroutines(Trigger trigger) {
        return withGoroutines.join(
                () -> goroutines.take(take(AgentQuery.HEAP, trigger).snapshot(), trigger));
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
    }
}
