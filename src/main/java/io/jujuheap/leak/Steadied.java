// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.Arrays;

/**
 * Examines a function so that its verdict does not flap: whether it leaks changes only when two states of the heap in a row
 * contradict what was said before, where states that leave it open do not count. That follows from the history alone: where
 * the last two states that decide agree, they decide, whatever came before.
 */
final class Steadied {
    /** How many states are looked back on, at most; beyond the last but one they lie a {@link #STRIDE} apart. */
    private static final int DEPTH = 6;

    /** The distance of states that are looked back on, as a share of all. */
    private static final double STRIDE = 1.0 / 24;

    private final Segment segment;
    private final FunctionHistory function;
    private final double[] work;

    private Steadied(Segment segment, FunctionHistory function, double[] work) {
        this.segment = segment;
        this.function = function;
        this.work = work;
    }

    /**
     * Examines the newest state of a function in the light of those before.
     *
     * @param work the work that the process had done at each epoch, in any unit
     */
    static Examination examination(Segment segment, FunctionHistory function, double[] work) {
        return new Steadied(segment, function, work).steadied();
    }

    private Examination steadied() {
        Examination newest = at(0);
        Answer before = newest.answer();
        for (int look = 1; look < DEPTH && epochsAt(look) > 0; look++) {
            Answer now = at(look).answer();
            if (before.decides() && now.decides() && before.isLeak() == now.isLeak()) {
                return settled(newest, now.isLeak());
            }
            before = now.decides() ? now : before;
        }
        return settled(newest, false);
    }

    private static Examination settled(Examination newest, boolean isLeak) {
        if (isLeak) {
            return newest.isLeak() ? newest : newest.answered(Answer.GOES_ON, 0);
        }
        return newest.isLeak() ? newest.answered(Answer.UNCONFIRMED, 1) : newest;
    }

    private int epochsAt(int look) {
        int all = segment.epochs().size();
        int stride = Math.max(1, (int) (all * STRIDE));
        return all - (look < 2 ? look : 1 + (look - 1) * stride);
    }

    private Examination at(int look) {
        int epochs = epochsAt(look);
        return function.until(epochs).examined(segment.relevantBytes(epochs), Arrays.copyOf(work, epochs));
    }
}
