// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The only timer of the sidecar. Its tasks must be quick, because they share one thread. */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Scheduler.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    /** Makes a timer that runs until it is closed. */
    public Scheduler() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "juju-heap-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Runs a task once after a delay, unless the timer is closed before.
     *
     * @return cancels it
     */
    public Cancel after(Duration delay, Runnable task) {
        try {
            Future<?> scheduled = executor.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    /** Runs a task repeatedly until the timer is closed, with a pause before each run. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is never cancelled
    public void every(Duration pause, Runnable task) {
        long millis = pause.toMillis();
        executor.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A timed task failed: " + e, e);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** Cancels the further runs of a task. */
    @FunctionalInterface
    public interface Cancel {
        void cancel();
    }
}
