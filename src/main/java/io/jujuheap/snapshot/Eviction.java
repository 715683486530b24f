// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which snapshots make room for a new one. The one goes first that leaves the smallest gap for its age, so that what
 * stays is spread over the whole time: minutes apart today, hours apart last week. A pure function.
 */
final class Eviction {
    /** What is lacking: bytes on disk, and places. */
    record Shortage(long bytes, long snapshots) {
        boolean isMet() {
            return bytes <= 0 && snapshots <= 0;
        }

        Shortage without(Snapshot victim) {
            return new Shortage(bytes - victim.diskBytes(), snapshots - 1);
        }
    }

    /** A snapshot that could go; {@code redundancy} falls with the gap that it would leave for its age. */
    private record Candidate(Snapshot snapshot, double gapForAge, Snapshot before, Snapshot after) {}

    private final int keepNewest;
    private final Instant now;
    private final Set<Snapshot> victims = new LinkedHashSet<>();
    private Shortage shortage;

    private Eviction(int keepNewest, Instant now, Shortage shortage) {
        this.keepNewest = keepNewest;
        this.now = now;
        this.shortage = shortage;
    }

    /**
     * The victims that end the shortage, empty when no choice of victims does.
     *
     * @param histories the snapshots of each agent, oldest first
     * @param keepNewest of each agent, this many newest are spared
     * @param lastResort whether the spared may go too if nothing else helps; never pins, never the newest of all
     */
    static Optional<List<Snapshot>> choose(
            List<List<Snapshot>> histories, int keepNewest, boolean lastResort, Shortage shortage, Instant now) {
        Eviction eviction = new Eviction(keepNewest, now, shortage);
        boolean progress = true;
        while (!eviction.shortage.isMet() && progress) {
            progress = eviction.pass(histories);
        }
        if (lastResort) {
            eviction.oldestFirst(histories);
        }
        return eviction.shortage.isMet() ? Optional.of(List.copyOf(eviction.victims)) : Optional.empty();
    }

    /** Takes the most redundant, but no two neighbours: the first to go makes the other less redundant. */
    private boolean pass(List<List<Snapshot>> histories) {
        List<Candidate> candidates = new ArrayList<>();
        histories.forEach(history -> addCandidates(history, candidates));
        candidates.sort(Comparator.comparingDouble(Candidate::gapForAge));
        Set<Snapshot> taken = new HashSet<>();
        for (Candidate candidate : candidates) {
            if (!shortage.isMet() && !taken.contains(candidate.before) && !taken.contains(candidate.after)) {
                taken.add(candidate.snapshot);
                take(candidate.snapshot);
            }
        }
        return !taken.isEmpty();
    }

    /** All but the oldest, which holds the far end of the history, the spared newest, and pins. */
    private void addCandidates(List<Snapshot> history, List<Candidate> candidates) {
        List<Snapshot> left = history.stream().filter(s -> !victims.contains(s)).toList();
        for (int i = 1; i < left.size() - keepNewest; i++) {
            Snapshot snapshot = left.get(i);
            if (!snapshot.pinned()) {
                Snapshot before = left.get(i - 1);
                Snapshot after = left.get(i + 1);
                candidates.add(new Candidate(snapshot, gap(before, after) / age(snapshot), before, after));
            }
        }
    }

    private static double gap(Snapshot before, Snapshot after) {
        return Duration.between(before.taken(), after.taken()).toMillis();
    }

    /** The distance from now either way: what a wrong clock dated into the future is not worth more than the past. */
    private double age(Snapshot snapshot) {
        return Math.max(1, Math.abs(Duration.between(snapshot.taken(), now).toMillis()));
    }

    private void oldestFirst(List<List<Snapshot>> histories) {
        List<Snapshot> left = histories.stream()
                .flatMap(List::stream)
                .filter(s -> !victims.contains(s))
                .sorted(Comparator.comparing(Snapshot::taken).thenComparing(Snapshot::id))
                .toList();
        left.stream()
                .limit(Math.max(0, left.size() - 1))
                .filter(s -> !s.pinned())
                .forEach(snapshot -> {
                    if (!shortage.isMet()) {
                        take(snapshot);
                    }
                });
    }

    private void take(Snapshot victim) {
        victims.add(victim);
        shortage = shortage.without(victim);
    }
}
