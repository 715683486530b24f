// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.summary.CallSite;

/**
 * The verdict on the goroutines of one stack.
 *
 * @param site the stack
 * @param kind the verdict
 * @param count how many there are in the last snapshot
 * @param growth how many more there are than in the first; negative when there are fewer
 * @param reason the evidence, as a clause without a full stop
 */
public record GoroutineVerdict(CallSite site, Kind kind, long count, long growth, String reason) {

    /** How the number of goroutines at a stack behaves, in the order in which a report lists them. */
    public enum Kind {
        /** There are more and more, steadily and still. */
        LEAK("leak"),
        /** It looks like a leak, and more snapshots are needed to tell. */
        UNDECIDED("undecided"),
        /** There are more, and too few snapshots to say why. */
        TOO_EARLY("too early"),
        /** There were more and more until it stopped: a pool that is full, workers that were started once. */
        SETTLED("settled"),
        /** It came and went with the work that the agent does. */
        LOAD("load"),
        /** It changed by no more than chance explains. */
        NOISE("noise");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Returns the verdict as people and JSON read it. */
        public String word() {
            return word;
        }
    }

    public GoroutineVerdict {
        requireNonNull(site, "site is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(reason, "reason is null");
    }

    /** Returns whether it is a leak. */
    public boolean isLeak() {
        return kind == Kind.LEAK;
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
