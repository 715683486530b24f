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
 * @param hours the time from the first snapshot to the last; absent where the profiles do not tell their times
 * @param before how many goroutines there were at first
 * @param after how many there were at last
 * @param distinctStacks how many stacks there are; those that are not listed are all noise
 */
public record GoroutineLeaksView(
        int snapshots,
        @Nullable Double hours,
        long before,
        long after,
        int distinctStacks,
        List<Stack> stacks,
        String explanation) {
    /** More than these are left out where they are noise. */
    private static final int MOST_STACKS = 200;

    /**
     * JSON: a stack, and how many goroutines are at it.
     *
     * @param function the function that waits
     * @param entry the function that the goroutines began with
     * @param stack its functions, leaf first
     * @param reason the verdict in a sentence
     * @param stackBytes their share of all stacks, of a leak; absent where it is not known
     * @param heap the call sites of the heap that grow with a leak; absent where there are none
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

    /** The same without stacks whose number changed by no more than chance explains. */
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
