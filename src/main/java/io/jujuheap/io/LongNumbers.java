// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

/**
 * Assigns numbers from 0 to distinct {@code long} keys in the order of addition, without boxing. Values for the keys
 * are kept elsewhere, in columns indexed by these numbers. The hash is seeded, so a hostile profile cannot contain keys
 * that all collide.
 */
public final class LongNumbers {
    /** The number of a key that was not added. */
    public static final int ABSENT = -1;

    private static final long SEED = System.nanoTime() * 0x9E3779B97F4A7C15L;
    private static final int SMALLEST = 64;

    /** Open addressing, at most half full: a key, and its number plus 1, which is 0 where a slot is free. */
    private long[] keys = new long[SMALLEST];

    private int[] numbersPlusOne = new int[SMALLEST];
    private int count;

    /** Returns how many keys there are. */
    public int count() {
        return count;
    }

    /** Returns the number of a key, or {@link #ABSENT}. */
    public int get(long key) {
        return numbersPlusOne[slotOf(key)] - 1;
    }

    /** Returns the number of a key. A new key is added and gets the former {@link #count} as its number. */
    public int add(long key) {
        int slot = slotOf(key);
        if (numbersPlusOne[slot] != 0) {
            return numbersPlusOne[slot] - 1;
        }
        put(slot, key, ++count);
        if (2 * count > keys.length) {
            grow();
        }
        return count - 1;
    }

    /** Returns the slot of the key, or the free slot for it. */
    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = hash(key) & mask;
        while (numbersPlusOne[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void put(int slot, long key, int numberPlusOne) {
        keys[slot] = key;
        numbersPlusOne[slot] = numberPlusOne;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbersPlusOne;
        keys = new long[2 * oldKeys.length];
        numbersPlusOne = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] != 0) {
                put(slotOf(oldKeys[i]), oldKeys[i], oldNumbers[i]);
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
