// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.IntList;
import java.util.Arrays;

/** The records of a text profile in columns, before it is known which frames were inlined. */
final class TextRecords {
    /** Allocated objects, allocated bytes, live objects, live bytes. */
    static final int VALUES = 4;

    /** The index of the only value of counting profiles. */
    static final int COUNT = VALUES - 1;

    /** By default, Go truncates stacks at 32 frames up to Go 1.22, and at 128 since then. */
    private static final int SMALLEST_CUT = 32;

    private final IntList frames = new IntList();
    private final IntList ends = new IntList();
    private final IntList addressesWithoutRoot = new IntList();
    private long[] values = new long[64];
    private long[] objectBytes = new long[16];
    private int mostAddresses;

    /** Appends a frame to the stack of the current record, leaf first. */
    void frame(Frame frame) {
        frames.add(frame.index);
    }

    /** Sets a value of the current record. */
    void value(int type, long value) {
        int at = ends.size() * VALUES + type;
        if (at >= values.length) {
            values = Arrays.copyOf(values, Math.max(at + 1, values.length * 2));
        }
        values[at] = value;
    }

    /**
     * Ends the current record.
     *
     * @param size bytes of each of its objects, 0 when unknown
     * @param addressCount how many addresses it had
     * @param hasRoot whether they reached the start of the goroutine
     */
    void end(long size, int addressCount, boolean hasRoot) {
        if (ends.size() == objectBytes.length) {
            objectBytes = Arrays.copyOf(objectBytes, objectBytes.length * 2);
        }
        objectBytes[ends.size()] = size;
        ends.add(frames.size());
        addressesWithoutRoot.add(hasRoot ? 0 : addressCount);
        mostAddresses = Math.max(mostAddresses, addressCount);
    }

    int count() {
        return ends.size();
    }

    int totalDepth() {
        return frames.size();
    }

    int start(int record) {
        return record == 0 ? 0 : ends.get(record - 1);
    }

    int end(int record) {
        return ends.get(record);
    }

    /** Returns the index of the frame at {@code position}, between start and end of a record. */
    int frameAt(int position) {
        return frames.get(position);
    }

    long value(int record, int type) {
        return values[record * VALUES + type];
    }

    long objectBytes(int record) {
        return objectBytes[record];
    }

    /** Returns whether Go truncated the stack at the root. Then no record has more addresses. */
    boolean isCut(int record) {
        return mostAddresses >= SMALLEST_CUT && addressesWithoutRoot.get(record) == mostAddresses;
    }
}
