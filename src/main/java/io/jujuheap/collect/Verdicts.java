// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.MemoryLimit;
import io.jujuheap.leak.Series;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
 * The verdicts on the call sites of agents, over all their snapshots. They are worked out in the background when there is
 * a new snapshot, and stand until there is another, so that requests need not wait and scrapes cause no work.
 */
final class Verdicts {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());

    /** After each analysis, the background rests for this many times as long: it takes two percent of a processor at most. */
    private static final int REST = 50;

    private final SnapshotHistory history;
    private final BiConsumer<AgentTag, LeakReport> publish;
    private final Executor background;
    private final Map<AgentTag, Known> known = new ConcurrentHashMap<>();

    /** The memory limits of agents as of their last round; an agent that is away keeps the one it had. */
    private final Map<AgentTag, MemoryLimit> limitOfAgent = new ConcurrentHashMap<>();

    /** What is being worked out, each once for all who ask meanwhile. */
    private final Map<AgentTag, Run> underWay = new ConcurrentHashMap<>();

    /** The report up to a snapshot under a limit, and the end of the rest that the background takes after it. */
    private record Known(SnapshotId newest, Optional<MemoryLimit> limit, LeakReport report, long restsUntilNanos) {}

    /** The working out of one agent's verdicts. */
    private static final class Run {
        private final CompletableFuture<Optional<LeakReport>> report = new CompletableFuture<>();
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
     * @param publish told of each report, also when it is the same again
     * @param background works them out, one at a time
     */
    Verdicts(SnapshotHistory history, BiConsumer<AgentTag, LeakReport> publish, Executor background) {
        this.history = history;
        this.publish = publish;
        this.background = background;
    }

    /**
     * Has the verdicts on an agent brought up to its newest snapshot, soon.
     *
     * @param now how much memory it may take, empty when that is not known
     */
    void refresh(AgentTag agent, Optional<MemoryLimit> now) {
        now.ifPresent(limit -> limitOfAgent.put(agent, limit));
        Known before = known.get(agent);
        if (before == null || (!isCurrent(before, agent) && before.restsUntilNanos() - System.nanoTime() <= 0)) {
            try {
                run(agent);
            } catch (RejectedExecutionException e) {
                // Too much waits already: the next round asks again.
            }
        } else {
            publish.accept(agent, before.report()); // the agent may have been away meanwhile, and its state with it
        }
    }

    /**
     * Returns the verdicts over all snapshots of an agent, worked out now unless known; empty without snapshots.
     *
     * @param patience how long to wait for them
     * @throws VerdictsPendingException when they take longer; they are worked out all the same
     * @throws RejectedExecutionException when too much waits to be worked out
     */
    Optional<LeakReport> latest(AgentTag agent, Duration patience) throws IOException {
        Known before = known.get(agent);
        if (before != null && isCurrent(before, agent)) {
            return Optional.of(before.report());
        }
        Run run = run(agent);
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

    private Run run(AgentTag agent) {
        return underWay.computeIfAbsent(agent, absent -> {
            Run run = new Run();
            background.execute(() -> finish(agent, run));
            return run;
        });
    }

    private void finish(AgentTag agent, Run run) {
        try {
            Optional<LeakReport> report = judged(agent, run);
            underWay.remove(agent);
            run.report.complete(report);
        } catch (IOException | RuntimeException | Error e) { // whatever it is, the next question starts anew
            log(agent, e);
            underWay.remove(agent);
            run.report.completeExceptionally(e);
        }
    }

    private static void log(AgentTag agent, Throwable failure) {
        if (failure instanceof HeapRoom.ExceededException) {
            LOG.warning("There are no verdicts on " + agent + ": " + failure.getMessage() + ".");
        } else {
            LOG.log(Level.WARNING, "Looking for leaks of " + agent + " failed: " + failure, failure);
        }
    }

    private Optional<LeakReport> judged(AgentTag agent, Run run) throws IOException {
        Optional<Snapshot> newest = history.archive().newest(agent.value());
        Optional<MemoryLimit> limit = limit(agent);
        long start = System.nanoTime();
        Optional<LeakReport> report = history.series(agent, run::at).map(series -> judged(series, limit));
        long end = System.nanoTime();
        if (newest.isPresent() && report.isPresent()) {
            known.put(agent, new Known(newest.get().id(), limit, report.get(), end + REST * (end - start)));
            publish.accept(agent, report.get());
        }
        return report;
    }

    /** Returns the verdicts over the snapshots of a time; empty when there are none. */
    Optional<LeakReport> of(AgentTag agent, Instant from, Instant to) throws IOException {
        return history.series(agent, from, to).map(series -> judged(series, limit(agent)));
    }

    private static LeakReport judged(Series series, Optional<MemoryLimit> limit) {
        return LeakAnalysis.verdicts(series.withMemoryLimit(limit));
    }

    /** Returns how much memory an agent may take, as of its last round; empty when that is not known. */
    Optional<MemoryLimit> limit(AgentTag agent) {
        return Optional.ofNullable(limitOfAgent.get(agent));
    }

    private boolean isCurrent(Known report, AgentTag agent) {
        return report.limit().equals(limit(agent)) && isOfNewest(report, agent);
    }

    private boolean isOfNewest(Known report, AgentTag agent) {
        return history.archive()
                .newest(agent.value())
                .map(Snapshot::id)
                .filter(report.newest()::equals)
                .isPresent();
    }
}
