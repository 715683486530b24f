// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Writes numbers and strings compactly into a growing array, with protobuf's varints
 * (https://protobuf.dev/programming-guides/encoding), least significant group first.
 */
public final class VarintWriter {
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[1 << 10];
    private int size;

    /** Returns how many bytes were written. */
    public int size() {
        return size;
    }

    /** Writes a number that is rarely negative: seven bits a byte, ten bytes for a negative one. */
    public VarintWriter unsigned(long value) {
        reserve(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** Writes a number near zero of either sign (zigzag). */
    public VarintWriter signed(long value) {
        return unsigned((value << 1) ^ (value >> 63));
    }

    /** Writes a number in eight bytes, big endian, for numbers such as hashes. */
    public VarintWriter fixed(long value) {
        reserve(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(size, value);
        size += Long.BYTES;
        return this;
    }

    /** Writes whether there is a number, and the number. */
    public VarintWriter optional(OptionalLong value) {
        unsigned(value.isPresent() ? 1 : 0);
        value.ifPresent(this::signed);
        return this;
    }

    /** Writes the length of a text in UTF-8, and the text. */
    public VarintWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
        return this;
    }

    /** Puts the number of bytes written since {@code start}, a former {@link #size}, before them. */
    public void insertLength(int start) {
        int length = size - start;
        reserve(LONGEST_VARINT);
        System.arraycopy(bytes, start, bytes, start + varintSize(length), length);
        size = start;
        unsigned(length);
        size += length;
    }

    /** Returns what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, HeapOutput.asked(size));
    }

    private static int varintSize(int value) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value | 1);
        return (bits + 6) / 7;
    }

    private void reserve(int more) {
        bytes = HeapOutput.grown(bytes, size, more);
    }
}
