// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.leak.goroutine.GoroutineReport;
import io.jujuheap.leak.goroutine.GoroutineVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON: verdicts on stacks of goroutines, leaks first.
 *
 * @param hours the time from the first snapshot to the last; absent where the profiles do not tell their times
 * @param before how many goroutines there were at first
 * @param after how many there were at last
 */
public record GoroutineLeaksView(
        int snapshots, @Nullable Double hours, long before, long after, List<Stack> stacks, String explanation) {

    /**
     * JSON: a stack, and how many goroutines are at it.
     *
     * @param function the function that waits
     * @param entry the function that the goroutines began with
     * @param stack its functions, leaf first
     * @param reason the verdict in a sentence
     */
    public record Stack(
            String function,
            String entry,
            List<String> stack,
            String verdict,
            String reason,
            long goroutines,
            long growth) {

        /** Whether it leaks. */
        public boolean leaks() {
            return verdict.equals(GoroutineVerdict.Kind.LEAK.word());
        }
    }

    /** The view of a report. */
    public static GoroutineLeaksView of(GoroutineReport report) {
        return new GoroutineLeaksView(
                report.snapshots(),
                report.hours().isPresent() ? report.hours().getAsDouble() : null,
                report.before(),
                report.after(),
                report.stacks().stream().map(GoroutineLeaksView::of).toList(),
                report.explanation());
    }

    private static Stack of(GoroutineVerdict verdict) {
        return new Stack(
                verdict.function(),
                verdict.entry(),
                verdict.site().stack(),
                verdict.kind().word(),
                verdict.reason(),
                verdict.count(),
                verdict.growth());
    }
}
