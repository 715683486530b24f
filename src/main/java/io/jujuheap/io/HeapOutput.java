// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Collects bytes in memory. To grow beyond a few kilobytes it needs permission from {@link HeapRoom}, so that an answer
 * of unlimited length cannot exhaust the heap.
 */
public final class HeapOutput extends OutputStream {
    /** Smaller arrays are allocated without a check. */
    private static final int FREE_BYTES = 64 << 10;

    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;

    /** @param expectedBytes an estimate of what is written, which may grow */
    public HeapOutput(int expectedBytes) {
        bytes = new byte[asked(expectedBytes)];
    }

    /** Returns how many bytes were written. */
    public int size() {
        return size;
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Returns what was written. */
    public byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, asked(size));
    }

    private void reserve(int more) {
        bytes = grown(bytes, size, more);
    }

    /** Returns an array with these bytes and room for more, at least twice as long as the old one; the same when it has room. */
    static byte[] grown(byte[] bytes, int size, int more) {
        int needed = Math.addExact(size, more);
        if (needed <= bytes.length) {
            return bytes;
        }
        int doubled = (int) Math.min(LONGEST, bytes.length * 2L);
        return Arrays.copyOf(bytes, asked(Math.max(needed, doubled)));
    }

    /**
     * Returns {@code length} if so many bytes can be allocated.
     *
     * @throws HeapRoom.ExceededException when they cannot
     */
    static int asked(int length) {
        if (length > FREE_BYTES) {
            HeapRoom.require(length);
        }
        return length;
    }
}
