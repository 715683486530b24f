// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.leak.goroutine.GoroutineSnapshot;
import io.jujuheap.leak.summary.CallSite;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * JSON: the goroutines of an agent by stack, most first. Functions of Go's runtime are left out of stacks.
 *
 * @param goroutines the number of all goroutines, also those whose stacks are not listed
 * @param distinctStacks how many stacks there are, listed or not
 */
public record GoroutinesView(CaptureView capture, long goroutines, int distinctStacks, List<Stack> stacks) {

    /**
     * JSON: a stack, and how many goroutines are at it.
     *
     * @param function the function that waits
     * @param stack its functions, leaf first
     */
    public record Stack(String function, List<String> stack, long goroutines) {}

    /**
     * The view of a profile of goroutines.
     *
     * @param atMost how many stacks to list
     */
    public static GoroutinesView of(CaptureView capture, GoroutineSnapshot snapshot, int atMost) {
        Map<CallSite, Long> counts = snapshot.counts();
        Comparator<Map.Entry<CallSite, Long>> mostFirst =
                Map.Entry.<CallSite, Long>comparingByValue().reversed();
        return new GoroutinesView(
                capture,
                counts.values().stream().mapToLong(Long::longValue).sum(),
                counts.size(),
                counts.entrySet().stream()
                        .sorted(mostFirst.thenComparing(entry -> entry.getKey().stack(), GoroutinesView::byName))
                        .limit(atMost)
                        .map(entry -> new Stack(
                                entry.getKey().function(), entry.getKey().stack(), entry.getValue()))
                        .toList());
    }

    /** Compares name by name: joined texts of deep stacks with long names would take hundreds of megabytes. */
    private static int byName(List<String> one, List<String> other) {
        return Arrays.compare(one.toArray(String[]::new), other.toArray(String[]::new));
    }
}
