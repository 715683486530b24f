// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.VarintWriter;

/** Writes protobuf's wire format. Numbers that are 0 are left out, as proto3 does. */
final class WireWriter {
    private final VarintWriter out = new VarintWriter();

    byte[] toBytes() {
        return out.toBytes();
    }

    /** Writes a number field. */
    void number(int field, long value) {
        if (value != 0) {
            out.unsigned(field << 3 | Fields.VARINT);
            out.unsigned(value);
        }
    }

    /** Writes a boolean field. */
    void flag(int field, boolean value) {
        number(field, value ? 1 : 0);
    }

    /** Writes a string field, even when it is empty. */
    void text(int field, String value) {
        out.unsigned(field << 3 | Fields.BYTES);
        out.text(value);
    }

    /** Begins a nested message or packed numbers, and returns the argument for {@link #end}. */
    int begin(int field) {
        out.unsigned(field << 3 | Fields.BYTES);
        return out.size();
    }

    /** Ends the message or numbers from {@code start}: inserts their length. */
    void end(int start) {
        out.insertLength(start);
    }

    /** Writes a number without a tag, as in packed fields. */
    void varint(long value) {
        out.unsigned(value);
    }
}
