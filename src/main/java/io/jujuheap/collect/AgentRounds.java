// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The rounds made to one agent: asks at each interval, and stores what is new. */
final class AgentRounds implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());
    private static final Duration BETWEEN_GCS = Duration.ofSeconds(30);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final AgentWatch watch;
    private final Recorder recorder;
    private final Backoff backoff;
    private final Scheduler alarm;
    private final Runnable afterwards;
    private final SingleFlight<Stored> snapshots;
    private final SingleFlight<Stored> snapshotsAfterGc;
    private long lastGcNanos = System.nanoTime() - BETWEEN_GCS.toNanos();
    private boolean isStoring = true;
    private long dueNanos;
    private volatile boolean closed;

    /** @param afterwards run after each round that found the agent, on its lane: must be quick */
    AgentRounds(AgentWatch watch, Recorder recorder, Backoff backoff, Scheduler alarm, Runnable afterwards) {
        this.watch = watch;
        this.recorder = recorder;
        this.backoff = backoff;
        this.alarm = alarm;
        this.afterwards = afterwards;
        this.snapshots = new SingleFlight<>(watch::onLane, FRESH, System::nanoTime);
        this.snapshotsAfterGc = new SingleFlight<>(watch::onLane, FRESH, System::nanoTime);
    }

    AgentWatch watch() {
        return watch;
    }

    /** Whether the agent still listens where it did; then it is known by its new description. */
    boolean goesOnWith(AgentInfo info) {
        boolean sameSocket = watch.state().info().socket().equals(info.socket());
        if (sameSocket) {
            watch.publish(state -> state.withInfo(info));
        }
        return sameSocket;
    }

    /** Makes the first round at once: nothing is known of the agent before. */
    void start() {
        dueNanos = System.nanoTime();
        watch.onLane(this::tick);
    }

    /** The next round is due so long after the last was due, not after it ended: what rounds take must not add up. */
    private void scheduleNext() {
        long delay = backoff.delay(watch.failuresInARow()).toNanos();
        long late = System.nanoTime() - (dueNanos + delay);
        dueNanos += late < 0 ? delay : (late / delay + 2) * delay; // what was missed is not made up for
        alarm.after(Duration.ofNanos(dueNanos - System.nanoTime()), () -> {
            if (!closed) {
                watch.onLane(this::tick);
            }
        });
    }

    private void tick() {
        if (closed) {
            return;
        }
        try {
            take(AgentQuery.HEAP, Trigger.TIMER);
            storing(true, "");
            afterwards.run();
        } catch (AgentException e) {
            // The watch has noted and logged it.
        } catch (StoreException e) {
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
        // The metrics first: a collection in between makes the profile newer than its epoch says, so that the same heap
        // may be stored twice; the other way round, a heap would never be stored.
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

    /** Stores a profile as of now, unless the newest snapshot shows the same. */
    CompletableFuture<Stored> snapshot(AgentQuery query) {
        if (!query.forcesGc()) {
            return snapshots.join(() -> take(query, Trigger.MANUAL));
        }
        return snapshotsAfterGc.join(() -> {
            requireGcAllowed();
            return take(query, Trigger.MANUAL);
        });
    }

    private void requireGcAllowed() {
        long now = System.nanoTime();
        Duration wait = BETWEEN_GCS.minusNanos(now - lastGcNanos);
        if (!wait.isNegative() && !wait.isZero()) {
            throw new TooSoonException(
                    "An agent is made to collect garbage at most once in " + BETWEEN_GCS.toSeconds()
                            + " s, because that slows it down: ask again later, or without gc.",
                    wait);
        }
        lastGcNanos = now;
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
    }
}
