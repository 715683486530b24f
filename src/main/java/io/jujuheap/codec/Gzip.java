// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.Compression;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates gzip data (RFC 1952) within limits. Checks the header, CRC and length of every member, and that nothing else
 * follows.
 */
final class Gzip {
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;
    private static final int HEADER_CRC = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int RESERVED = 0xE0;

    private static final int SMALLEST_GROWTH = 512;

    /** The highest ratio that deflate reaches. */
    private static final int LARGEST_RATIO = 1032;

    private final byte[] data;
    private final Limits limits;
    private final MemoryUse memory;

    /** The smaller of both limits, on size and on ratio. */
    private final int mostBytes;

    private int position;
    private byte[] inflated;
    private int size;

    private Gzip(byte[] data, Limits limits, MemoryUse memory) throws MalformedProfileException {
        this.data = data;
        this.limits = limits;
        this.memory = memory;
        long byRatio = Math.max(Limits.RATIO_FREE_BYTES, (long) data.length * limits.inflationRatio());
        this.mostBytes = (int) Math.min(limits.inflatedBytes(), byRatio);
        this.inflated = allocated(expectedSize());
    }

    static boolean isGzip(byte[] data) {
        return data.length >= 2 && data[0] == 0x1f && (data[1] & 0xff) == 0x8b;
    }

    static byte[] inflate(byte[] data, Limits limits, MemoryUse memory) throws MalformedProfileException {
        return new Gzip(data, limits, memory).inflate();
    }

    private byte[] inflate() throws MalformedProfileException {
        Inflater inflater = new Inflater(true);
        try {
            do {
                header();
                int start = size;
                body(inflater);
                trailer(start);
            } while (position < data.length);
        } finally {
            inflater.end();
        }
        return size == inflated.length ? inflated : resized(size);
    }

    private byte[] allocated(int bytes) {
        memory.take(bytes);
        return new byte[bytes];
    }

    private byte[] resized(int bytes) {
        memory.take(bytes);
        memory.giveBack(inflated.length);
        return Arrays.copyOf(inflated, bytes);
    }

    /** Returns the size that the last member states, limited to what is possible and allowed. */
    private int expectedSize() throws MalformedProfileException {
        if (data.length < FIXED_HEADER + TRAILER) {
            throw truncated();
        }
        long possible = Math.min(uint32(data.length - Integer.BYTES), (long) data.length * LARGEST_RATIO);
        return (int) Math.min(possible, mostBytes);
    }

    private void header() throws MalformedProfileException {
        int start = position;
        need(FIXED_HEADER);
        if (data[start] != 0x1f || (data[start + 1] & 0xff) != 0x8b) {
            throw malformed("junk follows the compressed data at byte " + start);
        }
        int flags = data[start + 3];
        if (data[start + 2] != 8 || (flags & RESERVED) != 0) {
            throw malformed("the header at byte " + start + " asks for an unknown compression");
        }
        position += FIXED_HEADER;
        if ((flags & EXTRA) != 0) {
            need(2);
            int length = (data[position] & 0xff) | (data[position + 1] & 0xff) << 8;
            position += 2;
            need(length);
            position += length;
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            need(2);
            position += 2;
        }
    }

    private void skipText() throws MalformedProfileException {
        do {
            need(1);
        } while (data[position++] != 0);
    }

    private void body(Inflater inflater) throws MalformedProfileException {
        inflater.reset();
        inflater.setInput(data, position, data.length - position);
        try {
            while (!inflater.finished()) {
                int room = Math.min(inflated.length - size, Compression.MAX_BYTES_PER_CALL);
                int count = inflater.inflate(inflated, size, room);
                size += count;
                if (count == 0 && !inflater.finished()) {
                    moreRoom(inflater);
                }
            }
        } catch (DataFormatException e) {
            throw malformed("the compressed data is damaged near byte " + (position + inflater.getBytesRead()));
        }
        position += (int) inflater.getBytesRead();
    }

    private void moreRoom(Inflater inflater) throws MalformedProfileException, DataFormatException {
        if (size < inflated.length) {
            // There is room, but no output: the input has ended, or needs a preset dictionary.
            throw truncated();
        }
        if (size == mostBytes) {
            requireNoMore(inflater);
        } else {
            inflated = resized((int) Math.min(mostBytes, Math.max(SMALLEST_GROWTH, size * 2L)));
        }
    }

    /**
     * Called when the limit is reached: one more byte distinguishes data that is too large from data that is truncated
     * or complete.
     */
    private void requireNoMore(Inflater inflater) throws MalformedProfileException, DataFormatException {
        if (inflater.inflate(new byte[1]) > 0) {
            throw tooLarge();
        }
        if (!inflater.finished()) {
            throw truncated();
        }
    }

    private void trailer(int start) throws MalformedProfileException {
        need(TRAILER);
        CRC32 crc = new CRC32();
        crc.update(inflated, start, size - start);
        if (crc.getValue() != uint32(position)) {
            throw malformed("the checksum at byte " + position + " does not fit the data");
        }
        if (uint32(position + 4) != size - start) {
            throw malformed("the length at byte " + (position + 4) + " does not fit the data");
        }
        position += TRAILER;
    }

    private MalformedProfileException tooLarge() {
        return new MalformedProfileException(
                mostBytes == limits.inflatedBytes()
                        ? "the profile inflates to more than the allowed " + mostBytes + " bytes"
                        : "the profile inflates to more than " + limits.inflationRatio() + " times its " + data.length
                                + " bytes, as no real profile does");
    }

    private void need(int bytes) throws MalformedProfileException {
        if (data.length - position < bytes) {
            throw truncated();
        }
    }

    private long uint32(int at) {
        return (data[at] & 0xffL)
                | (data[at + 1] & 0xffL) << 8
                | (data[at + 2] & 0xffL) << 16
                | (data[at + 3] & 0xffL) << 24;
    }

    private MalformedProfileException truncated() {
        return malformed("it was cut short after " + data.length + " bytes; fetch it again");
    }

    private static MalformedProfileException malformed(String what) {
        return new MalformedProfileException("malformed gzip data: " + what);
    }
}
