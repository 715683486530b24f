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
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

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

    /** The report up to a snapshot under a limit, and the end of the rest that the background takes after it. */
    private record Known(SnapshotId newest, Optional<MemoryLimit> limit, LeakReport report, long restsUntilNanos) {}

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
            judgeLater(agent);
        } else {
            publish.accept(agent, before.report()); // the agent may have been away meanwhile, and its state with it
        }
    }

    private void judgeLater(AgentTag agent) {
        try {
            background.execute(() -> {
                try {
                    latest(agent);
                } catch (HeapRoom.ExceededException e) {
                    LOG.warning("There are no verdicts on " + agent + ": " + e.getMessage() + ".");
                } catch (IOException | RuntimeException e) {
                    LOG.log(Level.WARNING, "Looking for leaks of " + agent + " failed: " + e, e);
                }
            });
        } catch (RejectedExecutionException e) {
            // Too much waits already: the next round asks again.
        }
    }

    /** Returns the verdicts over all snapshots of an agent, worked out now unless known; empty without snapshots. */
    synchronized Optional<LeakReport> latest(AgentTag agent) throws IOException {
        Known before = known.get(agent);
        if (before != null && isCurrent(before, agent)) {
            return Optional.of(before.report());
        }
        Optional<Snapshot> newest = history.archive().newest(agent.value());
        Optional<MemoryLimit> limit = limit(agent);
        long start = System.nanoTime();
        Optional<LeakReport> report = history.series(agent).map(series -> judged(series, limit));
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
