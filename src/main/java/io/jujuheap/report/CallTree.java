// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.Arrays;

/** The stacks of two profiles as one tree of calls. Nodes are numbered from 0, the root; callers come before callees. */
final class CallTree {
    static final int ROOT = 0;

    private static final int FREE = -1;

    private int count;
    private int[] parents = new int[1024];
    private int[] names = new int[1024];
    private final long[][] cums = new long[2][1024];
    private final long[][] selfs = new long[2][1024];
    private long[] sizes = new long[1024];
    /** Open addressing: numbers of nodes; at most half full. */
    private int[] slots = freeSlots(4096);

    /** A tree of a root without values. */
    CallTree() {
        append(FREE, 0);
    }

    int count() {
        return count;
    }

    int parent(int node) {
        return parents[node];
    }

    int name(int node) {
        return names[node];
    }

    /** What one of the profiles, 0 or 1, holds in the node and below it. */
    long cum(int profile, int node) {
        return cums[profile][node];
    }

    long self(int profile, int node) {
        return selfs[profile][node];
    }

    /** The sum of the sizes of all values that were added to the node: never larger than that of its caller. */
    long size(int node) {
        return sizes[node];
    }

    /** The node of that name that is called by {@code parent}. */
    int callee(int parent, int name) {
        int slot = slotOf(parent, name);
        if (slots[slot] != FREE) {
            return slots[slot];
        }
        slots[slot] = count;
        int node = append(parent, name);
        if (2 * count > slots.length) {
            rehash();
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

    private int append(int parent, int name) {
        if (count == parents.length) {
            grow();
        }
        parents[count] = parent;
        names[count] = name;
        return count++;
    }

    private void grow() {
        int capacity = 2 * count;
        parents = Arrays.copyOf(parents, capacity);
        names = Arrays.copyOf(names, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        for (int profile = 0; profile < cums.length; profile++) {
            cums[profile] = Arrays.copyOf(cums[profile], capacity);
            selfs[profile] = Arrays.copyOf(selfs[profile], capacity);
        }
    }

    private int slotOf(int parent, int name) {
        int mask = slots.length - 1;
        long mixed = ((long) parent << 32 | name) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (slots[slot] != FREE && (parents[slots[slot]] != parent || names[slots[slot]] != name)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash() {
        slots = freeSlots(2 * slots.length);
        for (int node = 1; node < count; node++) {
            slots[slotOf(parents[node], names[node])] = node;
        }
    }

    private static int[] freeSlots(int capacity) {
        int[] slots = new int[capacity];
        Arrays.fill(slots, FREE);
        return slots;
    }
}
