// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.testkit.Recorded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of a profile that was cut at any byte is an error or the same profile, never another one. */
class TruncationTest {
    private static final MemoryUse ANY = new MemoryUse(bytes -> {});
    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);
    private static final int SMALL = 2_500;

    @ParameterizedTest
    @MethodSource("small")
    void a_cut_profile_is_an_error_or_the_same(Path recording) throws Exception {
        assertEveryCutIsNoticed(Files.readAllBytes(recording));
    }

    @ParameterizedTest
    @MethodSource("smallProtobufs")
    void a_cut_plain_protobuf_of_go_is_an_error(Path recording) throws Exception {
        assertEveryCutIsNoticed(Gzip.inflate(Files.readAllBytes(recording), Limits.DEFAULT, ANY));
    }

    @ParameterizedTest
    @MethodSource("smallProtobufs")
    void a_cut_plain_protobuf_of_ours_is_an_error(Path recording) throws Exception {
        assertEveryCutIsNoticed(ProfileWriter.protobuf(READER.read(Files.readAllBytes(recording))));
    }

    @Test
    void a_cut_text_of_several_records_is_an_error() throws Exception {
        String text = new String(Recorded.named("buffers-go1.19/heap-01").text(), UTF_8);
        List<String> parts = List.of(text.split("\n\n", -1));
        List<String> fewer = new ArrayList<>(parts.subList(0, 8));
        fewer.add(parts.get(parts.size() - 1));
        assertEveryCutIsNoticed(String.join("\n\n", fewer).getBytes(UTF_8));
    }

    static List<Path> small() {
        return Stream.concat(protobufs(), Recorded.withText().stream().map(Recorded::textFile))
                .filter(TruncationTest::isSmall)
                .toList();
    }

    static List<Path> smallProtobufs() {
        return protobufs().filter(TruncationTest::isSmall).toList();
    }

    private static Stream<Path> protobufs() {
        return Recorded.all().stream().map(Recorded::file);
    }

    private static boolean isSmall(Path recording) {
        return recording.toFile().length() < SMALL;
    }

    private static void assertEveryCutIsNoticed(byte[] whole) throws MalformedProfileException {
        Profile expected = sampled(READER.read(whole));
        for (int length = 0; length < whole.length; length++) {
            try {
                Profile cut = READER.read(Arrays.copyOf(whole, length));
                assertThat(sampled(cut)).as("cut after %d bytes", length).isEqualTo(expected);
            } catch (MalformedProfileException noticed) {
                assertThat(noticed).hasMessageNotContaining("\n");
            }
        }
    }

    /** Without the statistics, whose last line, the operating system's, may be gone without a trace. */
    private static Profile sampled(Profile profile) {
        ProfileInfo info = profile.info();
        ProfileInfo without = new ProfileInfo(
                info.sampleTypes(),
                info.defaultSampleType(),
                info.periodType(),
                info.period(),
                info.timeNanos(),
                info.durationNanos(),
                info.dropFrames(),
                info.keepFrames(),
                info.comments(),
                info.docUrl(),
                null);
        return new Profile(without, profile.mappings(), profile.locations(), profile.samples());
    }
}
