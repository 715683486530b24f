// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.LongNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of a mapping, location or function in its table by its id. Writers nearly always number them 1, 2, 3 …,
 * which costs nothing here. Other ids are looked up.
 */
final class IdTable {
    static final int ABSENT = LongNumbers.ABSENT;

    private final String kind;
    private final MemoryUse memory;
    private int count;
    private @Nullable LongNumbers unordered;

    IdTable(String kind, MemoryUse memory) {
        this.kind = kind;
        this.memory = memory;
    }

    /** Gives the next place to {@code id}; {@code at} is where the message begins. */
    void add(long id, int at) throws MalformedProfileException {
        if (id == 0) {
            throw WireReader.malformed(at, "a " + kind + " has the reserved id 0");
        }
        if (indexOf(id) != ABSENT) {
            throw WireReader.malformed(at, "a second " + kind + " has the id " + Long.toUnsignedString(id));
        }
        if (unordered == null && id != count + 1) {
            memory.takeGrowth(0, count, MemoryUse.MAP_ENTRY);
            unordered = new LongNumbers();
            for (int i = 0; i < count; i++) {
                unordered.add(i + 1);
            }
        }
        if (unordered != null) {
            memory.takeGrowth(count, MemoryUse.MAP_ENTRY);
            unordered.add(id);
        }
        count++;
    }

    /** Returns the place of {@code id}, or {@link #ABSENT}. */
    int indexOf(long id) {
        if (unordered != null) {
            return unordered.get(id);
        }
        return id > 0 && id <= count ? (int) id - 1 : ABSENT;
    }

    /** Puts the places of the first {@code size} of {@code ids} into {@code places}; {@code at} is where they are named. */
    void indicesOf(long[] ids, int size, int[] places, int at) throws MalformedProfileException {
        for (int i = 0; i < size; i++) {
            long id = ids[i];
            int place = indexOf(id);
            if (place == ABSENT) {
                throw WireReader.malformed(
                        at,
                        "a sample names " + kind + " " + Long.toUnsignedString(id)
                                + ", which the profile does not have");
            }
            places[i] = place;
        }
    }
}
