// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.HeapRoom;

/**
 * Reckons the memory that the reading of a profile takes, and asks for it before it is allocated. A profile can keep every
 * limit on the number of things and still cost twenty times its size: a location of ten bytes becomes objects of 120.
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

    /** A location in the array that is read, in the list of the profile, and itself. */
    static final int LOCATION = 48;

    /** A line, and its share of the list of its location. */
    static final int LINE = 72;

    /** A comment: its number, boxed, and its place in the profile. */
    static final int COMMENT = 32;

    /** A distinct set of labels: its list, its node in a map, its number, boxed; without the labels. */
    static final int LABEL_SET = 160;

    static final int LABEL = 72;

    /** A frame of a text, and the location that is made of it. */
    static final int FRAME = 300;

    /** The columns of a record of a text, and those of its sample. */
    static final int RECORD = 48;

    /** A string without its characters. */
    private static final int STRING = 56;

    /** The bytes between two questions: few enough not to matter, enough for a question to cost nothing. */
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

    /**
     * @param room grants the memory
     */
    MemoryUse(Room room) {
        this.room = room;
    }

    /** Is called before so many bytes are allocated. */
    void take(long bytes) {
        taken += bytes;
        unasked += bytes;
        if (unasked >= STEP) {
            ask();
        }
    }

    /** Is called before a collection that doubles its room gets further elements. */
    void takeGrowth(int sizeBefore, int sizeAfter, int bytesEach) {
        int power = Integer.highestOneBit(sizeAfter);
        if (power > Integer.highestOneBit(sizeBefore)) {
            take(2L * power * bytesEach);
            giveBack((long) power * bytesEach);
        }
    }

    /** Is called before a collection that doubles its room gets one more element. */
    void takeGrowth(int size, int bytesEach) {
        takeGrowth(size, size + 1, bytesEach);
    }

    private void ask() {
        HeapRoom.requireShare(taken);
        room.require(unasked);
        unasked = 0;
    }

    /** Is called when so many bytes that were asked for are not needed any more. */
    void giveBack(long bytes) {
        taken -= bytes;
    }

    /** Is called before a string of so many bytes is made: two for each, when one character is not of Latin-1. */
    void takeString(int bytes) {
        take(STRING + 2L * bytes);
    }

    /** Is called before the columns of samples are allocated. */
    void takeSamples(int count, int values, int totalDepth) {
        take(count * (2L * Integer.BYTES + (long) values * Long.BYTES) + (long) totalDepth * Integer.BYTES);
    }
}
