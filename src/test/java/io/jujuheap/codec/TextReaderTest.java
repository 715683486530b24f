// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextReaderTest {
    private static final MemoryUse ANY = new MemoryUse(bytes -> {});
    private static final String HEADER = "heap profile: 3: 300 [5: 500] @ heap/2\n";
    private static final String TRAILER =
            """

            # runtime.MemStats
            # Alloc = 3822832
            # NumGC = 2
            # DebugGC = false
            # MaxRSS = 4251648
            """;
    private static final String MAP = "\nMAPPED_LIBRARIES:\n00400000-004b7000 r-xp 00000000 08:01 123 /usr/bin/prog\n";

    @Test
    void reads_a_record_with_its_names() throws MalformedProfileException {
        Profile profile = read(
                HEADER,
                "2: 200 [4: 400] @ 0x101 0x201 0x999\n",
                "#\t0x100\tmain.add+0x10\t\t/src/a b/cache.go:19\n",
                "#\t0x200\tmain.main+0x20\t/src/main.go:7\n",
                TRAILER);

        assertThat(profile.sampleTypes())
                .containsExactly(
                        SampleType.ALLOC_OBJECTS,
                        SampleType.ALLOC_SPACE,
                        SampleType.INUSE_OBJECTS,
                        SampleType.INUSE_SPACE);
        assertThat(valuesOf(profile, 0)).isEqualTo("4 400 2 200");
        assertThat(profile.samples().labels(0)).containsExactly(Label.objectBytes(100));
        assertThat(stackOf(profile, 0)).isEqualTo("100 main.add /src/a b/cache.go:19; 200 main.main /src/main.go:7");
    }

    @Test
    void leaves_tools_nothing_to_look_up_when_all_is_named() throws MalformedProfileException {
        Profile profile = read(HEADER, "1: 1 [1: 1] @ 0x101\n#\t0x100\tmain.main+0x1\t/m.go:1\n", TRAILER);
        assertThat(profile.mappings())
                .singleElement()
                .matches(Mapping::hasFunctions)
                .matches(Mapping::hasFilenames)
                .matches(Mapping::hasLineNumbers)
                .matches(Mapping::hasInlineFrames);
        assertThat(profile.locations().get(0).mapping())
                .isEqualTo(profile.mappings().get(0));
    }

    @Test
    void names_hold_spaces_brackets_and_plus_signs() throws MalformedProfileException {
        Profile profile = read(
                HEADER,
                "1: 1 [1: 1] @ 0x101\n",
                "#\t0x100\tgopkg%2ev3.(*T[go.shape.struct { a int; b +x }]).m·f+0x2b\t\t\tpkg/c++/x:y.go:12\r\n",
                TRAILER);
        assertThat(stackOf(profile, 0))
                .isEqualTo("100 gopkg%2ev3.(*T[go.shape.struct { a int; b +x }]).m·f pkg/c++/x:y.go:12");
    }

    @Test
    void folds_inlined_frames_into_the_function_they_were_compiled_into() throws MalformedProfileException {
        Profile profile = read(
                HEADER,
                "1: 1 [1: 1] @ 0x131 0x121 0x111 0x201 0x999\n",
                "#\t0x130\tmain.innermost+0x30\t/m.go:3\n",
                "#\t0x120\tmain.inner+0x20\t/m.go:2\n",
                "#\t0x110\tmain.outer+0x10\t/m.go:1\n",
                "#\t0x200\tmain.main+0x80\t/m.go:9\n",
                TRAILER);
        assertThat(stackOf(profile, 0))
                .isEqualTo(
                        "130 main.innermost /m.go:3 in main.inner /m.go:2 in main.outer /m.go:1; 200 main.main /m.go:9");
    }

    @Test
    void does_not_take_recursion_for_inlining() throws MalformedProfileException {
        Profile profile = read(
                HEADER,
                "1: 1 [1: 1] @ 0x131 0x131 0x111 0x131 0x201 0x999\n",
                "#\t0x130\tmain.f+0x30\t/m.go:3\n",
                "#\t0x130\tmain.f+0x30\t/m.go:3\n",
                "#\t0x110\tmain.g+0x10\t/m.go:1\n",
                "#\t0x130\tmain.f+0x30\t/m.go:3\n",
                "#\t0x200\tmain.main+0x80\t/m.go:9\n",
                TRAILER);
        assertThat(stackOf(profile, 0))
                .isEqualTo("130 main.f /m.go:3; 130 main.f /m.go:3; 110 main.g /m.go:1 in main.f /m.go:3; "
                        + "200 main.main /m.go:9");
    }

    @Test
    void completes_a_cut_inlined_call_from_a_whole_stack() throws MalformedProfileException {
        String deep = IntStream.range(0, 31).mapToObj(i -> " 0x501").collect(joining());
        String names = "#\t0x500\tmain.r+0x1\t/m.go:5\n".repeat(31);
        Profile profile = read(
                HEADER,
                "1: 1 [1: 1] @ 0x121 0x111 0x201 0x999\n",
                "#\t0x120\tmain.inner+0x20\t/m.go:2\n",
                "#\t0x110\tmain.outer+0x10\t/m.go:1\n",
                "#\t0x200\tmain.main+0x80\t/m.go:9\n",
                "\n1: 1 [1: 1] @" + deep + " 0x121\n",
                names + "#\t0x120\tmain.inner+0x20\t/m.go:2\n",
                TRAILER);
        assertThat(stackOf(profile, 1)).endsWith("; 120 main.inner /m.go:2 in main.outer /m.go:1");
        assertThat(profile.info().comments()).isEmpty();
    }

    @Test
    void says_when_a_stack_may_have_been_cut_inside_an_inlined_call() throws MalformedProfileException {
        String deep = IntStream.range(0, 31).mapToObj(i -> " 0x501").collect(joining());
        String names = "#\t0x500\tmain.r+0x1\t/m.go:5\n".repeat(31);
        Profile profile = read(
                HEADER,
                "1: 1 [1: 1] @" + deep + " 0x121\n",
                names + "#\t0x120\tmain.inner+0x20\t/m.go:2\n",
                "\n1: 1 [1: 1] @ 0x501 0x999\n#\t0x500\tmain.r+0x1\t/m.go:5\n",
                TRAILER);
        assertThat(profile.info().comments())
                .containsExactly(
                        "1 of 2 stacks were cut at Go's depth limit inside inlined calls: their outermost frame"
                                + " may lack the functions it was inlined into");
    }

    @Test
    void leaves_out_the_frames_that_go_hides() throws MalformedProfileException {
        Profile profile =
                read(HEADER, "1: 1 [1: 1] @ 0x11 0x21 0x101 0x999\n", "#\t0x100\tmain.main+0x1\t/m.go:1\n", TRAILER);
        assertThat(stackOf(profile, 0)).isEqualTo("100 main.main /m.go:1");
    }

    @Test
    void finds_a_shown_frame_although_the_hidden_one_before_it_ends_at_its_address() throws MalformedProfileException {
        Profile profile =
                read(HEADER, "1: 1 [1: 1] @ 0x100 0x101 0x999\n", "#\t0x100\tmain.main+0x1\t/m.go:1\n", TRAILER);
        assertThat(stackOf(profile, 0)).isEqualTo("100 main.main /m.go:1");
    }

    @Test
    void keeps_frames_between_that_have_no_name() throws MalformedProfileException {
        Profile profile = read(
                HEADER,
                "1: 1 [1: 1] @ 0x101 0x301 0x401 0x201 0x999\n",
                "#\t0x100\tmain.f+0x1\t/m.go:1\n",
                "#\t0x400\n",
                "#\t0x200\tmain.main+0x1\t/m.go:2\n",
                TRAILER);
        assertThat(stackOf(profile, 0)).isEqualTo("100 main.f /m.go:1; 300; 400; 200 main.main /m.go:2");
    }

    @Test
    void takes_the_interrupted_instruction_where_a_signal_struck() throws MalformedProfileException {
        Profile profile = read(
                HEADER,
                "1: 1 [1: 1] @ 0x101 0x200 0x999\n",
                "#\t0x100\tmain.f+0x1\t/m.go:1\n",
                "#\t0x200\tmain.main+0x0\t/m.go:2\n",
                TRAILER);
        assertThat(stackOf(profile, 0)).isEqualTo("100 main.f /m.go:1; 200 main.main /m.go:2");
    }

    @Test
    void puts_several_lines_for_one_address_into_one_location() throws MalformedProfileException {
        String record =
                """
                1: 1 [1: 1] @ 0x101 0x201 0x999
                #\t0x100\tc_inner+0x1\t/c.c:1
                #\t0x100\tc_outer+0x1\t/c.c:2
                #\t0x200\tmain.main+0x1\t/m.go:2

                """;
        Profile profile = read(HEADER, record, record, TRAILER);
        assertThat(stackOf(profile, 0)).isEqualTo("100 c_inner /c.c:1 in c_outer /c.c:2; 200 main.main /m.go:2");
        assertThat(stackOf(profile, 1)).isEqualTo(stackOf(profile, 0));
        assertThat(profile.locations()).hasSize(2);
    }

    @Test
    void reads_a_record_without_addresses() throws MalformedProfileException {
        Profile profile = read(HEADER, "1: 8 [1: 8] @\n", "1: 8 [1: 8] @ \n", TRAILER);
        assertThat(profile.samples().count()).isEqualTo(2);
        assertThat(profile.samples().totalDepth()).isZero();
    }

    @Test
    void keeps_records_that_are_zero_throughout_and_gives_them_no_size() throws MalformedProfileException {
        Profile profile = read(HEADER, "0: 0 [0: 0] @ 0x101\n", TRAILER);
        assertThat(valuesOf(profile, 0)).isEqualTo("0 0 0 0");
        assertThat(profile.samples().labels(0)).isEmpty();
    }

    @Test
    void reads_negative_live_counts() throws MalformedProfileException {
        Profile profile = read(HEADER, "-2: -200 [4: 400] @ 0x101\n", TRAILER);
        assertThat(valuesOf(profile, 0)).isEqualTo("4 400 -2 -200");
    }

    @Test
    void tolerates_the_spacing_of_other_writers() throws MalformedProfileException {
        Profile profile = read(
                "heap profile:      3:      300 [     5:      500] @ heapprofile\n",
                "     2:      200 [     4:      400] @ 0x00000101 0x201 \r\n",
                MAP);
        assertThat(valuesOf(profile, 0)).isEqualTo("4 400 2 200");
        assertThat(stackOf(profile, 0)).isEqualTo("100; 200");
    }

    @Test
    void scales_to_all_allocations_by_half_the_rate_that_go_writes() throws MalformedProfileException {
        Profile profile = read("heap profile: 1: 16 [2: 32] @ heap/1048576\n", "1: 16 [2: 32] @ 0x101\n", TRAILER);
        assertThat(profile.info().period()).isEqualTo(524288);
        assertThat(valuesOf(profile, 0)).isEqualTo("65537 1048592 32768 524296");
    }

    @Test
    void scales_heap_v2_by_its_rate() throws MalformedProfileException {
        Profile profile = read("heap profile: 1: 16 [2: 32] @ heap_v2/524288\n", "1: 16 [2: 32] @ 0x101\n", MAP);
        assertThat(profile.info().period()).isEqualTo(524288);
        assertThat(valuesOf(profile, 0)).isEqualTo("65537 1048592 32768 524296");
    }

    @Test
    void does_not_scale_what_was_not_sampled() throws MalformedProfileException {
        for (String kind : new String[] {"heap/2", "heap/0", "heap/1", "heap", "heapprofile", "growth", "growthz"}) {
            Profile profile = read("heap profile: 1: 16 [2: 32] @ " + kind + "\n", "1: 16 [2: 32] @ 0x101\n", MAP);
            assertThat(valuesOf(profile, 0)).as(kind).isEqualTo("2 32 1 16");
        }
    }

    @Test
    void counts_objects_without_bytes_as_none_where_it_scales() throws MalformedProfileException {
        Profile profile = read("heap profile: 1: 16 [2: 32] @ heap/1048576\n", "3: 0 [3: 0] @ 0x101\n", TRAILER);
        assertThat(valuesOf(profile, 0)).isEqualTo("0 0 0 0");
        profile = read("heap profile: 1: 16 [2: 32] @ heapprofile\n", "3: 0 [3: 0] @ 0x101\n", MAP);
        assertThat(valuesOf(profile, 0)).isEqualTo("3 0 3 0");
    }

    @Test
    void keeps_every_bit_of_what_it_does_not_scale() throws MalformedProfileException {
        long odd = (1L << 60) + 1;
        Profile profile = read(HEADER, odd + ": " + odd + " [" + odd + ": " + odd + "] @ 0x101\n", TRAILER);
        assertThat(profile.samples().value(0, 3)).isEqualTo(odd);
    }

    @Test
    void saturates_where_scaling_exceeds_a_long() throws MalformedProfileException {
        Profile profile = read(
                "heap profile: 1: 1 [2: 2] @ heap/" + Long.MAX_VALUE + "\n",
                Long.MAX_VALUE + ": " + Long.MAX_VALUE + " [1: 1] @ 0x101\n",
                TRAILER);
        assertThat(profile.samples().value(0, 3)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void reads_the_empty_profile_of_a_program_that_does_not_sample() throws MalformedProfileException {
        Profile profile = read("heap profile: 0: 0 [0: 1] @ heap/0\n\n", TRAILER);
        assertThat(profile.samples().count()).isZero();
        assertThat(profile.info().period()).isZero();
    }

    @Test
    void has_two_sample_types_when_allocations_were_not_counted() throws MalformedProfileException {
        Profile profile = read("heap profile: 2: 200 [2: 200] @ heapprofile\n", "2: 200 [2: 200] @ 0x101\n", MAP);
        assertThat(profile.sampleTypes())
                .containsExactly(new SampleType("objects", "count"), new SampleType("space", "bytes"));
        assertThat(valuesOf(profile, 0)).isEqualTo("2 200");
    }

    @Test
    void go_counts_allocations_even_when_nothing_was_freed_yet() throws MalformedProfileException {
        Profile profile = read("heap profile: 2: 200 [2: 200] @ heap/2\n", "2: 200 [2: 200] @ 0x101\n", TRAILER);
        assertThat(valuesOf(profile, 0)).isEqualTo("2 200 2 200");
    }

    @Test
    void finds_the_binary_of_an_address_in_the_memory_map() throws MalformedProfileException {
        Profile profile = read("heap profile: 1: 1 [1: 1] @ heapprofile\n", "1: 1 [1: 1] @ 0x400101 0x9\n", MAP);
        assertThat(profile.mappings())
                .containsExactly(new Mapping(0x400000, 0x4b7000, 0, "/usr/bin/prog", "", false, false, false, false));
        assertThat(profile.locations())
                .extracting(Location::mapping)
                .containsExactly(profile.mappings().get(0), Mapping.NONE);
    }

    @Test
    void keeps_the_memory_statistics_typed() throws MalformedProfileException {
        MemStats memStats = read(HEADER, TRAILER).info().goMemStats().orElseThrow();
        assertThat(memStats.number("Alloc")).hasValue(3822832);
        assertThat(memStats.numGc()).hasValue(2);
        assertThat(memStats.values()).containsEntry("DebugGC", new MemStats.Bool(false));
    }

    @Test
    void does_without_a_last_line_that_was_cut_after_the_runtimes_own() throws MalformedProfileException {
        Profile profile = read(HEADER, "\n# runtime.MemStats\n# NumGC = 2\n# DebugGC = false\n# MaxRSS = 42");
        assertThat(profile.info().goMemStats().orElseThrow().values()).containsOnlyKeys("NumGC", "DebugGC");
    }

    @Test
    void reads_windows_line_ends() throws MalformedProfileException {
        String text = HEADER + "1: 1 [2: 2] @ 0x101 0x999\n#\t0x100\tmain.main+0x1\t/m.go:1\n" + TRAILER;
        assertThat(read(text.replace("\n", "\r\n"))).isEqualTo(read(text));
    }

    @Test
    void rejects_lines_that_go_does_not_write() {
        assertRejected("line 2: this line is not of the record before it", HEADER, "# a comment\n", TRAILER);
    }

    @Test
    void rejects_a_text_that_was_cut_short() {
        assertRejected(
                "line 3: the profile ends before its '# runtime.MemStats' trailer does", HEADER, "1: 1 [2: 2] @ 0x1\n");
        assertRejected("line 5: the profile ends before", HEADER, "\n# runtime.MemStats\n# Alloc = 1\n# DebugGC = fal");
    }

    @Test
    void rejects_concatenated_texts() {
        String whole = HEADER + TRAILER;
        assertRejected("line 8: a second profile begins", whole, whole);
    }

    @Test
    void rejects_records_after_the_trailer() {
        assertRejected(
                "line 8: something else follows the '# runtime.MemStats' trailer", HEADER, TRAILER, "1: 1 [1: 1] @\n");
    }

    @Test
    void rejects_bytes_without_objects() {
        assertRejected("line 2: no objects have 16 bytes", HEADER, "0: 16 [1: 16] @ 0x101\n", TRAILER);
    }

    @Test
    void rejects_negative_allocations() {
        assertRejected("line 2: allocations are negative", HEADER, "1: 16 [-1: -16] @ 0x101\n", TRAILER);
    }

    @Test
    void rejects_a_kind_it_does_not_know() {
        assertRejected("line 1: 'heap_v3' is not a known kind", "heap profile: 1: 1 [2: 2] @ heap_v3/12\n", TRAILER);
        assertRejected("line 1: '12x' is not a sampling rate", "heap profile: 1: 1 [2: 2] @ heap/12x\n", TRAILER);
    }

    @Test
    void rejects_rows_that_are_none() {
        assertRejected("line 2: a number is missing", HEADER, "hello\n", TRAILER);
        assertRejected("line 2: '[' is missing", HEADER, "1: 1 (1: 1) @ 0x1\n", TRAILER);
        assertRejected(
                "line 2: something else than an address follows the '@'", HEADER, "1: 1 [1: 1] @ 101\n", TRAILER);
        assertRejected("line 2: a number is too large", HEADER, "1: 9223372036854775808 [1: 1] @\n", TRAILER);
        assertRejected("line 2: an address has 0 digits", HEADER, "1: 1 [1: 1] @ 0x\n", TRAILER);
        assertRejected("line 2: an address has 17 digits", HEADER, "1: 1 [1: 1] @ 0x12345678123456781\n", TRAILER);
    }

    @Test
    void rejects_symbol_lines_that_are_none() {
        String row = "1: 1 [1: 1] @ 0x101\n";
        assertRejected(
                "line 3: the address 0x300 is not one of its record's", HEADER, row, "#\t0x300\ta+0x1\t/m.go:1\n");
        for (String symbol :
                new String[] {"main.f", "main.f+0x1", "main.f\t/m.go:1", "main.f+0x1\t/m.go", "f+0xg\t/m:1"}) {
            assertRejected(
                    "line 3: '#', an address, a function and file:line were expected",
                    HEADER,
                    row,
                    "#\t0x100\t" + symbol + "\n");
        }
    }

    private static String valuesOf(Profile profile, int sample) {
        return IntStream.range(0, profile.sampleTypes().size())
                .mapToObj(type -> Long.toString(profile.samples().value(sample, type)))
                .collect(joining(" "));
    }

    private static String stackOf(Profile profile, int sample) {
        Samples samples = profile.samples();
        return IntStream.range(samples.stackStart(sample), samples.stackEnd(sample))
                .mapToObj(i -> text(profile.locations().get(samples.locationAt(i))))
                .collect(joining("; "));
    }

    private static String text(Location location) {
        String lines = location.lines().stream().map(TextReaderTest::text).collect(joining(" in "));
        return (Long.toHexString(location.address()) + " " + lines).strip();
    }

    private static String text(Line line) {
        return line.function().name() + " " + line.function().filename() + ":" + line.line();
    }

    private static Profile read(String... parts) throws MalformedProfileException {
        return TextReader.read(String.join("", parts).getBytes(UTF_8), Limits.DEFAULT, ANY);
    }

    private static void assertRejected(String sentence, String... parts) {
        assertThatThrownBy(() -> read(parts))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageStartingWith("malformed text profile: " + sentence);
    }
}
