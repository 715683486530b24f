// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

/**
 * Numbers distinct {@code long} keys from 0, in the order in which they were added, without boxing. Whatever belongs to a
 * key is kept elsewhere, in columns that its number indexes. The hash is seeded, so a hostile profile cannot bring keys that
 * all collide.
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

    /** Returns the number of a key, and adds the key if it is new; then the number is the former {@link #count}. */
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

    /** Returns the slot that has the key, or else the free one that it would take. */
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
