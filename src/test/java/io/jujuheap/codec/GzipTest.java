// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GzipTest {
    private static final MemoryUse ANY = new MemoryUse(bytes -> {});
    private static final Limits LIMITS = Limits.DEFAULT.withInflatedBytes(4 << 20);
    private static final byte[] TEXT = "heap heap heap heap".getBytes(UTF_8);

    @Property(tries = 200)
    void inflates_what_was_deflated(@ForAll byte[] data) throws Exception {
        assertThat(inflate(gzip(data))).isEqualTo(data);
    }

    @Test
    void inflates_much_and_incompressible_data() throws Exception {
        byte[] data = new byte[3 << 20];
        new Random(1).nextBytes(data);
        assertThat(inflate(gzip(data))).isEqualTo(data);
    }

    @Test
    void joins_several_members() throws Exception {
        byte[] large = new byte[10_000];
        new Random(2).nextBytes(large);
        assertThat(inflate(concat(gzip(large), gzip(TEXT), gzip(new byte[0]), gzip(large))))
                .isEqualTo(concat(large, TEXT, large));
    }

    @Test
    void passes_over_what_a_header_may_carry() throws Exception {
        byte[] plain = gzip(TEXT);
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 0x1f;
        byte[] extras = {2, 0, 'x', 'y', 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2};
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(inflate(concat(header, extras, rest))).isEqualTo(TEXT);
    }

    @Test
    void rejects_every_cut() throws Exception {
        byte[] whole = gzip(TEXT);
        for (int length = 0; length < whole.length; length++) {
            assertRejected(Arrays.copyOf(whole, length), "it was cut short after " + length + " bytes");
        }
    }

    @Test
    void rejects_a_wrong_checksum() throws Exception {
        byte[] data = gzip(TEXT);
        data[data.length - 8]++;
        assertRejected(data, "the checksum at byte " + (data.length - 8) + " does not fit the data");
    }

    @Test
    void rejects_a_wrong_length() throws Exception {
        byte[] data = gzip(TEXT);
        data[data.length - 4]++;
        assertRejected(data, "the length at byte " + (data.length - 4) + " does not fit the data");
        data[data.length - 4] = 0;
        assertRejected(data, "the length at byte " + (data.length - 4) + " does not fit the data");
    }

    @Test
    void rejects_damaged_data() throws Exception {
        byte[] data = gzip(TEXT);
        data[10] = (byte) 0xff;
        assertRejected(data, "the compressed data is damaged near byte");
    }

    @Test
    void rejects_junk_after_the_end() throws Exception {
        byte[] whole = gzip(TEXT);
        assertRejected(
                concat(whole, "Connection to 10.0.0.1 closed.".getBytes(UTF_8)),
                "junk follows the compressed data at byte " + whole.length);
    }

    @Test
    void rejects_an_unknown_method_and_reserved_flags() throws Exception {
        byte[] method = gzip(TEXT);
        method[2] = 7;
        assertRejected(method, "the header at byte 0 asks for an unknown compression");
        byte[] flags = gzip(TEXT);
        flags[3] = (byte) 0x80;
        assertRejected(flags, "the header at byte 0 asks for an unknown compression");
    }

    @Test
    void rejects_a_bomb_by_its_ratio() throws Exception {
        byte[] bomb = gzip(new byte[2 << 20]);
        assertThatThrownBy(() -> inflate(bomb))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage("the profile inflates to more than 200 times its " + bomb.length
                        + " bytes, as no real profile does");
    }

    @Test
    void rejects_a_bomb_that_denies_its_size() throws Exception {
        byte[] bomb = gzip(new byte[2 << 20]);
        Arrays.fill(bomb, bomb.length - 4, bomb.length, (byte) 0);
        assertThatThrownBy(() -> inflate(bomb)).hasMessageContaining("more than 200 times");
    }

    @Test
    void rejects_what_inflates_past_the_limit() throws Exception {
        byte[] data = new byte[(4 << 20) + 1];
        new Random(3).nextBytes(data);
        byte[] gzipped = gzip(data);
        assertThatThrownBy(() -> inflate(gzipped))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage("the profile inflates to more than the allowed 4194304 bytes");
        Arrays.fill(gzipped, gzipped.length - 4, gzipped.length, (byte) 0);
        assertThatThrownBy(() -> inflate(gzipped)).hasMessageContaining("more than the allowed 4194304 bytes");
    }

    @Test
    void reads_what_fills_the_limit_exactly_and_tells_when_it_was_cut_there() throws Exception {
        byte[] data = new byte[4 << 20];
        new Random(3).nextBytes(data);
        byte[] gzipped = gzip(data);
        assertThat(inflate(gzipped)).isEqualTo(data);
        for (int cut = 1; cut <= 12; cut++) {
            int length = gzipped.length - cut;
            assertRejected(Arrays.copyOf(gzipped, length), "it was cut short after " + length + " bytes");
        }
    }

    private static byte[] inflate(byte[] data) throws MalformedProfileException {
        return Gzip.inflate(data, LIMITS, ANY);
    }

    private static void assertRejected(byte[] data, String sentence) {
        assertThatThrownBy(() -> inflate(data))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageStartingWith("malformed gzip data: ")
                .hasMessageContaining(sentence);
    }

    private static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(data);
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
