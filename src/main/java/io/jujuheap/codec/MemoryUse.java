// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.HeapRoom;

/**
 * Estimates the memory for reading a profile, and requests it before it is allocated. A profile may keep every limit on
 * counts and still take twenty times its size: a location of ten bytes becomes objects of 120 bytes.
 *
 * <p>The sizes are those of a 64-bit JVM with compressed references, as JOL prints them, lists and growth included.
 */
final class MemoryUse {
    /** An entry of a list of ints or of references. */
    static final int ENTRY = 4;

    /** An entry of a map from long to int: two slots. */
    static final int MAP_ENTRY = 24;

    static final int MAPPING = 56;
    static final int FUNCTION = 40;

    /** A location, with its entries in an array and in the list of the profile. */
    static final int LOCATION = 48;

    /** A line, with its entry in the list of its location. */
    static final int LINE = 72;

    /** A comment: its number, boxed, and its entry in the profile. */
    static final int COMMENT = 32;

    /** A distinct set of labels: its list, its node in a map and its boxed number, without the labels. */
    static final int LABEL_SET = 160;

    static final int LABEL = 72;

    /** A frame of a text and its location. */
    static final int FRAME = 300;

    /** The columns of a record of a text, and those of its sample. */
    static final int RECORD = 48;

    /** A string without its characters. */
    private static final int STRING = 56;

    /** The bytes between two requests for memory: few enough to be negligible, enough to make the requests cheap. */
    private static final int STEP = 256 << 10;

    /** Grants memory before it is allocated. */
    @FunctionalInterface
    interface Room {
        /**
         * Makes sure that so many bytes can be allocated.
         *
         * @throws HeapRoom.ExceededException when they cannot
         */
        void require(long bytes);
    }

    private final Room room;
    private long taken;
    private long unasked;

    /** @param room grants the memory */
    MemoryUse(Room room) {
        this.room = room;
    }

    /** Call this before allocating {@code bytes}. */
    void take(long bytes) {
        taken += bytes;
        unasked += bytes;
        if (unasked >= STEP) {
            ask();
        }
    }

    /** Call this before adding elements to a collection that doubles its capacity. */
    void takeGrowth(int sizeBefore, int sizeAfter, int bytesEach) {
        int power = Integer.highestOneBit(sizeAfter);
        if (power > Integer.highestOneBit(sizeBefore)) {
            take(2L * power * bytesEach);
            giveBack((long) power * bytesEach);
        }
    }

    /** Call this before adding one element to a collection that doubles its capacity. */
    void takeGrowth(int size, int bytesEach) {
        takeGrowth(size, size + 1, bytesEach);
    }

    private void ask() {
        HeapRoom.requireShare(taken);
        room.require(unasked);
        unasked = 0;
    }

    /** Call this when {@code bytes} that were requested are not needed any more. */
    void giveBack(long bytes) {
        taken -= bytes;
    }

    /** Call this before creating a string of so many bytes. Each may take two, when a character is not in Latin-1. */
    void takeString(int bytes) {
        take(STRING + 2L * bytes);
    }

    /** Call this before allocating the columns of samples. */
    void takeSamples(int count, int values, int totalDepth) {
        take(count * (2L * Integer.BYTES + (long) values * Long.BYTES) + (long) totalDepth * Integer.BYTES);
    }
}
