// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/** Reads what {@link VarintWriter} wrote. Reading beyond the end throws {@link IndexOutOfBoundsException}. */
public final class VarintReader {
    private final byte[] bytes;
    private int position;

    public VarintReader(byte[] bytes, int start) {
        this.bytes = bytes;
        this.position = start;
    }

    private int remaining() {
        return bytes.length - position;
    }

    public long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = next();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a varint of more than ten bytes at byte " + position);
    }

    public long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Returns the number of items that follow. Each takes at least a byte, so there cannot be more than bytes remain. */
    public int count() {
        long count = unsigned();
        if (count < 0 || count > remaining()) {
            throw new IndexOutOfBoundsException("a count of " + count + " at byte " + position);
        }
        return (int) count;
    }

    /** Reads a number from 0 that fits into an {@code int}. */
    public int index() {
        long index = unsigned();
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw new IndexOutOfBoundsException("an index of " + index + " at byte " + position);
        }
        return (int) index;
    }

    /** Reads a {@code long} of fixed length, as for a hash. */
    public long fixed() {
        if (remaining() < Long.BYTES) {
            throw new IndexOutOfBoundsException("the bytes end within a number at byte " + position);
        }
        position += Long.BYTES;
        return ByteBuffer.wrap(bytes).getLong(position - Long.BYTES);
    }

    public OptionalLong optional() {
        return unsigned() == 0 ? OptionalLong.empty() : OptionalLong.of(signed());
    }

    public String text() {
        return text(bytes());
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The bytes of a text. */
    public byte[] bytes() {
        int length = count();
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** Skips a text if it has these bytes; otherwise does nothing. */
    public boolean skips(byte[] text) {
        int start = position;
        int length = count();
        if (Arrays.equals(bytes, position, position + length, text, 0, text.length)) {
            position += length;
            return true;
        }
        position = start;
        return false;
    }

    /** Skips that many numbers. */
    public void skip(int numbers) {
        for (int left = numbers; left > 0; left--) {
            while (next() < 0) {
                // The last byte of this number follows.
            }
        }
    }

    private byte next() {
        if (position == bytes.length) {
            throw new IndexOutOfBoundsException("the bytes end at byte " + position);
        }
        return bytes[position++];
    }
}
