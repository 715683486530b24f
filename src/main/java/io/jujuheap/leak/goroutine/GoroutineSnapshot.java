// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.profile.Profile;
import java.util.HashMap;
import java.util.Map;

/**
 * The goroutines of a process at one moment, counted by stack.
 *
 * @param timeNanos when it was taken, nanoseconds since the Unix epoch; 0 when unknown, as Go's texts do not tell
 * @param counts how many goroutines are at each stack. Functions of the runtime are left out of stacks, because Go's texts and
 *     dumps hide most of them
 */
public record GoroutineSnapshot(long timeNanos, Map<CallSite, Long> counts) {
    /** A number and its stack in two maps, of which one is soon garbage. */
    private static final long COUNT_BYTES = 100;

    public GoroutineSnapshot {
        counts = Map.copyOf(counts);
    }

    /**
     * Returns this snapshot with the first copy of each stack that it has in common with others.
     *
     * @param stacks the stacks of the others; those of this one are added
     * @throws HeapRoom.ExceededException when the stacks of all take too much memory
     */
    public GoroutineSnapshot sharing(SharedStacks stacks) {
        HeapRoom.require(COUNT_BYTES * counts.size());
        Map<CallSite, Long> shared = new HashMap<>();
        counts.forEach((site, count) -> shared.put(stacks.shared(site), count));
        return new GoroutineSnapshot(timeNanos, shared);
    }

    /** Returns whether a profile counts goroutines: all of them, or those that leaked. */
    public static boolean isGoroutines(Profile profile) {
        return profile.sampleTypes().get(0).type().startsWith("goroutine");
    }

    /**
     * Returns the snapshot that a profile of goroutines holds.
     *
     * @throws HeapRoom.ExceededException when its stacks take more memory than there is
     */
    public static GoroutineSnapshot of(Profile profile) {
        requireNonNull(profile, "profile is null");
        return new GoroutineSnapshot(profile.info().timeNanos(), StackCounter.count(profile));
    }
}
