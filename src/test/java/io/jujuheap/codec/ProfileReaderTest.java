// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ProfileReaderTest {
    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);
    private static final String TEXT =
            "heap profile: 1: 1 [2: 2] @ heap/2\n1: 1 [2: 2] @\n\n# runtime.MemStats\n# DebugGC = false\n";

    @Test
    void reads_text_and_protobuf_gzipped_or_not() throws Exception {
        Profile profile = READER.read(TEXT.getBytes(UTF_8));
        assertThat(profile.samples().count()).isEqualTo(1);
        assertThat(READER.read(gzip(TEXT.getBytes(UTF_8)))).isEqualTo(profile);
        assertThat(READER.read(ProfileWriter.protobuf(profile))).isEqualTo(profile);
        assertThat(READER.read(ProfileWriter.gzippedProtobuf(profile))).isEqualTo(profile);
    }

    @Test
    void says_what_the_input_looks_like_when_it_is_no_profile() {
        assertSays("the input is empty, so there is no profile in it", "");
        assertSays("the input is empty, so there is no profile in it", " \n\n");
        assertSays("this looks like an HTML page, not a heap profile", "<!doctype html><title>Login</title>");
        assertSays("this looks like an HTML page, not a heap profile", "\n<html>");
        assertSays("this looks like JSON, not a heap profile", "{\"error\": \"unauthorized\"}");
        assertSays(
                "this looks like a contention, mutex or thread profile as text, which cannot be read; fetch it as protobuf, without debug=",
                "--- mutex:\ncycles/second=2000\n");
        assertSays(
                "this is a program, not a profile: leave it out, the names are in the profile",
                "\u007fELF\u0002\u0001\u0001\0\0");
        assertSays(
                "this is neither a protobuf nor a text heap profile; it begins with '404 page not found'",
                "404 page not found\n");
    }

    @Test
    void knows_the_old_binary_form_of_cpu_profiles() {
        assertThatThrownBy(() -> READER.read(new byte[64]))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageStartingWith("this looks like a CPU profile in the old binary form");
    }

    @Test
    void knows_a_profile_that_was_gzipped_twice() throws IOException {
        byte[] twice = gzip(gzip(TEXT.getBytes(UTF_8)));
        assertThatThrownBy(() -> READER.read(twice)).hasMessage("the profile was gzipped twice: gunzip it once");
    }

    @Test
    void reads_a_zip_archive_whatever_charset_its_names_are_in() throws Exception {
        byte[] latin1 = zip("gr\u00f6\u00dfe.txt", ISO_8859_1);
        assertThat(READER.readFound(latin1).profiles()).containsExactly(READER.read(TEXT.getBytes(UTF_8)));

        byte[] marked = zip("gr\u00f6\u00dfe.txt", UTF_8);
        assertThat(READER.readFound(marked).profiles()).hasSize(1);
        marked[30 + 2] = (byte) 0xff; // in the name, where its first letter that is not ASCII begins
        assertThatThrownBy(() -> READER.readFound(marked))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage("malformed zip data: it is damaged or was cut short");
    }

    private static byte[] zip(String name, Charset charset) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, charset)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(TEXT.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void tells_concatenated_gzipped_profiles_from_one() throws Exception {
        Profile profile = new Profile(
                ProfileInfo.of(List.of(SampleType.INUSE_SPACE)).withTimeNanos(1),
                List.of(),
                List.of(),
                new Samples.Builder(1, 0, 0).build());
        byte[] one = ProfileWriter.gzippedProtobuf(profile);
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(one);
        two.writeBytes(one);
        assertThatThrownBy(() -> READER.read(two.toByteArray())).hasMessageContaining("a second profile begins");
    }

    private static void assertSays(String sentence, String input) {
        assertThatThrownBy(() -> READER.read(input.getBytes(UTF_8)))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessage(sentence);
    }

    private static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(data);
        }
        return bytes.toByteArray();
    }
}
