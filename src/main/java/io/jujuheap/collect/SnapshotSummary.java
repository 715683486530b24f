// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.Top;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a trend needs of a profile, in a few kilobytes beside it, so that a month of profiles is read in less than a second.
 *
 * @param totals the sums
 * @param inuseBytes bytes in use of the functions that hold most, most first
 */
record SnapshotSummary(Totals totals, Map<String, Long> inuseBytes) {
    private static final int VERSION = 1;

    /** More functions than any trend shows; the rest of a profile is a long tail of nothing. */
    private static final int FUNCTIONS = 50;

    private static final int LONGEST_NAME = 1000;

    private static final ReportOptions LARGEST = ReportOptions.builder()
            .sampleIndex("inuse_space")
            .nodeCount(FUNCTIONS)
            .nodeFraction(0)
            .build();

    SnapshotSummary {
        inuseBytes = new LinkedHashMap<>(inuseBytes);
    }

    static SnapshotSummary of(HeapCapture capture) {
        Map<String, Long> functions = new LinkedHashMap<>();
        for (Top.Row row : Top.of(capture.profile(), LARGEST).rows()) {
            functions.put(row.name().substring(0, Math.min(row.name().length(), LONGEST_NAME)), row.flat());
        }
        return new SnapshotSummary(capture.totals(), functions);
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(totals.inuseBytes());
            out.writeLong(totals.inuseObjects());
            out.writeLong(totals.allocatedBytes());
            out.writeLong(totals.allocatedObjects());
            out.writeShort(inuseBytes.size());
            for (Map.Entry<String, Long> entry : inuseBytes.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeLong(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** The summary that the bytes are; nothing when they are damaged or another version's. */
    static Optional<SnapshotSummary> parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            Totals totals = new Totals(in.readLong(), in.readLong(), in.readLong(), in.readLong());
            Map<String, Long> functions = new LinkedHashMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                functions.put(in.readUTF(), in.readLong());
            }
            return Optional.of(new SnapshotSummary(totals, functions));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
