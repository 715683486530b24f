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
 * Shares one run of some work among all requests for it that come while it runs, and its outcome, good or bad, with those
 * that come soon after.
 */
final class SingleFlight<T> {
    /** A wait that is worth a run which, when nothing follows, was of no use: 50 ms. */
    private static final long LONG_NANOS = 50_000_000;

    private final Executor executor;
    private final long freshNanos;
    private final LongSupplier nanoTime;
    private @Nullable Run<T> newest;

    /** Takes the place of {@link #newest} when that is stale. */
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

    /** Returns the outcome of the run under way or of a fresh one; else starts {@code work} and returns its outcome. */
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
     * As {@link #join}, for work that takes long and is asked for again and again: when the outcome would go stale before the
     * next run has ended, that run is started, so that those who ask next need not wait for it.
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

    /** Drops an outcome that is no longer shared: some are as large as all else that the sidecar holds. */
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
            // Any failure must reach the requests that wait: nothing catches it on the executor's thread.
            end(run);
            run.outcome.completeExceptionally(e);
        }
    }

    private void end(Run<T> run) {
        run.endedNanos = nanoTime.getAsLong();
    }
}
