// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares one run of some work among all requests that arrive while it runs. Its outcome, success or failure, is also
 * shared with requests that arrive soon afterwards.
 */
final class SingleFlight<T> {
    /** A run that takes longer is started in advance, even though its result may not be needed. */
    private static final long LONG_NANOS = 50_000_000;

    private final Executor executor;
    private final long freshNanos;
    private final LongSupplier nanoTime;
    private @Nullable Run<T> newest;

    /** Replaces {@link #newest} when that is stale. */
    private @Nullable Run<T> next;

    private static final class Run<T> {
        final CompletableFuture<T> outcome = new CompletableFuture<>();
        final long startedNanos;
        volatile long endedNanos;

        Run(long startedNanos) {
            this.startedNanos = startedNanos;
        }
    }

    /**
     * @param executor runs the work
     * @param fresh how long an outcome is shared after the run has ended
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    SingleFlight(Executor executor, Duration fresh, LongSupplier nanoTime) {
        this.executor = executor;
        this.freshNanos = fresh.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Returns the outcome of the current run, or a fresh outcome; otherwise starts {@code work} and returns its outcome. */
    CompletableFuture<T> join(Callable<T> work) {
        Run<T> run;
        synchronized (this) {
            forgetStale();
            run = newest;
            if (run != null) {
                return run.outcome.copy();
            }
            run = new Run<>(nanoTime.getAsLong());
            newest = run;
        }
        start(run, work);
        return run.outcome.copy();
    }

    /**
     * The same as {@link #join}, for long work that is requested repeatedly. When the outcome would become stale before
     * the next run could end, that run is started now, so that later requests need not wait for it.
     */
    CompletableFuture<T> joinRenewing(Callable<T> work) {
        CompletableFuture<T> outcome = join(work);
        Run<T> renewal = null;
        synchronized (this) {
            if (newest != null && next == null && goesStaleSoon(newest)) {
                renewal = new Run<>(nanoTime.getAsLong());
                next = renewal;
            }
        }
        if (renewal != null) {
            start(renewal, work);
        }
        return outcome;
    }

    private boolean goesStaleSoon(Run<T> run) {
        if (!run.outcome.isDone() || run.outcome.isCompletedExceptionally()) {
            return false;
        }
        long tookNanos = run.endedNanos - run.startedNanos;
        long leftNanos = run.endedNanos + freshNanos - nanoTime.getAsLong();
        return tookNanos >= LONG_NANOS && leftNanos <= tookNanos;
    }

    private void start(Run<T> run, Callable<T> work) {
        try {
            executor.execute(() -> perform(run, work));
        } catch (RejectedExecutionException e) {
            end(run);
            run.outcome.completeExceptionally(e);
        }
    }

    /** Drops a stale outcome. Some are as large as everything else in the sidecar's memory. */
    synchronized void forgetStale() {
        while (newest != null && !isShared(newest)) {
            newest = next;
            next = null;
        }
    }

    private boolean isShared(Run<T> run) {
        return !run.outcome.isDone() || nanoTime.getAsLong() - run.endedNanos < freshNanos;
    }

    private void perform(Run<T> run, Callable<T> work) {
        try {
            T result = work.call();
            end(run);
            run.outcome.complete(result);
        } catch (Throwable e) {
            // Any failure must reach the waiting requests: nothing catches it on the executor's thread.
            end(run);
            run.outcome.completeExceptionally(e);
        }
    }

    private void end(Run<T> run) {
        run.endedNanos = nanoTime.getAsLong();
    }
}
