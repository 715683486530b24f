// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
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
 * The verdicts on the goroutines of agents, over all stored profiles of their newest process. As with {@link Verdicts}, they are
 * worked out in the background, and stand until there is another profile.
 */
final class GoroutineVerdicts {
    private static final Logger LOG = Logger.getLogger(Collector.class.getName());

    private final GoroutineHistory history;
    private final SnapshotArchive archive;
    private final BiConsumer<AgentTag, GoroutineReport> publish;
    private final Executor background;
    private final Map<AgentTag, Known> known = new ConcurrentHashMap<>();

    /** The report up to a snapshot. */
    private record Known(SnapshotId newest, GoroutineReport report) {}

    /**
     * Judges the profiles that are stored.
     *
     * @param archive holds them
     * @param publish told of each report, also when it is the same again
     * @param background works them out, one at a time
     */
    GoroutineVerdicts(
            GoroutineHistory history,
            SnapshotArchive archive,
            BiConsumer<AgentTag, GoroutineReport> publish,
            Executor background) {
        this.history = history;
        this.archive = archive;
        this.publish = publish;
        this.background = background;
    }

    /** Has the verdicts on an agent brought up to its newest profile, soon. */
    void refresh(AgentTag agent) {
        Optional<GoroutineReport> current = current(agent);
        if (current.isPresent()) {
            publish.accept(agent, current.get()); // the agent may have been away meanwhile, and its state with it
        } else {
            judgeLater(agent);
        }
    }

    private void judgeLater(AgentTag agent) {
        try {
            background.execute(() -> {
                try {
                    latest(agent);
                } catch (HeapRoom.ExceededException e) {
                    LOG.warning("There are no verdicts on the goroutines of " + agent + ": " + e.getMessage() + ".");
                } catch (IOException | RuntimeException e) {
                    LOG.log(Level.WARNING, "Looking for leaked goroutines of " + agent + " failed: " + e, e);
                }
            });
        } catch (RejectedExecutionException e) {
            // Too much waits already: the next round asks again.
        }
    }

    /** Returns the verdicts over all profiles of an agent's process, worked out now unless known; empty without profiles. */
    synchronized Optional<GoroutineReport> latest(AgentTag agent) throws IOException {
        Optional<GoroutineReport> current = current(agent);
        if (current.isPresent()) {
            return current;
        }
        Optional<Snapshot> newest = archive.newest(agent.value());
        Optional<GoroutineReport> report = history.report(agent, Instant.MIN, Instant.MAX);
        if (newest.isPresent() && report.isPresent()) {
            known.put(agent, new Known(newest.get().id(), report.get()));
            publish.accept(agent, report.get());
        }
        return report;
    }

    private Optional<GoroutineReport> current(AgentTag agent) {
        Optional<SnapshotId> newest = archive.newest(agent.value()).map(Snapshot::id);
        return Optional.ofNullable(known.get(agent))
                .filter(before -> newest.filter(before.newest()::equals).isPresent())
                .map(Known::report);
    }
}
