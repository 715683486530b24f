// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.Arrays;

/** The calls between nodes, numbered from 0 in the order of their first appearance. */
final class Edges {
    private static final int NONE = -1;

    private long[] ends = new long[256];
    private long[] weights = new long[256];
    private boolean[] inline = new boolean[256];
    private int[] lastSample = new int[256];
    private int count;
    /** Open addressing: numbers of edges, {@link #NONE} where free; at most half full. */
    private int[] slots = emptySlots(1024);

    int count() {
        return count;
    }

    int caller(int edge) {
        return (int) (ends[edge] >>> 32);
    }

    int callee(int edge) {
        return (int) ends[edge];
    }

    long weight(int edge) {
        return weights[edge];
    }

    /** Whether all calls over this edge were inlined into the caller. */
    boolean isInline(int edge) {
        return inline[edge];
    }

    /** Adds a call found in a sample; a second one in the same sample, by recursion, counts for nothing. */
    void add(int caller, int callee, long weight, boolean inlined, int sample) {
        int edge = findOrAdd((long) caller << 32 | callee);
        if (lastSample[edge] == sample) {
            return;
        }
        lastSample[edge] = sample;
        weights[edge] = Saturating.add(weights[edge], weight);
        inline[edge] &= inlined;
    }

    private int findOrAdd(long key) {
        int mask = slots.length - 1;
        int slot = hash(key) & mask;
        while (slots[slot] != NONE) {
            if (ends[slots[slot]] == key) {
                return slots[slot];
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = count;
        return append(key);
    }

    private int append(long key) {
        if (count == ends.length) {
            grow();
        }
        ends[count] = key;
        inline[count] = true;
        lastSample[count] = NONE;
        int edge = count++;
        if (count * 2 > slots.length) {
            rehash();
        }
        return edge;
    }

    private void grow() {
        int capacity = 2 * count;
        ends = Arrays.copyOf(ends, capacity);
        weights = Arrays.copyOf(weights, capacity);
        inline = Arrays.copyOf(inline, capacity);
        lastSample = Arrays.copyOf(lastSample, capacity);
    }

    private void rehash() {
        slots = emptySlots(2 * slots.length);
        int mask = slots.length - 1;
        for (int edge = 0; edge < count; edge++) {
            int slot = hash(ends[edge]) & mask;
            while (slots[slot] != NONE) {
                slot = slot + 1 & mask;
            }
            slots[slot] = edge;
        }
    }

    private static int[] emptySlots(int capacity) {
        int[] slots = new int[capacity];
        Arrays.fill(slots, NONE);
        return slots;
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
