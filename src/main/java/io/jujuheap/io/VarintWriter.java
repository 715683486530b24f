// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Writes numbers and strings as few bytes: protobuf's varints, most significant group last. */
public final class VarintWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A number that is rarely negative: seven bits a byte, ten bytes for a negative one. */
    public VarintWriter unsigned(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** A number near zero of either sign (zigzag). */
    public VarintWriter signed(long value) {
        return unsigned((value << 1) ^ (value >> 63));
    }

    /** A number of which no bits are known to be zero, such as a hash: eight bytes, big endian. */
    public VarintWriter fixed(long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    public VarintWriter optional(OptionalLong value) {
        unsigned(value.isPresent() ? 1 : 0);
        value.ifPresent(this::signed);
        return this;
    }

    public VarintWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        unsigned(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
