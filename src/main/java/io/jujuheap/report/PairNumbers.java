// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import java.util.Arrays;

/**
 * Numbers pairs of ints from 0, in the order of their first appearance. What belongs to a pair is kept elsewhere, in columns
 * that are indexed by its number.
 */
final class PairNumbers {
    private static final int FREE = -1;

    private int count;
    private long[] pairs;
    /** Open addressing: numbers of pairs; at most half full. */
    private int[] slots;

    /**
     * No pairs yet.
     *
     * @param expected how many there may well be; a power of two
     */
    PairNumbers(int expected) {
        pairs = new long[expected];
        slots = freeSlots(4 * expected);
    }

    /** How many different pairs there are. */
    int count() {
        return count;
    }

    int first(int number) {
        return (int) (pairs[number] >>> 32);
    }

    int second(int number) {
        return (int) pairs[number];
    }

    /** The number of a pair, a new one when it has not been seen. */
    int numberOf(int first, int second) {
        long pair = (long) first << 32 | (second & 0xffff_ffffL);
        int slot = slotOf(pair);
        if (slots[slot] != FREE) {
            return slots[slot];
        }
        slots[slot] = count;
        if (count == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * count);
        }
        pairs[count] = pair;
        int number = count++;
        if (2 * count > slots.length) {
            rehash();
        }
        return number;
    }

    /** The slot that has the pair, or else the free one that it would take. */
    private int slotOf(long pair) {
        int mask = slots.length - 1;
        int slot = hash(pair) & mask;
        while (slots[slot] != FREE && pairs[slots[slot]] != pair) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rehash() {
        slots = freeSlots(2 * slots.length);
        for (int number = 0; number < count; number++) {
            slots[slotOf(pairs[number])] = number;
        }
    }

    private static int[] freeSlots(int capacity) {
        int[] slots = new int[capacity];
        Arrays.fill(slots, FREE);
        return slots;
    }

    /** Fibonacci hashing: the upper bits of the product depend on all bits of the pair. */
    private static int hash(long pair) {
        return (int) ((pair * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
