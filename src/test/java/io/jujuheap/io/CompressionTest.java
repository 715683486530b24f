// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final int PIECE = Compression.MAX_BYTES_PER_CALL;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 1_000_003})
    void the_jdk_reads_what_was_compressed(int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);

        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(Compression.gzip(bytes)))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }
}
