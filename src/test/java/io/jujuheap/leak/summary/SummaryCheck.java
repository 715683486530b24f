// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.Allocation;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Checks that what stands in the place of a summary, checksum and all, is refused or survives being written. */
public final class SummaryCheck {
    /** The most that is allocated for a byte: a name of one byte beyond the name before, and the figures of its function. */
    private static final int TIMES = 2_000;

    private SummaryCheck() {}

    /** @param payload the bytes of a summary after its checksum, see {@link SummaryBytes} */
    public static void check(byte[] payload) {
        byte[] bytes = framed(payload);
        Allocation.assertProportional(TIMES, bytes.length, () -> read(bytes));
        read(bytes).ifPresent(summary -> {
            byte[] written = SummaryBytes.of(summary);
            assertThat(read(written)).contains(summary);
        });
    }

    private static Optional<ProfileSummary> read(byte[] bytes) {
        return new SummaryReader().open("snapshot", bytes).flatMap(SummaryCheck::unpacked);
    }

    private static Optional<ProfileSummary> unpacked(PackedSummary packed) {
        Optional<ProfileSummary> summary = packed.unpacked();
        assertThat(packed.functions(name -> true)).isNotNull();
        assertThat(packed.stackIds()).isNotNull();
        return summary;
    }

    private static byte[] framed(byte[] payload) {
        byte[] bytes = ByteBuffer.allocate(SummaryBytes.HEADER_BYTES + payload.length)
                .put(SummaryBytes.VERSION)
                .putLong(0)
                .put(payload)
                .array();
        return ByteBuffer.wrap(bytes)
                .putLong(1, SummaryBytes.checksum(bytes, SummaryBytes.HEADER_BYTES))
                .array();
    }
}
