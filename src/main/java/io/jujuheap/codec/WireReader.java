// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads protobuf's wire format from an array: varints, tags, lengths and nested messages. Every error names the byte at
 * which it was found.
 */
final class WireReader {
    private static final int LARGEST_FIELD = (1 << 29) - 1;
    private static final int SMALLEST_TAG = 1 << 3;
    private static final int LONGEST_VARINT = 10;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] data;
    private int position;
    private int end;

    WireReader(byte[] data) {
        this.data = data;
        this.end = data.length;
    }

    /** Returns the position of the next byte. */
    int position() {
        return position;
    }

    /** Returns how many bytes the current message still has. */
    int remaining() {
        return end - position;
    }

    /** Returns whether the current message has further bytes. */
    boolean hasMore() {
        return position < end;
    }

    /** Returns the tag of the next field: its number times 8 plus its wire type. */
    int tag() throws MalformedProfileException {
        if (position < end && data[position] >= SMALLEST_TAG) {
            return data[position++];
        }
        int at = position;
        long tag = varint();
        long field = tag >>> 3;
        if (field < 1 || field > LARGEST_FIELD) {
            throw malformed(at, "a field has the impossible number " + Long.toUnsignedString(field));
        }
        return (int) tag;
    }

    /**
     * Reads a number of one byte to ten. Those of up to eight bytes are read with one load, and their top bits are
     * removed without a branch that depends on their length, because a wrong branch prediction costs more than the
     * arithmetic. io.VarintReader does not share this: its input has no nested messages, and the positions of its
     * errors are its own.
     */
    long varint() throws MalformedProfileException {
        int start = position;
        if (start > data.length - Long.BYTES) {
            return longVarint();
        }
        long bytes = (long) EIGHT_BYTES.get(data, start);
        long lastBytes = ~bytes & HIGH_BITS;
        int bits = Long.numberOfTrailingZeros(lastBytes);
        int next = start + (bits >>> 3) + 1;
        if (lastBytes == 0 || next > end) {
            return longVarint();
        }
        position = next;
        long value = bytes & (-1L >>> (Long.SIZE - bits));
        value = (value & 0x007F007F007F007FL) | ((value & 0x7F007F007F007F00L) >>> 1);
        value = (value & 0x00003FFF00003FFFL) | ((value & 0x3FFF00003FFF0000L) >>> 2);
        return (value & 0x000000000FFFFFFFL) | ((value & 0x0FFFFFFF00000000L) >>> 4);
    }

    private long longVarint() throws MalformedProfileException {
        int start = position;
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (position == end) {
                throw malformed(start, "a number runs past the end of its message");
            }
            byte b = data[position++];
            value |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw malformed(start, "a number is longer than " + LONGEST_VARINT + " bytes");
    }

    /** Reads a length and limits reading to that many bytes, until {@link #leave} is called with the result. */
    int enter() throws MalformedProfileException {
        int length = length();
        int outerEnd = end;
        end = position + length;
        return outerEnd;
    }

    /** Ends the limit of {@link #enter}, at the end of the nested bytes. */
    void leave(int outerEnd) {
        position = end;
        end = outerEnd;
    }

    /** Limits reading to the message whose length is at {@code lengthPosition}. */
    void enterAt(int lengthPosition) throws MalformedProfileException {
        position = lengthPosition;
        end = data.length;
        enter();
    }

    /** Reads a length, checks that so many bytes follow, and leaves the position at the first of them. */
    private int length() throws MalformedProfileException {
        int at = position;
        if (at < end && data[at] >= 0 && data[at] < end - at) {
            position = at + 1;
            return data[at];
        }
        long length = varint();
        if (length < 0 || length > end - position) {
            throw malformed(
                    at,
                    "a length of " + Long.toUnsignedString(length) + " bytes runs past the end, where "
                            + (end - position) + " are left");
        }
        return (int) length;
    }

    /**
     * Reads packed numbers, from their length, into an array.
     *
     * @param at the index in {@code target} of the first
     * @return the index after the last
     * @throws MalformedProfileException also when there are more than fit into the array
     */
    int packed(long[] target, int at) throws MalformedProfileException {
        int outerEnd = enter();
        // Local variables, so that the loop runs in registers.
        byte[] bytes = data;
        int stop = end;
        int next = position;
        int count = at;
        for (int room = target.length; next < stop && count < room; count++) {
            int first = bytes[next++];
            if (first >= 0) {
                target[count] = first;
            } else if (next < stop && bytes[next] >= 0) {
                target[count] = (first & 0x7F) | bytes[next++] << 7;
            } else {
                position = next - 1;
                target[count] = varint();
                next = position;
            }
        }
        if (next < stop) {
            throw malformed(next, "there are more numbers than the " + count + " that there should be");
        }
        leave(outerEnd);
        return count;
    }

    /** Skips a message, reading from its length, and returns that. */
    int skipMessage() throws MalformedProfileException {
        int length = length();
        position += length;
        return length;
    }

    /** Skips packed numbers, reading from their length, and returns their number, which is that of their last bytes. */
    int skipCountingVarints() throws MalformedProfileException {
        int length = length();
        int stop = position + length;
        int count = length;
        for (; position < stop; position += Long.BYTES) {
            count -= Long.bitCount(bytesAt(position, stop - position) & HIGH_BITS);
        }
        position = stop;
        return count;
    }

    /** Up to eight bytes, the first lowest; 0 for those after {@code count}. */
    private long bytesAt(int at, int count) {
        if (at <= data.length - Long.BYTES) {
            long bytes = (long) EIGHT_BYTES.get(data, at);
            return count >= Long.BYTES ? bytes : bytes & ((1L << (count * Byte.SIZE)) - 1);
        }
        long bytes = 0;
        for (int i = Math.min(count, data.length - at) - 1; i >= 0; i--) {
            bytes = bytes << Byte.SIZE | (data[at + i] & 0xFF);
        }
        return bytes;
    }

    /** Returns the message whose length is at {@code lengthPosition} as one number, -1 when it has more than seven bytes. */
    long shortMessageAt(int lengthPosition) {
        int length = data[lengthPosition];
        if (length < 0 || length >= Long.BYTES) {
            return -1;
        }
        return bytesAt(lengthPosition + 1, length) | (long) length << (Long.SIZE - Byte.SIZE);
    }

    /**
     * Skips an unknown field.
     *
     * @param lastKnownField the last known field; a smaller number here means that the wire type is wrong
     */
    void skip(int tag, int lastKnownField) throws MalformedProfileException {
        int field = tag >>> 3;
        if (field <= lastKnownField) {
            throw malformed(position, "field " + field + " has the wrong wire type " + (tag & 7));
        }
        switch (tag & 7) {
            case Fields.VARINT -> varint();
            case Fields.FIXED64 -> skipFixed(Long.BYTES);
            case Fields.BYTES -> skipMessage();
            case Fields.FIXED32 -> skipFixed(Integer.BYTES);
            default -> throw malformed(position, "field " + field + " has the unsupported wire type " + (tag & 7));
        }
    }

    private void skipFixed(int bytes) throws MalformedProfileException {
        if (bytes > end - position) {
            throw malformed(position, "a number runs past the end of its message");
        }
        position += bytes;
    }

    /** Returns the rest of the message as text; bytes that are not UTF-8 become replacement characters. */
    String remainingText() {
        return new String(data, position, end - position, UTF_8);
    }

    static MalformedProfileException malformed(int at, String what) {
        return new MalformedProfileException("malformed protobuf profile: at byte " + at + " " + what);
    }
}
