// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes protobuf byte by byte, right or wrong as a test wants it. Knows nothing of the writer under test. */
final class ProtobufBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtobufBytes raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    ProtobufBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    ProtobufBytes varint(long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            out.write(((int) rest & 0x7F) | 0x80);
        }
        out.write((int) rest);
        return this;
    }

    ProtobufBytes tag(int field, int wireType) {
        return varint((long) field << 3 | wireType);
    }

    ProtobufBytes number(int field, long value) {
        return tag(field, 0).varint(value);
    }

    ProtobufBytes bytes(int field, byte[] bytes) {
        return tag(field, 2).varint(bytes.length).raw(bytes);
    }

    ProtobufBytes text(int field, String text) {
        return bytes(field, text.getBytes(UTF_8));
    }

    ProtobufBytes message(int field, ProtobufBytes message) {
        return bytes(field, message.toBytes());
    }

    ProtobufBytes packed(int field, long... values) {
        ProtobufBytes packed = new ProtobufBytes();
        for (long value : values) {
            packed.varint(value);
        }
        return message(field, packed);
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
