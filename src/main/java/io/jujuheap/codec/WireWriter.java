// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Writes protobuf's wire format into an array that grows. Numbers that are 0 are left out, as proto3 does. */
final class WireWriter {
    private static final int LONGEST_VARINT = 10;

    private byte[] data = new byte[1 << 12];
    private int size;

    byte[] toBytes() {
        return Arrays.copyOf(data, size);
    }

    /** A number field. */
    void number(int field, long value) {
        if (value != 0) {
            varint(field << 3 | Fields.VARINT);
            varint(value);
        }
    }

    /** A truth field. */
    void flag(int field, boolean value) {
        number(field, value ? 1 : 0);
    }

    /** A string field, written even when empty. */
    void text(int field, String value) {
        byte[] bytes = value.getBytes(UTF_8);
        varint(field << 3 | Fields.BYTES);
        varint(bytes.length);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, data, size, bytes.length);
        size += bytes.length;
    }

    /** Begins a nested message, or packed numbers; what this returns goes to {@link #end}. */
    int begin(int field) {
        varint(field << 3 | Fields.BYTES);
        return size;
    }

    /** Ends what began at {@code start}: its length, now known, is put before it. */
    void end(int start) {
        int length = size - start;
        int lengthSize = varintSize(length);
        reserve(lengthSize);
        System.arraycopy(data, start, data, start + lengthSize, length);
        size = start;
        varint(length);
        size += length;
    }

    /** A number alone, as in packed fields. */
    void varint(long value) {
        reserve(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            data[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        data[size++] = (byte) rest;
    }

    private static int varintSize(int value) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(value | 1);
        return (bits + 6) / 7;
    }

    private void reserve(int bytes) {
        int needed = Math.addExact(size, bytes);
        if (needed > data.length) {
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, data.length * 2L);
            data = Arrays.copyOf(data, Math.max(needed, doubled));
        }
    }
}
