// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One profile that is exactly at each limit, and each limit once less by one. */
class LimitsTest {
    private static final MemoryUse ANY = new MemoryUse(bytes -> {});
    private static final String TEXT =
            """
            heap profile: 1: 1 [2: 2] @ heap/2
            1: 1 [2: 2] @ 0x101 0x201 0x999
            #\t0x100\tmain.f+0x1\t/m.go:1
            #\t0x200\tmain.main+0x1\t/m.go:2

            1: 1 [2: 2] @ 0x101

            # runtime.MemStats
            # DebugGC = false
            """;
    private static final byte[] PROTOBUF = ProfileWriter.protobuf(profile());

    @Test
    void reads_what_is_exactly_at_the_limits() {
        assertThatCode(() -> read(PROTOBUF, protobufLimits())).doesNotThrowAnyException();
        assertThatCode(() -> read(TEXT.getBytes(UTF_8), textLimits())).doesNotThrowAnyException();
    }

    @Test
    void refuses_a_protobuf_beyond_a_limit() {
        int size = PROTOBUF.length;
        assertRefused("longer than the allowed " + (size - 1) + " bytes", new Limits(size - 1, 200, 2, 3, 4, 2, 5, 9));
        assertRefused("more than the allowed 1 samples", new Limits(size, 200, 1, 3, 4, 2, 5, 9));
        assertRefused("a stack is deeper than the allowed 2", new Limits(size, 200, 2, 2, 4, 2, 5, 9));
        assertRefused("the stacks together are deeper than the allowed 3", new Limits(size, 200, 2, 3, 3, 2, 5, 9));
        assertRefused("more than the allowed 1 labels", new Limits(size, 200, 2, 3, 4, 1, 5, 9));
        assertRefused("more than the allowed 4 strings", new Limits(size, 200, 2, 3, 4, 2, 4, 9));
        assertRefused("a string is longer than the allowed 8 bytes", new Limits(size, 200, 2, 3, 4, 2, 5, 8));
    }

    @Test
    void refuses_tables_beyond_the_limit() throws MalformedProfileException {
        ProtobufBytes bytes = new ProtobufBytes();
        for (int field : new int[] {3, 4, 5}) {
            ProtobufBytes many = new ProtobufBytes().message(field, bytes).message(field, bytes);
            assertThatThrownBy(() -> ProtobufReader.read(many.toBytes(), new Limits(99, 200, 2, 3, 4, 2, 1, 9), ANY))
                    .isInstanceOf(MalformedProfileException.class)
                    .hasMessageContaining("more than the allowed 1 ");
        }
    }

    @Test
    void counts_the_frames_of_inlined_functions() {
        Limits limits = new Limits(9_999, 200, 2, 3, 99, 2, 5, 9);
        assertThatCode(() -> read(inlined(48, 2), limits)).doesNotThrowAnyException();
        assertThatThrownBy(() -> read(inlined(49, 1), limits))
                .hasMessageStartingWith("the profile has more than 48 frames in one stack");
        assertThatThrownBy(() -> read(inlined(16, 7), new Limits(9_999, 200, 9, 3, 99, 2, 5, 9)))
                .hasMessageStartingWith("the profile has more than 99 frames in all stacks together");
    }

    /** So many samples of one location, which stands for so many frames. */
    private static byte[] inlined(int lines, int count) {
        Function function = new Function("main.main", "main.main", "/m.go", 1);
        List<Line> all = Collections.nCopies(lines, new Line(function, 2, 0));
        Samples.Builder samples = new Samples.Builder(1, count, count);
        for (int i = 0; i < count; i++) {
            samples.location(0).value(0, 8).end();
        }
        return ProfileWriter.protobuf(new Profile(
                ProfileInfo.of(List.of(new SampleType("space", ""))),
                List.of(),
                List.of(new Location(Mapping.NONE, 1, all, false)),
                samples.build()));
    }

    @Test
    void refuses_a_text_beyond_a_limit() {
        int size = TEXT.length();
        assertTextRefused("longer than the allowed " + (size - 1), new Limits(size - 1, 200, 2, 3, 3, 1, 3, 64));
        assertTextRefused(
                "line 6: the profile has more than the allowed 1 records", new Limits(size, 200, 1, 3, 3, 1, 3, 64));
        assertTextRefused("line 2: a stack is deeper than the allowed 2", new Limits(size, 200, 2, 2, 3, 1, 3, 64));
        assertTextRefused(
                "line 2: the stacks together are deeper than the allowed 2", new Limits(size, 200, 2, 3, 2, 1, 3, 64));
        assertTextRefused(
                "line 2: the profile has more than the allowed 2 addresses", new Limits(size, 200, 2, 3, 3, 1, 2, 64));
        assertTextRefused(
                "line 3: the line is longer than the allowed 10 bytes", new Limits(size, 200, 2, 3, 3, 1, 3, 10));
    }

    @Test
    void refuses_a_profile_that_is_too_long() {
        ProfileReader reader = ProfileReader.withLimits(Limits.DEFAULT.withInflatedBytes(10));
        assertThatThrownBy(() -> reader.read(new byte[11]))
                .hasMessage("the profile is longer than the allowed 10 bytes");
    }

    @Test
    void limits_must_be_positive() {
        assertThatThrownBy(() -> Limits.DEFAULT.withInflatedBytes(0)).hasMessage("inflatedBytes < 1: 0");
    }

    private static Limits protobufLimits() {
        return new Limits(PROTOBUF.length, 200, 2, 3, 4, 2, 5, 9);
    }

    private static Limits textLimits() {
        return new Limits(TEXT.length(), 200, 2, 3, 3, 1, 3, 64);
    }

    private static Profile profile() {
        Function function = new Function("main.main", "main.main", "/m.go", 1);
        Location location = new Location(Mapping.NONE, 1, List.of(new Line(function, 2, 0)), false);
        Samples.Builder samples = new Samples.Builder(1, 2, 4);
        int labels = samples.labelSet(List.of(Label.objectBytes(8)));
        samples.location(0).location(0).location(0).value(0, 8).end(labels);
        samples.location(0).value(0, 8).end(labels);
        ProfileInfo info = ProfileInfo.of(List.of(new SampleType("space", "")));
        return new Profile(info, List.of(), List.of(location), samples.build());
    }

    private static Profile read(byte[] data, Limits limits) throws MalformedProfileException {
        return ProfileReader.withLimits(limits).read(data);
    }

    private static void assertRefused(String sentence, Limits limits) {
        assertThatThrownBy(() -> read(PROTOBUF, limits))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining(sentence);
    }

    private static void assertTextRefused(String sentence, Limits limits) {
        assertThatThrownBy(() -> read(TEXT.getBytes(UTF_8), limits))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageContaining(sentence);
    }
}
