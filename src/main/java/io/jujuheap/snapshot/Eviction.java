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
 * Chooses the snapshots that make room for a new one. The one goes first that leaves the smallest gap for its age, so
 * that the others stay spread over the whole time: minutes apart today, hours apart last week. A pure function.
 */
final class Eviction {
    /** The bytes on disk and the places for snapshots that are lacking. */
    record Shortage(long bytes, long snapshots) {
        boolean isMet() {
            return bytes <= 0 && snapshots <= 0;
        }

        private Shortage without(Snapshot victim) {
            return new Shortage(bytes - victim.diskBytes(), snapshots - 1);
        }
    }

    private final Instant now;

    /** The snapshots of all agents, one history after the other; the arrays below are parallel to it. */
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
     * Returns the victims that end the shortage; empty when no choice of victims does.
     *
     * @param histories the snapshots of each agent, oldest first
     * @param keepNewest of each agent, this many newest are spared, at least 1
     * @param lastResort whether the spared may go too if nothing else helps; never pins, never the newest of all
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

    /** Adds all but pins and the first, which holds the far end of a history. */
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
        // The distance from now either way: a snapshot that a wrong clock dated into the future is worth no more than
        // one of the past.
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

    /** Puts a candidate whose gap has widened into its new place. */
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
