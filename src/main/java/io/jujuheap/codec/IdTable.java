// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.LongNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Maps the ids of mappings, locations or functions to indexes in their table. Most writers number them 1, 2, 3 …, which
 * needs no lookup. Other ids are looked up.
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

    /** Assigns the next index to {@code id}; {@code at} is the position of the message. */
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

    /** Returns the index of {@code id}, or {@link #ABSENT}. */
    int indexOf(long id) {
        if (unordered != null) {
            return unordered.get(id);
        }
        return id > 0 && id <= count ? (int) id - 1 : ABSENT;
    }

    /**
     * Writes the indexes of the first {@code size} of {@code ids} to {@code places}; {@code at} is the position of the
     * reference.
     */
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
