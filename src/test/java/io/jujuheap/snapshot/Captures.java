// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;

/** Captures whose bytes tell whether they are whole: a number, noise made from it, and a checksum. */
final class Captures {
    static final String AGENT = "machine-0";
    static final Instant START = Instant.parse("2026-11-22T16:02:11.123Z");
    static final byte[] NO_SUMMARY = {};

    /** Finds what is not one of these captures, whole. */
    static final Capture.Check CHECK =
            bytes -> isWhole(bytes) ? Optional.empty() : Optional.of("its checksum does not match");

    /** Keeps everything the tests store. */
    static final Retention KEEP_ALL = Retention.DEFAULT
            .withMaxBytes(1L << 40)
            .withMaxSnapshots(1_000_000)
            .withMaxAge(Duration.ofDays(10_000))
            .withMinFreeBytes(0)
            .withKeepNewest(1_000_000)
            .withTiers(java.util.List.of());

    private Captures() {}

    static byte[] bytes(long number, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(length, Long.BYTES * 2));
        byte[] noise = new byte[bytes.capacity() - Long.BYTES];
        new Random(number).nextBytes(noise);
        bytes.put(noise);
        bytes.putLong(checksum(noise));
        return bytes.array();
    }

    static boolean isWhole(byte[] bytes) {
        if (bytes.length < Long.BYTES * 2) {
            return false;
        }
        byte[] noise = java.util.Arrays.copyOf(bytes, bytes.length - Long.BYTES);
        return ByteBuffer.wrap(bytes).getLong(noise.length) == checksum(noise);
    }

    private static long checksum(byte[] noise) {
        CRC32 crc = new CRC32();
        crc.update(noise);
        return crc.getValue();
    }

    static Capture at(Instant taken) {
        return of(AGENT, taken);
    }

    static Capture of(String agent, Instant taken) {
        return new Capture(agent, taken, Trigger.TIMER, new Origin(1234, START.minusSeconds(3600), 7, 1));
    }
}
