// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.Arrays;
import java.util.Comparator;

/** Largest first by flat or by cum, whatever the sign; then by name; then largest first by the other of the two. */
record NodeOrder(CallGraph graph, NodeNames names, boolean byCum) implements Comparator<Integer> {
    /** The nodes in this order. */
    int[] sorted(int[] nodes) {
        Integer[] boxed = new Integer[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            boxed[i] = nodes[i];
        }
        Arrays.sort(boxed, this);
        int[] sorted = new int[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            sorted[i] = boxed[i];
        }
        return sorted;
    }

    @Override
    public int compare(Integer one, Integer other) {
        int bySize = Long.compare(size(other, byCum), size(one, byCum));
        if (bySize != 0) {
            return bySize;
        }
        int byName = names.compare(one, other);
        return byName != 0 ? byName : Long.compare(size(other, !byCum), size(one, !byCum));
    }

    private long size(int node, boolean cum) {
        return Saturating.abs(cum ? graph.cum(node) : graph.flat(node));
    }
}
