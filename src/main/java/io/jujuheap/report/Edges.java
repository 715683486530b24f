// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.io.IntList;
import io.jujuheap.io.LongNumbers;
import io.jujuheap.profile.Saturating;
import java.util.Arrays;
import java.util.Comparator;

/** The calls between nodes, numbered from 0 in the order of their first appearance. */
final class Edges {
    private static final int EXPECTED = 256;

    /** The columns of a call while they grow, and its entries in the map. */
    private static final long EDGE_BYTES = 80;

    /** A caller in the upper half, a callee in the lower. */
    private final LongNumbers ends = new LongNumbers();

    private final IntList callers = new IntList();
    private final IntList callees = new IntList();

    private long[] weights = new long[EXPECTED];
    private boolean[] isCall = new boolean[EXPECTED];
    /** The last sample in which a call was seen, plus 1: a recursive call counts once per sample. */
    private int[] seen = new int[EXPECTED];

    int count() {
        return ends.count();
    }

    int caller(int edge) {
        return callers.get(edge);
    }

    int callee(int edge) {
        return callees.get(edge);
    }

    long weight(int edge) {
        return weights[edge];
    }

    /** Whether all calls over this edge were inlined into the caller. */
    boolean isInline(int edge) {
        return !isCall[edge];
    }

    /** Adds a call found in a sample. Repeated calls in the same sample, by recursion, are not counted. */
    void add(int caller, int callee, long weight, boolean inlined, int sample) {
        int edge = ends.add((long) caller << Integer.SIZE | callee);
        if (edge == callers.size()) {
            callers.add(caller);
            callees.add(callee);
            reserve(edge);
        }
        if (seen[edge] == sample + 1) {
            return;
        }
        seen[edge] = sample + 1;
        weights[edge] = Saturating.add(weights[edge], weight);
        isCall[edge] |= !inlined;
    }

    /** Returns the order of calls in a tree: the largest first, whatever the sign; then by the names of caller and callee. */
    Comparator<Integer> bySizeAndName(NodeNames names) {
        return Comparator.comparing((Integer edge) -> Saturating.abs(weight(edge)), Comparator.reverseOrder())
                .thenComparing(edge -> names.of(caller(edge)))
                .thenComparing(edge -> names.of(callee(edge)));
    }

    private void reserve(int edge) {
        if (edge == weights.length) {
            HeapRoom.require(2L * edge * EDGE_BYTES);
            weights = Arrays.copyOf(weights, 2 * edge);
            isCall = Arrays.copyOf(isCall, 2 * edge);
            seen = Arrays.copyOf(seen, 2 * edge);
        }
    }
}
