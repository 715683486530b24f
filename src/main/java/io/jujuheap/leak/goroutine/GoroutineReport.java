// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.summary.CallSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The verdicts on the goroutines of a process.
 *
 * @param snapshots how many snapshots were judged
 * @param hours the time from the first to the last; empty when the profiles do not tell, as texts do not
 * @param before how many goroutines there were in the first snapshot
 * @param after how many there were in the last
 * @param stacks the verdicts that say more than noise: leaks first, then by growth
 * @param explanation what was found, in a few sentences
 */
public record GoroutineReport(
        int snapshots,
        OptionalDouble hours,
        long before,
        long after,
        List<GoroutineVerdict> stacks,
        String explanation) {
    private static final double NANOS_PER_HOUR = 3.6e12;

    /** More leaks than this are left to the list. */
    private static final int TOLD = 3;

    public GoroutineReport {
        requireNonNull(hours, "hours is null");
        stacks = List.copyOf(stacks);
        requireNonNull(explanation, "explanation is null");
    }

    /**
     * Judges the snapshots of one process.
     *
     * @param snapshots at least one; in the order of their times, or as they are when one of them does not tell its time
     */
    public static GoroutineReport of(List<GoroutineSnapshot> snapshots) {
        boolean timed = snapshots.stream().allMatch(snapshot -> snapshot.timeNanos() != 0);
        List<GoroutineSnapshot> ordered = new ArrayList<>(snapshots);
        if (timed) {
            ordered.sort(Comparator.comparingLong(GoroutineSnapshot::timeNanos));
        }
        GoroutineSnapshot first = ordered.get(0);
        GoroutineSnapshot last = ordered.get(ordered.size() - 1);
        double hours = (last.timeNanos() - first.timeNanos()) / NANOS_PER_HOUR;
        List<GoroutineVerdict> stacks = verdicts(ordered);
        return new GoroutineReport(
                ordered.size(),
                timed && hours > 0 ? OptionalDouble.of(hours) : OptionalDouble.empty(),
                total(first),
                total(last),
                stacks,
                explanation(stacks, ordered.size()));
    }

    private static long total(GoroutineSnapshot snapshot) {
        return snapshot.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<GoroutineVerdict> verdicts(List<GoroutineSnapshot> snapshots) {
        Set<CallSite> sites = new HashSet<>();
        snapshots.forEach(snapshot -> sites.addAll(snapshot.counts().keySet()));
        return sites.stream()
                .map(site -> new StackHistory(
                                site,
                                snapshots.stream()
                                        .mapToLong(snapshot -> snapshot.counts().getOrDefault(site, 0L))
                                        .toArray())
                        .verdict())
                .filter(verdict -> verdict.kind() != GoroutineVerdict.Kind.NOISE)
                .sorted(Comparator.comparing(GoroutineVerdict::kind)
                        .thenComparing(Comparator.comparingLong(GoroutineVerdict::growth)
                                .reversed())
                        .thenComparing(GoroutineVerdict::function))
                .toList();
    }

    private static String explanation(List<GoroutineVerdict> stacks, int snapshots) {
        List<String> sentences = new ArrayList<>();
        stacks.stream()
                .filter(GoroutineVerdict::isLeak)
                .limit(TOLD)
                .forEach(leak -> sentences.add(leak.count() + " goroutines wait at " + leak.function() + ", started as "
                        + leak.entry() + ": " + leak.growth() + " more than at first, and still more."));
        if (!sentences.isEmpty()) {
            sentences.add(
                    "A load that rises all the while and a pool that is still filling look the same: look again later.");
        } else if (snapshots < StackHistory.MIN_SNAPSHOTS) {
            sentences.add("No verdict is possible yet: a leak needs " + StackHistory.MIN_SNAPSHOTS
                    + " snapshots, and there " + (snapshots == 1 ? "is 1." : "are " + snapshots + "."));
        } else {
            sentences.add("No leak of goroutines was found.");
        }
        return String.join(" ", sentences);
    }

    /** Returns the leaks, most growth first. */
    public List<GoroutineVerdict> leaks() {
        return stacks.stream().filter(GoroutineVerdict::isLeak).toList();
    }
}
