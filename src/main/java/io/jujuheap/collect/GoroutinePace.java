// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.util.OptionalLong;

/**
 * Decides in which rounds an agent's goroutines are profiled: in every tenth round, and when their number has changed
 * much, which the metrics of each round show. Used on the agent's thread only.
 */
final class GoroutinePace {
    private static final int ROUNDS = 10;

    /** The number has changed much when it differs by more than this and by more than a tenth. */
    private static final long GOROUTINES = 50;

    private static final long SHARE = 10;

    private OptionalLong profiled = OptionalLong.empty();
    private int rounds;

    /**
     * Counts a round and returns whether to profile the goroutines in it. They remain due until {@link #profiled} is
     * called.
     *
     * @param count how many there are; empty when unknown
     */
    boolean isDue(OptionalLong count) {
        rounds++;
        return profiled.isEmpty() || rounds >= ROUNDS || (count.isPresent() && hasMoved(count.getAsLong()));
    }

    private boolean hasMoved(long count) {
        long before = profiled.orElse(0);
        long move = Math.abs(count - before);
        return move > GOROUTINES && move * SHARE > before;
    }

    /** Records that a profile was taken. */
    void profiled(long count) {
        profiled = OptionalLong.of(count);
        rounds = 0;
    }
}
