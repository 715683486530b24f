// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The summaries of an agent's snapshots, one after another in few bytes: each block says what changed since the one
 * before. Blocks are appended and never rewritten. A crash can only tear the last one; its checksum tells, and reading
 * stops before it.
 *
 * <pre>{@code
 * log     = "JHSL1\n" block*
 * block   = length of payload (4 bytes), CRC-32 of payload (4 bytes), payload; little endian
 * payload = name time period process gcEpoch profilerBytes residentBytes
 *           newNames newSites changedFigures                              varints, see SummaryState
 * }</pre>
 */
public final class SummaryLog {
    private static final byte[] MAGIC = {'J', 'H', 'S', 'L', '1', '\n'};
    private static final int HEADER_BYTES = 8;

    private SummaryLog() {}

    /**
     * Hands over each whole summary of a log, in order. They share what they have in common.
     *
     * @param log the bytes of a log, whose end may be torn
     * @return how many bytes are whole: a log cut to that length can be appended to; 0 when it is not a log at all
     */
    public static int forEach(byte[] log, Consumer<ProfileSummary> action) {
        return read(log, new SummaryState(), action);
    }

    private static int read(byte[] log, SummaryState state, Consumer<ProfileSummary> action) {
        int end = start(log);
        for (Block block = Block.at(log, end); block != null; block = Block.at(log, end)) {
            ProfileSummary summary = block.decode(log, state);
            if (summary == null) {
                break;
            }
            action.accept(summary);
            end = block.end;
        }
        return end;
    }

    /** How many blocks a log has; quick, since it looks at none of them. */
    static int count(byte[] log) {
        int count = 0;
        for (Block block = Block.at(log, start(log)); block != null; block = Block.at(log, block.end)) {
            count++;
        }
        return count;
    }

    private static int start(byte[] log) {
        boolean isLog = log.length >= MAGIC.length && Arrays.equals(log, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        return isLog ? MAGIC.length : 0;
    }

    /** Where the payload of a block is. */
    private record Block(int start, int end) {

        /** The block at an offset, or null when none is complete there. */
        static @Nullable Block at(byte[] log, int offset) {
            if (offset < MAGIC.length || log.length - offset < HEADER_BYTES) {
                return null;
            }
            int length = littleEndian(log).getInt(offset);
            int start = offset + HEADER_BYTES;
            return length < 0 || length > log.length - start ? null : new Block(start, start + length);
        }

        /** The summary, or null when the payload is not what was written. */
        @Nullable
        ProfileSummary decode(byte[] log, SummaryState state) {
            if (littleEndian(log).getInt(start - Integer.BYTES) != checksum(log, start, end)) {
                return null;
            }
            try {
                return state.read(new BlockReader(log, start, end));
            } catch (IndexOutOfBoundsException e) {
                return null;
            }
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(byte[] bytes, int start, int end) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, end - start);
        return (int) crc.getValue();
    }

    /** Makes the blocks of one log. Not safe for use by several threads. */
    public static final class Writer {
        private final SummaryState state = new SummaryState();
        private boolean isNew;

        /**
         * Goes on with a log.
         *
         * @param log its bytes up to the length that {@link SummaryLog#forEach} gives; none for a new log
         */
        public Writer(byte[] log) {
            isNew = log.length == 0;
            if (!isNew && read(log, state, summary -> {}) != log.length) {
                throw new IllegalArgumentException("not a whole log: cut it to the length that forEach gives");
            }
        }

        /** The bytes to append to the log to add a summary. */
        public byte[] append(ProfileSummary summary) {
            byte[] payload = state.write(summary);
            byte[] magic = isNew ? MAGIC : new byte[0];
            isNew = false;
            byte[] block = new byte[magic.length + HEADER_BYTES + payload.length];
            littleEndian(block)
                    .put(magic)
                    .putInt(payload.length)
                    .putInt(checksum(payload, 0, payload.length))
                    .put(payload);
            return block;
        }
    }
}
