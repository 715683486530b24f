// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Chooses the snapshots to delete when a new one needs room. The first to go is the snapshot whose removal leaves the
 * smallest gap relative to its age. So the others stay spread over the whole time: minutes apart today, hours apart
 * last week. The choice depends on the arguments only.
 */
final class Eviction {
    /** How many bytes and how many snapshots have to be removed. */
    record Shortage(long bytes, long snapshots) {
        boolean isMet() {
            return bytes <= 0 && snapshots <= 0;
        }

        private Shortage without(Snapshot victim) {
            return new Shortage(bytes - victim.diskBytes(), snapshots - 1);
        }
    }

    private final Instant now;

    /** The snapshots of all agents, one history after the other. The arrays below have the same indexes. */
    private final List<Snapshot> snapshots;

    private final int[] before;
    private final int[] after;
    private final double[] gapForAge;
    private final NavigableSet<Integer> candidates;

    private final List<Snapshot> victims = new ArrayList<>();
    private Shortage shortage;

    private Eviction(List<List<Snapshot>> histories, int keepNewest, Shortage shortage, Instant now) {
        this.now = now;
        this.shortage = shortage;
        snapshots = histories.stream().flatMap(List::stream).toList();
        before = IntStream.range(0, snapshots.size()).map(i -> i - 1).toArray();
        after = IntStream.range(0, snapshots.size()).map(i -> i + 1).toArray();
        gapForAge = new double[snapshots.size()];
        candidates = new TreeSet<>(
                Comparator.<Integer>comparingDouble(i -> gapForAge[i]).thenComparing(i -> i));
        int start = 0;
        for (List<Snapshot> history : histories) {
            addCandidates(start, start + history.size() - keepNewest);
            start += history.size();
        }
    }

    /**
     * Returns the snapshots to delete; empty when even deleting all candidates would not be enough.
     *
     * @param histories the snapshots of each agent, oldest first
     * @param keepNewest the number of newest snapshots of each agent that are kept; at least 1
     * @param lastResort whether these may be deleted, too, if nothing else helps; never pinned ones, never the newest
     *     of all
     */
    static Optional<List<Snapshot>> choose(
            List<List<Snapshot>> histories, int keepNewest, boolean lastResort, Shortage shortage, Instant now) {
        if (shortage.isMet()) {
            return Optional.of(List.of());
        }
        Eviction eviction = new Eviction(histories, keepNewest, shortage, now);
        eviction.mostRedundantFirst();
        if (lastResort) {
            eviction.oldestFirst();
        }
        return eviction.shortage.isMet() ? Optional.of(eviction.victims) : Optional.empty();
    }

    /** Adds all but the pinned snapshots and the first, which marks the start of a history. */
    private void addCandidates(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (!snapshots.get(i).pinned()) {
                add(i);
            }
        }
    }

    private void add(int i) {
        long gap = millisBetween(
                snapshots.get(before[i]).taken(), snapshots.get(after[i]).taken());
        // The absolute distance from now: a snapshot that a wrong clock dated into the future is worth no more than one
        // of the past.
        long age = Math.max(1, millisBetween(snapshots.get(i).taken(), now));
        gapForAge[i] = (double) gap / age;
        candidates.add(i);
    }

    private static long millisBetween(Instant a, Instant b) {
        return Math.abs(Duration.between(a, b).toMillis());
    }

    private void mostRedundantFirst() {
        while (!shortage.isMet() && !candidates.isEmpty()) {
            int victim = candidates.first();
            candidates.remove(victim);
            take(snapshots.get(victim));
            after[before[victim]] = after[victim];
            before[after[victim]] = before[victim];
            refresh(before[victim]);
            refresh(after[victim]);
        }
    }

    /** Moves a candidate whose gap has widened to its new place in the order. */
    private void refresh(int i) {
        if (candidates.remove(i)) {
            add(i);
        }
    }

    private void oldestFirst() {
        List<Snapshot> left = new ArrayList<>(snapshots);
        left.removeAll(new HashSet<>(victims));
        left.sort(Comparator.comparing(Snapshot::taken).thenComparing(Snapshot::id));
        for (Snapshot snapshot : left.subList(0, Math.max(0, left.size() - 1))) {
            if (!shortage.isMet() && !snapshot.pinned()) {
                take(snapshot);
            }
        }
    }

    private void take(Snapshot victim) {
        victims.add(victim);
        shortage = shortage.without(victim);
    }
}
