// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.leak.Verdict;
import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.leak.goroutine.GoroutineVerdict;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON: verdicts on stacks of goroutines, leaks first.
 *
 * @param hours the time from the first snapshot to the last; absent when the profiles have no times
 * @param before the number of goroutines in the first snapshot
 * @param after the number in the last
 * @param distinctStacks the number of stacks; all that are not listed are noise
 */
public record GoroutineLeaksView(
        int snapshots,
        @Nullable Double hours,
        long before,
        long after,
        int distinctStacks,
        List<Stack> stacks,
        String explanation) {
    /** The most stacks that are noise. */
    private static final int MOST_STACKS = 200;

    /**
     * JSON: a stack, and how many goroutines are at it.
     *
     * @param function the function that waits
     * @param entry the function that the goroutines began with
     * @param stack its functions, leaf first
     * @param reason the verdict in a sentence
     * @param stackBytes the bytes of their own stacks, for a leak; absent when unknown
     * @param heap the call sites of the heap that grow with a leak; absent when there are none
     */
    public record Stack(
            String function,
            String entry,
            List<String> stack,
            String verdict,
            String reason,
            long goroutines,
            long growth,
            @Nullable Long stackBytes,
            @Nullable List<Site> heap) {

        /** Whether it leaks. */
        public boolean leaks() {
            return verdict.equals(Verdict.LEAK.word());
        }
    }

    /** JSON: a call site of the heap. */
    public record Site(String function, long inuseBytes) {}

    /** The view of a report. */
    public static GoroutineLeaksView of(GoroutineReport report) {
        List<GoroutineVerdict> stacks = report.stacks();
        return new GoroutineLeaksView(
                report.snapshots(),
                report.hours().isPresent() ? report.hours().getAsDouble() : null,
                report.before(),
                report.after(),
                stacks.size(),
                IntStream.range(0, stacks.size())
                        .filter(i -> i < MOST_STACKS || stacks.get(i).verdict() != Verdict.NOISE)
                        .mapToObj(i -> of(stacks.get(i)))
                        .toList(),
                report.explanation());
    }

    /** The stacks that leak. */
    public List<Stack> leaks() {
        return stacks.stream().filter(Stack::leaks).toList();
    }

    /** Returns the same without stacks whose number changed only randomly. */
    GoroutineLeaksView withoutNoise() {
        List<Stack> telling = stacks.stream()
                .filter(stack -> !stack.verdict().equals(Verdict.NOISE.word()))
                .toList();
        return new GoroutineLeaksView(snapshots, hours, before, after, distinctStacks, telling, explanation);
    }

    private static Stack of(GoroutineVerdict verdict) {
        OptionalLong stackBytes = verdict.held().stackBytes();
        List<Site> heap = verdict.held().sites().stream()
                .map(site -> new Site(site.function(), site.evidence().inuseBytes()))
                .toList();
        return new Stack(
                verdict.function(),
                verdict.entry(),
                verdict.site().stack(),
                verdict.verdict().word(),
                verdict.reason(),
                verdict.count(),
                verdict.growth(),
                stackBytes.isPresent() ? (Long) stackBytes.getAsLong() : null,
                heap.isEmpty() ? null : heap);
    }
}
