// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

/**
 * A map from {@code long} to non-negative {@code int}, without boxing: open addressing, at most half full. The hash is
 * seeded, so that nobody can prepare a profile whose keys all collide.
 */
final class LongIntMap {
    static final int ABSENT = -1;

    private static final long SEED = System.nanoTime() * 0x9E3779B97F4A7C15L;
    private static final int SMALLEST = 64;

    private long[] keys = new long[SMALLEST];
    private int[] valuesPlusOne = new int[SMALLEST];
    private int size;

    /** The value of {@code key}, or {@link #ABSENT}. */
    int get(long key) {
        return valuesPlusOne[slotOf(key)] - 1;
    }

    /** Sets the value of a key that is not in the map. */
    void add(long key, int value) {
        int slot = slotOf(key);
        keys[slot] = key;
        valuesPlusOne[slot] = value + 1;
        if (++size * 2 > keys.length) {
            grow();
        }
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = hash(key) & mask;
        while (valuesPlusOne[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = valuesPlusOne;
        keys = new long[oldKeys.length * 2];
        valuesPlusOne = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                valuesPlusOne[slot] = oldValues[i];
            }
        }
    }

    /** The finalizer of MurmurHash3: every bit of the key moves every bit of the hash. */
    private static int hash(long key) {
        long h = key ^ SEED;
        h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
        h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return (int) (h ^ (h >>> 33));
    }
}
