// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.VarintWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Writes summaries as bytes for storage beside snapshots, some seven kilobytes for a large agent. Each is
 * self-contained, except that of a stack only the id is written: the profiles have the names.
 *
 * <pre>{@code
 * bytes    = version (1 byte), CRC-32 of payload (8 bytes), payload
 * payload  = time period process gcEpoch profilerBytes residentBytes total
 *            count { sharedWithNameBefore restOfName figures }    functions, by name
 *            count { id function figures }                        stacks; functions are numbered from 0 as they are listed
 * }</pre>
 *
 * Numbers are varints, ids eight bytes. Version 1 had the sums and the names of fifty functions.
 */
public final class SummaryBytes {
    static final byte VERSION = 2;
    static final int HEADER_BYTES = 1 + Long.BYTES;

    private SummaryBytes() {}

    /** Returns the bytes of a summary, without its name: the caller keeps that. */
    public static byte[] of(ProfileSummary summary) {
        VarintWriter out = new VarintWriter();
        writeInfo(out, summary.info());
        writeFigures(out, summary.total());
        Map<String, Integer> numbers = writeFunctions(out, summary.functions());
        writeStacks(out, summary.stacks(), numbers);
        return framed(out.toBytes());
    }

    private static byte[] framed(byte[] payload) {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .put(VERSION)
                .putLong(checksum(payload, 0))
                .put(payload)
                .array();
    }

    static long checksum(byte[] bytes, int start) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, bytes.length - start);
        return crc.getValue();
    }

    private static void writeInfo(VarintWriter out, SnapshotInfo info) {
        out.signed(info.timeNanos())
                .unsigned(info.samplingPeriodBytes())
                .text(info.process().text())
                .optional(info.gcEpoch())
                .optional(info.profilerBytes())
                .optional(info.residentBytes());
    }

    private static Map<String, Integer> writeFunctions(VarintWriter out, Map<String, Figures> functions) {
        Map<String, Integer> numbers = new HashMap<>();
        out.unsigned(functions.size());
        String before = "";
        for (Map.Entry<String, Figures> function : new TreeMap<>(functions).entrySet()) {
            String name = function.getKey();
            int shared = sharedLength(before, name);
            out.unsigned(shared).text(name.substring(shared));
            writeFigures(out, function.getValue());
            numbers.put(name, numbers.size());
            before = name;
        }
        return numbers;
    }

    private static int sharedLength(String a, String b) {
        int shared = 0;
        while (shared < Math.min(a.length(), b.length()) && a.charAt(shared) == b.charAt(shared)) {
            shared++;
        }
        // Not between the two halves of a surrogate pair.
        return shared > 0 && Character.isHighSurrogate(a.charAt(shared - 1)) ? shared - 1 : shared;
    }

    private static void writeStacks(
            VarintWriter out, Map<CallSite, Figures> stacks, Map<String, Integer> functionNumbers) {
        out.unsigned(stacks.size());
        stacks.forEach((stack, figures) -> {
            out.fixed(stack.id()).unsigned(requireNonNull(functionNumbers.get(stack.function())));
            writeFigures(out, figures);
        });
    }

    private static void writeFigures(VarintWriter out, Figures figures) {
        out.signed(figures.inuseBytes())
                .signed(figures.inuseObjects())
                .signed(figures.allocatedBytes())
                .signed(figures.allocatedObjects())
                .signed(figures.inuseSamples())
                .signed(figures.allocatedSamples());
    }
}
