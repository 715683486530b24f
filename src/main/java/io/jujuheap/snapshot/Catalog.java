// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a store, in memory. Only one thread at a time may change the catalog; any number may read it
 * meanwhile.
 */
final class Catalog {
    private final ConcurrentNavigableMap<String, NavigableMap<SnapshotId, Snapshot>> byAgent =
            new ConcurrentSkipListMap<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong diskBytes = new AtomicLong();
    private final AtomicLong pinnedBytes = new AtomicLong();

    Catalog(Collection<Snapshot> snapshots) {
        snapshots.forEach(this::put);
    }

    /** Adds a snapshot, or replaces the one with the same id. */
    void put(Snapshot snapshot) {
        Snapshot before = byAgent.computeIfAbsent(snapshot.id().agent(), agent -> new ConcurrentSkipListMap<>())
                .put(snapshot.id(), snapshot);
        account(before, -1);
        account(snapshot, 1);
    }

    void remove(SnapshotId id) {
        byAgent.computeIfPresent(id.agent(), (agent, history) -> {
            account(history.remove(id), -1);
            return history.isEmpty() ? null : history;
        });
    }

    private void account(@Nullable Snapshot snapshot, int sign) {
        if (snapshot != null) {
            count.addAndGet(sign);
            diskBytes.addAndGet(sign * snapshot.diskBytes());
            pinnedBytes.addAndGet(snapshot.pinned() ? sign * snapshot.diskBytes() : 0);
        }
    }

    private NavigableMap<SnapshotId, Snapshot> of(String agent) {
        return byAgent.getOrDefault(agent, Collections.emptyNavigableMap());
    }

    SortedSet<String> agents() {
        return new TreeSet<>(byAgent.keySet());
    }

    Optional<Snapshot> find(SnapshotId id) {
        return Optional.ofNullable(of(id.agent()).get(id));
    }

    Optional<Snapshot> newest(String agent) {
        return Optional.ofNullable(of(agent).lastEntry()).map(Map.Entry::getValue);
    }

    /** Returns the agent's last snapshot whose id is not after {@code id}. */
    Optional<Snapshot> atOrBefore(SnapshotId id) {
        return Optional.ofNullable(of(id.agent()).floorEntry(id)).map(Map.Entry::getValue);
    }

    /** Tells whether the agent has no snapshot on the day of {@code id}. */
    boolean isDayEmpty(SnapshotId id) {
        Instant day = id.second().truncatedTo(ChronoUnit.DAYS);
        SnapshotId endOfDay =
                new SnapshotId(id.agent(), day.plus(1, ChronoUnit.DAYS).minusSeconds(1), SnapshotId.MAX_SEQUENCE);
        return atOrBefore(endOfDay).filter(s -> !s.id().second().isBefore(day)).isEmpty();
    }

    /** Returns an agent's snapshots, oldest first. */
    List<Snapshot> history(String agent) {
        return List.copyOf(of(agent).values());
    }

    /** Returns the snapshots of each agent, oldest first. */
    List<List<Snapshot>> histories() {
        return byAgent.keySet().stream().map(this::history).toList();
    }

    Stream<Snapshot> all() {
        return byAgent.values().stream().flatMap(history -> history.values().stream());
    }

    /** Returns the time when the oldest snapshot was taken. */
    Optional<Instant> oldest() {
        return byAgent.values().stream()
                .flatMap(history -> Stream.ofNullable(history.firstEntry()))
                .map(first -> first.getValue().taken())
                .min(Comparator.naturalOrder());
    }

    long count() {
        return count.get();
    }

    /** Returns the bytes that all snapshots take on disk. */
    long diskBytes() {
        return diskBytes.get();
    }

    /** Returns the bytes that the pinned snapshots take on disk. */
    long pinnedBytes() {
        return pinnedBytes.get();
    }
}
