// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Chooses and orders the nodes of a flame graph. */
final class FlameLayout {
    private static final int NONE = -1;

    private FlameLayout() {}

    /** The largest of some nodes, each followed by those of its callees, largest first. */
    static int[] largest(CallTree tree, int maxNodes, boolean[] isWanted) {
        int[] all = bySize(tree, isWanted);
        return callersFirst(tree, Arrays.copyOf(all, Math.min(all.length, maxNodes)));
    }

    /** Largest first. A caller comes before its callees: it is at least as large and has the smaller number. */
    private static int[] bySize(CallTree tree, boolean[] isWanted) {
        return IntStream.range(0, tree.count())
                .filter(node -> isWanted[node])
                .boxed()
                .sorted((one, other) -> {
                    int bySize = Long.compare(tree.size(other), tree.size(one));
                    return bySize != 0 ? bySize : Integer.compare(one, other);
                })
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] callersFirst(CallTree tree, int[] bySize) {
        int[] firstCallee = new int[tree.count()];
        int[] nextSibling = new int[tree.count()];
        Arrays.fill(firstCallee, NONE);
        Arrays.fill(nextSibling, NONE);
        for (int i = bySize.length - 1; i > 0; i--) {
            int caller = tree.parent(bySize[i]);
            nextSibling[bySize[i]] = firstCallee[caller];
            firstCallee[caller] = bySize[i];
        }
        return walk(firstCallee, nextSibling, bySize.length);
    }

    private static int[] walk(int[] firstCallee, int[] nextSibling, int count) {
        int[] walked = new int[count];
        int[] pending = new int[count + 1];
        int size = 0;
        pending[size++] = CallTree.ROOT;
        for (int i = 0; i < count; i++) {
            int node = pending[--size];
            walked[i] = node;
            if (nextSibling[node] != NONE) {
                pending[size++] = nextSibling[node];
            }
            if (firstCallee[node] != NONE) {
                pending[size++] = firstCallee[node];
            }
        }
        return walked;
    }
}
