// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.AgentState;
import io.jujuheap.collect.SnapshotHistory;
import io.jujuheap.collect.Trend;
import io.jujuheap.io.Durations;
import io.jujuheap.leak.AgentGrowth;
import io.jujuheap.render.Quantities;
import io.jujuheap.snapshot.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The history of one agent during a watch: its states so far, and the changes since the last call. */
final class AgentCourse {
    /** The most states. When there are more, every second one is dropped, so that a long watch takes no more memory. */
    private static final int MOST_STATES = 2_000;

    private final AgentTag tag;
    private List<AgentGrowth.State> states = new ArrayList<>();
    private long segment = -1;
    private @Nullable Instant newest;
    private @Nullable AgentState before;
    private long succeeded;

    AgentCourse(AgentTag tag) {
        this.tag = tag;
    }

    AgentTag tag() {
        return tag;
    }

    /** Continues from the end of the store. */
    void resume(SnapshotHistory history) throws IOException {
        for (Trend.Point point : history.trend(tag, Instant.MIN, Instant.MAX, 0).points()) {
            enter(point.segment());
            add(Instant.ofEpochSecond(point.atSeconds()), point.totals().inuseBytes());
        }
    }

    /**
     * Updates the agent's state.
     *
     * @param stored the newest snapshot of it, empty before the first
     * @return the changes, as sentences that start after the agent's name
     */
    List<String> follow(AgentState now, Optional<Snapshot> stored) {
        List<String> changes = new ArrayList<>();
        boolean wasDown = before != null && !before.isUp() && before.problem().isPresent();
        if (now.isUp() && wasDown) {
            changes.add("answers again; " + missed(now));
        }
        stored.ifPresent(snapshot -> {
            if (enter(snapshot.origin().segment())) {
                changes.add("has restarted"
                        + (snapshot.origin().started().isAfter(Instant.EPOCH)
                                ? " at " + WatchLines.time(snapshot.origin().started())
                                : "")
                        + "; the profiles of the process before are kept");
            }
        });
        now.heap().ifPresent(heap -> add(heap.takenAt(), heap.totals().inuseBytes()));
        before = now;
        return changes;
    }

    private String missed(AgentState now) {
        Optional<Instant> last = before == null ? Optional.empty() : before.lastSuccess();
        Optional<Instant> next = now.lastSuccess();
        return last.isEmpty() || next.isEmpty()
                ? "it did not until now"
                : "nothing was taken for "
                        + Durations.text(Duration.between(last.get(), next.get())) + " since "
                        + WatchLines.time(last.get());
    }

    /** Tells whether the agent has answered since the last call. */
    boolean hasAnswered(AgentState now) {
        long count = now.fetches().attempts() - now.fetches().failed();
        boolean more = count > succeeded;
        succeeded = count;
        return more;
    }

    /** Starts a new line when the snapshot is of another process; returns whether it replaces an earlier process. */
    private boolean enter(long next) {
        boolean isOther = segment >= 0 && next != segment;
        if (isOther) {
            states = new ArrayList<>();
        }
        segment = next;
        return isOther;
    }

    private void add(Instant taken, long inuseBytes) {
        if (newest != null && !taken.isAfter(newest)) {
            return;
        }
        newest = taken;
        states.add(new AgentGrowth.State(taken, inuseBytes));
        if (states.size() > MOST_STATES) {
            List<AgentGrowth.State> half = new ArrayList<>();
            for (int i = 0; i < states.size(); i += 2) {
                half.add(states.get(i));
            }
            states = half;
        }
    }

    Optional<AgentGrowth> growth() {
        return states.isEmpty() ? Optional.empty() : Optional.of(AgentGrowth.of(tag.value(), states));
    }

    AgentRow row(AgentState now, Duration untilNext) {
        List<String> suspects = suspects(now);
        boolean isJudged = now.suspects().isPresent() || now.goroutineSuspects().isPresent();
        return new AgentRow(
                tag.value(),
                now.isUp(),
                now.problem(),
                now.vitals().residentBytes(),
                now.heap()
                        .map(heap -> OptionalLong.of(heap.totals().inuseBytes()))
                        .orElse(OptionalLong.empty()),
                now.vitals().goroutines(),
                growth(),
                suspects.isEmpty() ? (isJudged ? "no leak yet" : "") : "leak",
                suspects,
                untilNext);
    }

    /** Returns the worst call site of the heap and the worst stack of goroutines. */
    private static List<String> suspects(AgentState now) {
        Stream<String> site =
                now.suspects().stream().flatMap(all -> all.stream().limit(1)).map(AgentState.Suspect::function);
        Stream<String> stack = now.goroutineSuspects().stream()
                .flatMap(all -> all.stream().limit(1))
                .map(suspect -> Quantities.count(suspect.goroutines()) + " goroutines at " + suspect.function());
        return Stream.concat(site, stack).toList();
    }
}
