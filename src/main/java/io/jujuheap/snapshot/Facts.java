// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.jujuheap.io.Disk;
import io.jujuheap.io.Sha256;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The facts about a capture that are not in its bytes. They are stored beside the capture as readable lines of
 * {@code key=value}, followed by a checksum of these lines. A reader ignores unknown keys, so that versions can be
 * mixed.
 *
 * <p>Not {@link java.util.Properties}: it escapes the colons of times and cannot hold a checksum of its own text.
 *
 * @param id the snapshot's name
 * @param taken when the capture was taken
 * @param trigger why it was taken
 * @param origin the run of the agent that it came from
 * @param size its length in bytes
 * @param sha256 its digest in lower-case hex; empty when the facts were lost
 * @param figures a line that came with the capture, see {@link Capture}; empty when there was none
 */
public record Facts(
        SnapshotId id,
        Instant taken,
        Trigger trigger,
        Origin origin,
        long size,
        Optional<String> sha256,
        String figures) {
    /** The longest file of facts; no more is read. */
    static final int MAX_BYTES = 4096;

    /** The start of the last line. */
    static final String LAST_KEY = "crc32=";

    public Facts {
        requireNonNull(id, "id is null");
        requireNonNull(taken, "taken is null");
        requireNonNull(trigger, "trigger is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(figures, "figures is null");
    }

    static Facts of(SnapshotId id, Capture capture, byte[] bytes) {
        Optional<String> digest = Optional.of(Sha256.hex(bytes));
        return new Facts(
                id, capture.taken(), capture.trigger(), capture.origin(), bytes.length, digest, capture.figures());
    }

    /** Returns the facts that can be recovered from the name and the length of a capture. */
    static Facts lost(SnapshotId id, long size) {
        return new Facts(id, id.second(), Trigger.UNKNOWN, Origin.UNKNOWN, size, Optional.empty(), "");
    }

    boolean areLost() {
        return sha256.isEmpty();
    }

    /** Returns these facts as the text of a file. They must not be lost. */
    String text() {
        String lines = "id=" + id + "\n"
                + "taken=" + taken + "\n"
                + "trigger=" + trigger.word() + "\n"
                + "size=" + size + "\n"
                + "sha256=" + sha256.orElseThrow() + "\n"
                + "pid=" + origin.pid() + "\n"
                + "started=" + origin.started() + "\n"
                + "gc-epoch=" + origin.gcEpoch() + "\n"
                + "segment=" + origin.segment() + "\n"
                + (figures.isEmpty() ? "" : "figures=" + figures + "\n");
        return lines + LAST_KEY + checksum(lines) + "\n";
    }

    /** Reads the facts in a file; empty when it is absent or damaged. */
    static Optional<Facts> read(Disk disk, Path file) throws IOException {
        try {
            return parse(new String(disk.read(file, MAX_BYTES), UTF_8));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Reads the facts in {@code text}; empty when it is damaged or lacks a fact. */
    static Optional<Facts> parse(String text) {
        int end = text.lastIndexOf(LAST_KEY);
        if (end < 0 || !text.substring(end).equals(LAST_KEY + checksum(text.substring(0, end)) + "\n")) {
            return Optional.empty();
        }
        try {
            return of(values(text.substring(0, end)));
        } catch (NumberFormatException | DateTimeException notAFact) {
            return Optional.empty();
        }
    }

    private static Optional<Facts> of(Map<String, String> values) {
        Optional<SnapshotId> id = SnapshotId.parse(values.getOrDefault("id", ""));
        Instant taken = Instant.parse(values.getOrDefault("taken", ""));
        if (id.isEmpty()
                || !taken.truncatedTo(ChronoUnit.SECONDS).equals(id.get().second())) {
            return Optional.empty();
        }
        Origin origin = new Origin(
                number(values, "pid"),
                Instant.parse(values.getOrDefault("started", "")),
                number(values, "gc-epoch"),
                number(values, "segment"));
        Trigger trigger = Trigger.ofWord(values.getOrDefault("trigger", ""));
        Optional<String> digest = Optional.of(values.getOrDefault("sha256", ""));
        String figures = values.getOrDefault("figures", "");
        return Optional.of(new Facts(id.get(), taken, trigger, origin, number(values, "size"), digest, figures));
    }

    private static Map<String, String> values(String lines) {
        Map<String, String> values = new HashMap<>();
        lines.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return values;
    }

    private static long number(Map<String, String> values, String key) {
        return Long.parseLong(values.getOrDefault(key, ""));
    }

    private static String checksum(String lines) {
        CRC32 crc = new CRC32();
        crc.update(lines.getBytes(UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
