// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.Recorded;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that came through terminals, mail and web pages gives the profile that Go wrote. */
class PastedTextTest {
    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    private static final String HEADER = "heap profile: 2: 2097152 [9: 9437184] @ heap/1048576\n";
    private static final String POOL =
            """
            1: 1048576 [5: 5242880] @ 0x401051 0x402051 0x403051
            #	0x401050	example.com/a.(*Pool).Open+0x50		/src/a/pool.go:43
            #	0x402050	example.com/a.(*Server).login+0x50	/src/a/server.go:66
            #	0x403050	main.main+0x50				/src/main.go:175

            """;
    private static final String BUFFER =
            """
            1: 1048576 [4: 4194304] @ 0x404051 0x403051
            #	0x404050	example.com/b.NewBuffer+0x50		/src/b/buf.go:28
            #	0x403050	main.main+0x50				/src/main.go:175

            """;
    private static final String TRAILER =
            """
            # runtime.MemStats
            # Alloc = 2097152
            # PauseNs = [12098 5038 0 0]
            # NumGC = 3
            # DebugGC = false
            """;
    private static final String WHOLE = HEADER + POOL + BUFFER + TRAILER;

    @Property(tries = 600, shrinking = ShrinkingMode.OFF)
    void whatever_a_text_goes_through_it_stays_the_profile_it_was(@ForAll("small") Recorded recorded, @ForAll long seed)
            throws MalformedProfileException {
        assertStays(recorded, seed);
    }

    @Tag("long")
    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void whatever_a_text_goes_through_it_stays_the_profile_it_was_for_long(
            @ForAll("small") Recorded recorded, @ForAll long seed) throws MalformedProfileException {
        assertStays(recorded, seed);
    }

    private static void assertStays(Recorded recorded, long seed) throws MalformedProfileException {
        // A path with a blank that was wrapped at it cannot be told from one that was wrapped inside a word.
        Mangler mangler = new Mangler(seed, !recorded.recording().contains("spaces"));
        byte[] mangled = mangler.mangled(recorded.text());
        Profile profile = onlyProfile(READER.readFound(mangled));
        Profile original = recorded.profileOfText();
        assertThat(profile.samples()).as(mangler.description()).isEqualTo(original.samples());
        for (int i = 0; i < original.locations().size(); i++) {
            assertThat(profile.locations().get(i))
                    .as(mangler.description())
                    .isEqualTo(original.locations().get(i));
        }
        assertThat(profile.mappings()).isEqualTo(original.mappings());
        assertThat(profile.sampleTypes()).isEqualTo(original.sampleTypes());
        assertThat(profile.info().period()).isEqualTo(original.info().period());
    }

    @Provide
    Arbitrary<Recorded> small() {
        return Arbitraries.of(Recorded.heaps().stream()
                .filter(recorded -> recorded.text().length < 200_000)
                .toList());
    }

    @Test
    void text_as_go_wrote_it_is_read_without_a_remark() throws MalformedProfileException {
        assertThat(found(WHOLE).remark()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"        ", " ", "\u00a0 ", "\t \t"})
    void blanks_may_stand_for_tabs(String blanks) throws MalformedProfileException {
        Reading reading = found(WHOLE.replaceAll("\t+", blanks));
        assertSame(reading);
        assertThat(reading.remark()).isEqualTo("its lines were wrapped or have blanks where Go writes tabs");
    }

    @Test
    void lines_around_the_profile_are_passed_over_and_counted() throws MalformedProfileException {
        Reading reading = found("$ juju_heap_profile\nQuerying…\n\n" + HEADER + POOL + "# and many more\n" + BUFFER
                + TRAILER + "ubuntu@0:~$ exit\n");
        assertSame(reading);
        assertThat(reading.remark())
                .isEqualTo("2 lines before it and 1 line between its lines and 1 line after it were passed over");
    }

    @Test
    void a_text_without_its_trailer_is_read_and_said_to_lack_it() throws MalformedProfileException {
        Reading reading = found(HEADER + POOL + BUFFER);
        assertSame(reading);
        assertThat(reading.remark())
                .isEqualTo(
                        "it has no '# runtime.MemStats' trailer, so it may be cut short, and its sampling rate is taken from"
                                + " the header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1: 1048576 [4: 41943",
                "1: 1048576 [4: 4194304] @ 0x404051 0x4030",
                "1: 1048576 [4: 4194304] @ 0x404051 0x403051 0x405051\n",
                "1: 1048576 [4: 4194304] @ 0x404051 0x403051 0x405051 0x406051\n#\t0x404050\tb.f+0x50\t/b.go:28\n",
                "1: 1048576 [4: 4194304] @ 0x404051\n#\t0x404050\tb.NewBuf",
                "1: 1048576 [4: 4194304] @ 0x404051\n#\t0x404050\tb.NewBuffer+0x50\t/src/b"
            })
    void a_last_record_that_lost_its_end_is_left_out(String cut) throws MalformedProfileException {
        Reading reading = found(HEADER + POOL + BUFFER + cut);
        assertSame(reading);
        assertThat(reading.remark()).startsWith("its last record is incomplete and was left out; it has no ");
    }

    @Test
    void a_trailer_that_lost_its_end_keeps_what_is_surely_whole() throws MalformedProfileException {
        Reading reading = found(WHOLE.substring(0, WHOLE.length() - "bugGC = false\n".length()));
        assertSame(reading);
        assertThat(reading.remark()).isEqualTo("its trailer is cut short");
        assertThat(reading.last().info().goMemStats().orElseThrow().values()).containsKey("Alloc");
        assertThat(found(HEADER + POOL + "# runtime.MemStats\n# Alloc = 20\n# Sys = 1")
                        .last()
                        .info()
                        .goMemStats()
                        .orElseThrow()
                        .values())
                .containsOnlyKeys("Alloc");
    }

    @Test
    void missing_file_columns_leave_the_functions() throws MalformedProfileException {
        Profile profile = onlyProfile(found(WHOLE.replaceAll("\t+/src\\S+", "")));
        assertThat(profile.locations())
                .extracting(location -> location.lines().get(0).function().name())
                .containsExactly(
                        "example.com/a.(*Pool).Open",
                        "example.com/a.(*Server).login",
                        "main.main",
                        "example.com/b.NewBuffer");
        assertThat(profile.samples()).isEqualTo(strict(WHOLE).samples());
    }

    @Test
    void several_profiles_in_one_text_are_told_apart() throws MalformedProfileException {
        Reading reading = found("first:\n" + WHOLE + "\nsecond:\n" + HEADER + BUFFER + TRAILER);
        assertThat(reading.profiles()).containsExactly(strict(WHOLE), strict(HEADER + BUFFER + TRAILER));
        assertThat(reading.remark())
                .isEqualTo("of its profile 1, 1 line before it and 1 line after it were passed over");
    }

    @Test
    void symbols_that_cannot_be_read_are_never_passed_over_in_silence() {
        assertThatThrownBy(() -> strict(WHOLE.replace("#\t", "# ")))
                .hasMessageContaining("line 3: this line is not of the record before it");
    }

    @Test
    void an_error_names_the_line_of_the_original() {
        assertThatThrownBy(() -> found("one\n\ntwo\n" + HEADER + POOL.replace("0x401050\t", "0x499050\t") + BUFFER))
                .hasMessageContaining("line 6: the address 0x499050 is not one of its record's");
        assertThatThrownBy(() -> found("$ cat\n" + HEADER + POOL + "0: 1 [0: 0] @ 0x1\n" + BUFFER))
                .hasMessageContaining("line 8: no objects have 1 bytes");
    }

    @Test
    void records_without_their_header_are_refused() {
        assertThatThrownBy(() -> found("as you see:\n" + POOL + BUFFER))
                .hasMessage(
                        "these are records of a heap profile without its first line, 'heap profile: … @ heap/…', so their"
                                + " sampling rate is unknown: copy that line, too");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@ heap/104\n8576\n", "@ heap/\n1048576\n", "\n@ heap/1048576\n"})
    void a_wrapped_header_keeps_its_rate(String end) throws MalformedProfileException {
        assertSame(found(HEADER.replace("@ heap/1048576\n", end) + POOL + BUFFER + TRAILER));
    }

    private static void assertSame(Reading reading) throws MalformedProfileException {
        Profile profile = onlyProfile(reading);
        Profile expected = strict(WHOLE);
        assertThat(profile.samples()).isEqualTo(expected.samples());
        assertThat(profile.locations()).isEqualTo(expected.locations());
        assertThat(profile.sampleTypes()).isEqualTo(expected.sampleTypes());
        assertThat(profile.info().period()).isEqualTo(expected.info().period());
    }

    private static Profile onlyProfile(Reading reading) {
        assertThat(reading.profiles()).hasSize(1);
        return reading.last();
    }

    private static Reading found(String text) throws MalformedProfileException {
        return READER.readFound(text.getBytes(UTF_8));
    }

    private static Profile strict(String text) throws MalformedProfileException {
        return READER.read(text.getBytes(UTF_8));
    }
}
