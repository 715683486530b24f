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
    private final Executor executor;
    private final long freshNanos;
    private final LongSupplier nanoTime;
    private @Nullable Run<T> newest;

    private static final class Run<T> {
        final CompletableFuture<T> outcome = new CompletableFuture<>();
        volatile long endedNanos;
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
            if (newest != null && isShared(newest)) {
                return newest.outcome.copy();
            }
            run = new Run<>();
            newest = run;
        }
        try {
            executor.execute(() -> perform(run, work));
        } catch (RejectedExecutionException e) {
            end(run);
            run.outcome.completeExceptionally(e);
        }
        return run.outcome.copy();
    }

    /** Drops an outcome that is no longer shared: some are as large as all else that the sidecar holds. */
    synchronized void forgetStale() {
        if (newest != null && !isShared(newest)) {
            newest = null;
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
