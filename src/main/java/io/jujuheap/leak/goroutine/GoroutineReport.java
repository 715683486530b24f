// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.Wording;
import io.jujuheap.leak.summary.CallSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The verdicts on the goroutines of a process.
 *
 * @param snapshots how many snapshots were judged
 * @param hours the time from the first to the last; empty when the profiles do not tell, as texts do not
 * @param before how many goroutines there were in the first snapshot
 * @param after how many there were in the last
 * @param stacks the verdicts: leaks first, then by growth, then by number
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

    private static final Comparator<GoroutineVerdict> WORST_FIRST = Comparator.comparing(GoroutineVerdict::verdict)
            .thenComparing(Comparator.comparingLong(GoroutineVerdict::growth)
                    .thenComparing(GoroutineVerdict::count)
                    .reversed())
            .thenComparing(GoroutineVerdict::function);

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
                .sorted(WORST_FIRST)
                .toList();
    }

    /**
     * Returns these verdicts joined with those on the heap of the same process: each leak with the memory that it holds.
     *
     * @param stackBytes the stacks of all goroutines; empty when not known
     */
    public GoroutineReport with(LeakReport heap, OptionalLong stackBytes) {
        List<GoroutineVerdict> joined = stacks.stream()
                .map(stack -> stack.isLeak() ? stack.holding(HeldMemory.of(stack, heap, stackBytes, after)) : stack)
                .toList();
        return new GoroutineReport(snapshots, hours, before, after, joined, explanation(joined, snapshots));
    }

    private static String explanation(List<GoroutineVerdict> stacks, int snapshots) {
        List<String> sentences = new ArrayList<>();
        stacks.stream().filter(GoroutineVerdict::isLeak).limit(TOLD).forEach(leak -> sentences.add(sentence(leak)));
        if (!sentences.isEmpty()) {
            sentences.add(
                    "A load that rises all the while and a pool that is still filling look the same: look again later.");
        } else if (snapshots < StackHistory.MIN_SNAPSHOTS) {
            int missing = StackHistory.MIN_SNAPSHOTS - snapshots;
            sentences.add("No verdict on goroutines is possible yet: " + missing
                    + (missing == 1 ? " more profile of them is needed." : " more profiles of them are needed."));
        } else {
            sentences.add("No leak of goroutines was found.");
        }
        return String.join(" ", sentences);
    }

    private static String sentence(GoroutineVerdict leak) {
        return leak.count() + " goroutines wait at " + leak.function() + ", started as " + leak.entry() + ": "
                + leak.growth() + " more than at first, and still more" + held(leak.held()) + ".";
    }

    /** Returns what goroutines hold, such as "; they hold 31.0MB of stacks and 9.0MB allocated in main.fill". */
    private static String held(HeldMemory held) {
        List<String> parts = new ArrayList<>();
        held.stackBytes().ifPresent(bytes -> parts.add(Wording.bytes(bytes) + " of stacks"));
        held.sites().stream()
                .limit(TOLD)
                .forEach(site ->
                        parts.add(Wording.bytes(site.evidence().inuseBytes()) + " allocated in " + site.function()));
        if (parts.isEmpty()) {
            return "";
        }
        String last = parts.remove(parts.size() - 1);
        return "; they hold " + (parts.isEmpty() ? "" : String.join(", ", parts) + " and ") + last;
    }

    /** Returns the leaks, most growth first. */
    public List<GoroutineVerdict> leaks() {
        return stacks.stream().filter(GoroutineVerdict::isLeak).toList();
    }
}
