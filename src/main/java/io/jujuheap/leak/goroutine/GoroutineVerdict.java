// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.Verdict;
import io.jujuheap.leak.summary.CallSite;

/**
 * The verdict on the goroutines of one stack.
 *
 * @param site the stack
 * @param verdict how their number behaves
 * @param count how many there are in the last snapshot
 * @param growth how many more there are than in the first; negative when there are fewer
 * @param reason the evidence, as a clause without a full stop
 * @param held the memory that they hold, of leaks where it is known
 */
public record GoroutineVerdict(
        CallSite site, Verdict verdict, long count, long growth, String reason, HeldMemory held) {

    public GoroutineVerdict {
        requireNonNull(site, "site is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(held, "held is null");
    }

    GoroutineVerdict holding(HeldMemory memory) {
        return new GoroutineVerdict(site, verdict, count, growth, reason, memory);
    }

    /** Returns whether it is a leak. */
    public boolean isLeak() {
        return verdict == Verdict.LEAK;
    }

    /** Returns the function that waits: the first from the leaf that does not come with Go. */
    public String function() {
        return site.function();
    }

    /** Returns the function that the goroutines began with. */
    public String entry() {
        return site.stack().isEmpty()
                ? site.function()
                : site.stack().get(site.stack().size() - 1);
    }
}
