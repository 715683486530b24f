// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.util.OptionalLong;

/**
 * Decides in which rounds an agent's goroutines are profiled: in every tenth, and when their number, which the agent's metrics
 * tell in every round, has moved much. Used on the agent's thread only.
 */
final class GoroutinePace {
    private static final int ROUNDS = 10;

    /** The number has moved when it differs by more than this many and by more than a tenth. */
    private static final long GOROUTINES = 50;

    private static final long SHARE = 10;

    private OptionalLong profiled = OptionalLong.empty();
    private int rounds;

    /**
     * Counts a round, and returns whether the goroutines are to be profiled in it. They remain due until a profile is
     * {@linkplain #profiled noted}.
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

    /** Notes that a profile was taken, which showed that many. */
    void profiled(long count) {
        profiled = OptionalLong.of(count);
        rounds = 0;
    }
}
