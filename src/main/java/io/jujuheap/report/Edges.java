// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.Arrays;

/** The calls between nodes, numbered from 0 in the order of their first appearance. */
final class Edges {
    private static final int EXPECTED = 256;

    private final PairNumbers ends = new PairNumbers(EXPECTED);
    private long[] weights = new long[EXPECTED];
    private boolean[] isCall = new boolean[EXPECTED];
    /** The last sample in which a call was seen, plus 1: a recursive call counts once per sample. */
    private int[] seen = new int[EXPECTED];

    int count() {
        return ends.count();
    }

    int caller(int edge) {
        return ends.first(edge);
    }

    int callee(int edge) {
        return ends.second(edge);
    }

    long weight(int edge) {
        return weights[edge];
    }

    /** Whether all calls over this edge were inlined into the caller. */
    boolean isInline(int edge) {
        return !isCall[edge];
    }

    /** Adds a call found in a sample; a second one in the same sample, by recursion, counts for nothing. */
    void add(int caller, int callee, long weight, boolean inlined, int sample) {
        int edge = ends.numberOf(caller, callee);
        if (edge == weights.length) {
            grow();
        }
        if (seen[edge] == sample + 1) {
            return;
        }
        seen[edge] = sample + 1;
        weights[edge] = Saturating.add(weights[edge], weight);
        isCall[edge] |= !inlined;
    }

    private void grow() {
        int capacity = 2 * weights.length;
        weights = Arrays.copyOf(weights, capacity);
        isCall = Arrays.copyOf(isCall, capacity);
        seen = Arrays.copyOf(seen, capacity);
    }
}
