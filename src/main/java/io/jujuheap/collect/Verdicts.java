// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.leak.MemoryLimit;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import io.jujuheap.snapshot.SnapshotId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts on agents, over all their snapshots of one kind. They are computed in the background for each new
 * snapshot and kept until the next, so that requests need not wait and scrapes cause no work.
 *
 * @param <R> a report with the verdicts on one agent
 */
final class Verdicts<R> {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());

    /** After each analysis, the background pauses for this many times as long, so it takes at most 2 % of a processor. */
    private static final int REST = 50;

    private final String subject;
    private final SnapshotArchive archive;
    private final Judge<R> judge;
    private final BiConsumer<AgentTag, R> publish;
    private final Executor background;
    private final Map<AgentTag, Known<R>> known = new ConcurrentHashMap<>();

    /** The memory limits of agents at their last round. An agent that has disappeared keeps its last one. */
    private final Map<AgentTag, MemoryLimit> limitOfAgent = new ConcurrentHashMap<>();

    /** The reports that are being computed. Requests meanwhile share them. */
    private final Map<AgentTag, Run<R>> underWay = new ConcurrentHashMap<>();

    /** The report up to a snapshot under a limit, and the time until which the background pauses. */
    private record Known<R>(SnapshotId newest, Optional<MemoryLimit> limit, R report, long restsUntilNanos) {}

    /** Computes a report. */
    @FunctionalInterface
    interface Judge<R> {
        /**
         * Returns the report on all snapshots of an agent; empty when there are none.
         *
         * @param limit the memory limit of the agent, empty when unknown
         */
        Optional<R> report(AgentTag agent, Optional<MemoryLimit> limit, SnapshotHistory.Progress progress)
                throws IOException;
    }

    /** A computation of one agent's verdicts. */
    private static final class Run<R> {
        private final CompletableFuture<Optional<R>> report = new CompletableFuture<>();
        private volatile int snapshotsRead;
        private volatile int snapshots;

        void at(int read, int of) {
            snapshotsRead = read;
            snapshots = of;
        }

        VerdictsPendingException pending(AgentTag agent) {
            return new VerdictsPendingException(agent, snapshotsRead, snapshots);
        }
    }

    /**
     * Judges the snapshots that are stored.
     *
     * @param subject the words after "verdicts on" in a log line
     * @param archive the snapshots
     * @param publish receives each report, even if it has not changed
     * @param background runs the judge, one task at a time
     */
    Verdicts(
            String subject,
            SnapshotArchive archive,
            Judge<R> judge,
            BiConsumer<AgentTag, R> publish,
            Executor background) {
        this.subject = subject;
        this.archive = archive;
        this.judge = judge;
        this.publish = publish;
        this.background = background;
    }

    /**
     * Schedules an update of the verdicts on an agent to its newest snapshot.
     *
     * @param now its memory limit, empty when unknown
     */
    void refresh(AgentTag agent, Optional<MemoryLimit> now) {
        now.ifPresent(limit -> limitOfAgent.put(agent, limit));
        Known<R> before = known.get(agent);
        if (before == null || (!isCurrent(before, agent) && before.restsUntilNanos() - System.nanoTime() <= 0)) {
            try {
                run(agent);
            } catch (RejectedExecutionException e) {
                // Too much is queued. The next round tries again.
            }
        } else {
            publish.accept(agent, before.report()); // the agent may have disappeared meanwhile, with its state
        }
    }

    /**
     * Returns the verdicts over all snapshots of an agent, worked out now unless known; empty without snapshots.
     *
     * @param patience how long to wait for them
     * @throws VerdictsPendingException when they take longer; the work continues
     * @throws RejectedExecutionException when too much is queued
     */
    Optional<R> latest(AgentTag agent, Duration patience) throws IOException {
        Known<R> before = known.get(agent);
        if (before != null && isCurrent(before, agent)) {
            return Optional.of(before.report());
        }
        Run<R> run = run(agent);
        try {
            return run.report.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw run.pending(agent);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(e);
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        return cause instanceof IOException e ? e : new IOException(cause);
    }

    private Run<R> run(AgentTag agent) {
        return underWay.computeIfAbsent(agent, absent -> {
            Run<R> run = new Run<>();
            background.execute(() -> finish(agent, run));
            return run;
        });
    }

    private void finish(AgentTag agent, Run<R> run) {
        try {
            Optional<R> report = judged(agent, run);
            underWay.remove(agent);
            run.report.complete(report);
        } catch (IOException | RuntimeException | Error e) { // after any failure, the next request starts again
            log(agent, e);
            underWay.remove(agent);
            run.report.completeExceptionally(e);
        }
    }

    private void log(AgentTag agent, Throwable failure) {
        if (failure instanceof HeapRoom.ExceededException) {
            LOG.warning("There are no verdicts on " + subject + agent + ": " + failure.getMessage() + ".");
        } else {
            LOG.log(Level.WARNING, "The verdicts on " + subject + agent + " cannot be worked out: " + failure, failure);
        }
    }

    private Optional<R> judged(AgentTag agent, Run<R> run) throws IOException {
        Optional<Snapshot> newest = archive.newest(agent.value());
        Optional<MemoryLimit> limit = limit(agent);
        long start = System.nanoTime();
        Optional<R> report = judge.report(agent, limit, run::at);
        long end = System.nanoTime();
        if (newest.isPresent() && report.isPresent()) {
            known.put(agent, new Known<>(newest.get().id(), limit, report.get(), end + REST * (end - start)));
            publish.accept(agent, report.get());
        }
        return report;
    }

    /** Returns how much memory an agent may take, as of its last round; empty when that is not known. */
    Optional<MemoryLimit> limit(AgentTag agent) {
        return Optional.ofNullable(limitOfAgent.get(agent));
    }

    private boolean isCurrent(Known<R> report, AgentTag agent) {
        return report.limit().equals(limit(agent))
                && archive.newest(agent.value())
                        .map(Snapshot::id)
                        .filter(report.newest()::equals)
                        .isPresent();
    }
}
