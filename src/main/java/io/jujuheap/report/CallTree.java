// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.io.IntList;
import io.jujuheap.io.LongNumbers;
import io.jujuheap.profile.Saturating;
import java.util.Arrays;

/** The stacks of a profile, or of two, as one tree of calls. Nodes are numbered from 0, the root; callers come before callees. */
final class CallTree {
    static final int ROOT = 0;

    private static final int NONE = -1;
    private static final int EXPECTED = 1024;

    /** A node with its caller and name: in two lists, and in up to four slots of a table. */
    private static final int NODE_BYTES = 2 * Integer.BYTES + 4 * (Long.BYTES + Integer.BYTES);

    /** Each node by its caller, in the upper half, and its name. */
    private final LongNumbers nodes = new LongNumbers();

    private final IntList parents = new IntList();
    private final IntList names = new IntList();

    private final long[][] cums;
    private final long[][] selfs;
    private long[] sizes = new long[EXPECTED];

    /**
     * A tree of a root without values.
     *
     * @param profiles how many there are: 1 or 2
     */
    CallTree(int profiles) {
        cums = new long[profiles][EXPECTED];
        selfs = new long[profiles][EXPECTED];
        callee(NONE, 0);
    }

    int count() {
        return nodes.count();
    }

    /** The caller of a node; -1 for the root. */
    int parent(int node) {
        return parents.get(node);
    }

    int name(int node) {
        return names.get(node);
    }

    /** What one of the profiles, 0 or 1, holds in the node and below it; 0 where there is no such profile. */
    long cum(int profile, int node) {
        return profile < cums.length ? cums[profile][node] : 0;
    }

    long self(int profile, int node) {
        return profile < selfs.length ? selfs[profile][node] : 0;
    }

    /** The sum of the sizes of all values that were added to the node: never larger than that of its caller. */
    long size(int node) {
        return sizes[node];
    }

    /** Whether each node is on the way to {@code root}, that node, or below it. */
    boolean[] through(int root) {
        boolean[] isThrough = new boolean[count()];
        for (int node = root; node != NONE; node = parent(node)) {
            isThrough[node] = true;
        }
        for (int node = root + 1; node < isThrough.length; node++) {
            isThrough[node] |= parent(node) >= root && isThrough[parent(node)];
        }
        return isThrough;
    }

    /** The node of that name that is called by {@code parent}. */
    int callee(int parent, int name) {
        reserve(nodes.count());
        int node = nodes.add((long) parent << Integer.SIZE | name);
        if (node == parents.size()) {
            parents.add(parent);
            names.add(name);
        }
        return node;
    }

    void addCum(int profile, int node, long value) {
        cums[profile][node] = Saturating.add(cums[profile][node], value);
        sizes[node] = Saturating.add(sizes[node], Saturating.abs(value));
    }

    void addSelf(int profile, int node, long value) {
        selfs[profile][node] = Saturating.add(selfs[profile][node], value);
    }

    private void reserve(int node) {
        if (node < sizes.length) {
            return;
        }
        int capacity = 2 * sizes.length;
        HeapRoom.require((long) capacity * (Long.BYTES * (1 + 2L * cums.length) + NODE_BYTES));
        sizes = Arrays.copyOf(sizes, capacity);
        for (int profile = 0; profile < cums.length; profile++) {
            cums[profile] = Arrays.copyOf(cums[profile], capacity);
            selfs[profile] = Arrays.copyOf(selfs[profile], capacity);
        }
    }
}
