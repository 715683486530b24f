// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The sidecar's one timer. What it runs must be quick: all share its one thread. */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Scheduler.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    /** A timer that runs until it is closed. */
    public Scheduler() {
        executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "juju-heap-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Runs something once, some time from now; not at all when the timer has been closed by then.
     *
     * @return cancels it
     */
    public Cancel after(Duration delay, Runnable work) {
        try {
            Future<?> scheduled = executor.schedule(guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    /** Runs something again and again, each time so long after the last has ended. */
    public void every(Duration pause, Runnable work) {
        Runnable once = guarded(work);
        after(pause, () -> {
            once.run();
            every(pause, work);
        });
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A timed task failed: " + e, e);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Takes back what was to be run. */
    @FunctionalInterface
    public interface Cancel {
        void cancel();
    }
}
