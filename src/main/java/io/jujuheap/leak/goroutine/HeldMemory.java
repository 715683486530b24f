// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.leak.Verdict;
import io.jujuheap.leak.summary.CallSite;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The memory that leaked goroutines hold.
 *
 * @param stackBytes their stacks, as their share of all stacks of the process; empty when not known
 * @param sites the call sites of the heap that grow with them, most memory first
 */
public record HeldMemory(OptionalLong stackBytes, List<SiteVerdict> sites) {
    /** Of goroutines of whose process only the goroutines are known. */
    static final HeldMemory UNKNOWN = new HeldMemory(OptionalLong.empty(), List.of());

    private static final Set<Verdict> GROWING = EnumSet.of(Verdict.LEAK, Verdict.UNDECIDED);

    /** The end of the name of a closure, as Go numbers them: {@code .func1.2}, {@code .gowrap1}. */
    private static final Pattern CLOSURE = Pattern.compile("(?:\\.(?:func|gowrap)?[0-9]+)+$");

    public HeldMemory {
        requireNonNull(stackBytes, "stackBytes is null");
        sites = List.copyOf(sites);
    }

    /**
     * Returns what the goroutines of a stack hold. A call site belongs to them when it grows, too, and its stack has a function
     * by which they are known: the one that waits, the one that they began with, or the one that started a closure. Functions
     * that come with Go, such as the one that each HTTP connection begins with, tell nothing.
     *
     * @param heap the verdicts on the heap of the same process
     * @param stackBytes the stacks of all goroutines
     * @param goroutines how many goroutines there are
     */
    static HeldMemory of(GoroutineVerdict leak, LeakReport heap, OptionalLong stackBytes, long goroutines) {
        Set<String> known = Stream.of(leak.function(), leak.entry(), starter(leak.entry()))
                .filter(name -> !CallSite.comesWithGo(name))
                .collect(Collectors.toSet());
        List<SiteVerdict> sites = heap.sites().stream()
                .filter(site ->
                        GROWING.contains(site.verdict()) && site.restarted().isEmpty())
                .filter(site -> site.stack().stream().anyMatch(known::contains))
                .sorted((one, other) -> Long.compare(
                        other.evidence().inuseBytes(), one.evidence().inuseBytes()))
                .toList();
        OptionalLong ofThese = stackBytes.isPresent() && goroutines > 0
                ? OptionalLong.of(Math.round((double) stackBytes.getAsLong() / goroutines * leak.count()))
                : OptionalLong.empty();
        return new HeldMemory(ofThese, sites);
    }

    private static String starter(String entry) {
        return CLOSURE.matcher(entry).replaceFirst("");
    }
}
