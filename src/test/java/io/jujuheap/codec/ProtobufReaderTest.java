// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import org.junit.jupiter.api.Test;

class ProtobufReaderTest {
    private static final MemoryUse ANY = new MemoryUse(bytes -> {});
    private static final int SPACE = 1;
    private static final int BYTES = 2;
    private static final int MAIN = 3;
    private static final int MAIN_GO = 4;

    @Test
    void reads_every_field_of_the_profile_itself() throws MalformedProfileException {
        ProtobufBytes bytes = strings("", "space", "bytes", "drop", "keep", "comment", "doc")
                .message(Fields.PROFILE_SAMPLE_TYPE, valueType(1, 2))
                .number(Fields.PROFILE_DROP_FRAMES, 3)
                .number(Fields.PROFILE_KEEP_FRAMES, 4)
                .number(Fields.PROFILE_TIME_NANOS, 5)
                .number(Fields.PROFILE_DURATION_NANOS, 6)
                .message(Fields.PROFILE_PERIOD_TYPE, valueType(1, 2))
                .number(Fields.PROFILE_PERIOD, 7)
                .packed(Fields.PROFILE_COMMENT, 5, 6)
                .number(Fields.PROFILE_COMMENT, 4)
                .number(Fields.PROFILE_DEFAULT_SAMPLE_TYPE, 1)
                .number(Fields.PROFILE_DOC_URL, 6);

        Profile profile = read(bytes);

        assertThat(profile.info().sampleTypes()).containsExactly(new SampleType("space", "bytes"));
        assertThat(profile.info().dropFrames()).isEqualTo("drop");
        assertThat(profile.info().keepFrames()).isEqualTo("keep");
        assertThat(profile.info().timeNanos()).isEqualTo(5);
        assertThat(profile.info().durationNanos()).isEqualTo(6);
        assertThat(profile.info().periodType()).isEqualTo(new SampleType("space", "bytes"));
        assertThat(profile.info().period()).isEqualTo(7);
        assertThat(profile.info().comments()).containsExactly("comment", "doc", "keep");
        assertThat(profile.info().defaultSampleType()).isEqualTo("space");
        assertThat(profile.info().docUrl()).isEqualTo("doc");
    }

    @Test
    void reads_messages_in_any_order() throws MalformedProfileException {
        ProtobufBytes bytes = new ProtobufBytes()
                .message(Fields.PROFILE_SAMPLE, new ProtobufBytes().packed(1, 8).packed(2, 42))
                .message(Fields.PROFILE_LOCATION, location(8, 9, line(5, 12)))
                .message(Fields.PROFILE_FUNCTION, function(5))
                .message(
                        Fields.PROFILE_MAPPING, new ProtobufBytes().number(1, 9).number(2, 4096))
                .message(Fields.PROFILE_SAMPLE_TYPE, valueType(SPACE, BYTES))
                .raw(usualStrings().toBytes());

        Profile profile = read(bytes);

        assertThat(profile.locations()).singleElement().satisfies(location -> {
            assertThat(location.mapping().start()).isEqualTo(4096);
            assertThat(location.lines()).singleElement().satisfies(line -> {
                assertThat(line.function().name()).isEqualTo("main.main");
                assertThat(line.line()).isEqualTo(12);
            });
        });
        assertThat(profile.samples().value(0, 0)).isEqualTo(42);
    }

    @Test
    void reads_packed_and_unpacked_numbers_of_one_sample_in_their_order() throws MalformedProfileException {
        ProtobufBytes sample = new ProtobufBytes()
                .number(1, 1)
                .packed(1, 2, 1)
                .packed(1)
                .number(1, 2)
                .number(2, -1);
        Profile profile = read(usual().message(Fields.PROFILE_LOCATION, location(1, 0))
                .message(Fields.PROFILE_LOCATION, location(2, 0))
                .message(Fields.PROFILE_SAMPLE, sample));

        assertThat(profile.samples().depth(0)).isEqualTo(4);
        assertThat(profile.samples().locationAt(0)).isEqualTo(0);
        assertThat(profile.samples().locationAt(1)).isEqualTo(1);
        assertThat(profile.samples().locationAt(2)).isEqualTo(0);
        assertThat(profile.samples().locationAt(3)).isEqualTo(1);
        assertThat(profile.samples().value(0, 0)).isEqualTo(-1);
    }

    @Test
    void passes_over_fields_it_does_not_know() throws MalformedProfileException {
        ProtobufBytes bytes = usual().number(99, 5)
                .bytes(100, new byte[3])
                .tag(101, 1)
                .raw(new byte[8])
                .tag(102, 5)
                .raw(new byte[4]);
        assertThat(read(bytes).samples().count()).isZero();
    }

    @Test
    void finds_locations_by_ids_in_any_order() throws MalformedProfileException {
        ProtobufBytes bytes = usual();
        for (long id : new long[] {-1, 77, 1, Long.MIN_VALUE, 2}) {
            bytes.message(Fields.PROFILE_LOCATION, location(id, 0));
        }
        ProtobufBytes sample =
                new ProtobufBytes().packed(1, 2, -1, Long.MIN_VALUE, 77, 1).packed(2, 0);
        Profile profile = read(bytes.message(Fields.PROFILE_SAMPLE, sample));

        assertThat(profile.samples().locationAt(0)).isEqualTo(4);
        assertThat(profile.samples().locationAt(1)).isEqualTo(0);
        assertThat(profile.samples().locationAt(2)).isEqualTo(3);
        assertThat(profile.samples().locationAt(3)).isEqualTo(1);
        assertThat(profile.samples().locationAt(4)).isEqualTo(2);
    }

    @Test
    void takes_a_mapping_that_is_missing_for_none_as_pprof_does() throws MalformedProfileException {
        Profile profile = read(usual().message(Fields.PROFILE_LOCATION, location(1, 5)));
        assertThat(profile.locations().get(0).mapping()).isEqualTo(Mapping.NONE);
    }

    @Test
    void reads_labels_as_pprof_does() throws MalformedProfileException {
        ProtobufBytes sample = new ProtobufBytes()
                .packed(2, 0)
                .message(3, new ProtobufBytes().number(1, BYTES).number(3, 96))
                .message(
                        3,
                        new ProtobufBytes().number(1, MAIN).number(2, MAIN_GO).number(3, 5))
                .message(3, new ProtobufBytes().number(1, BYTES).number(3, 0).number(4, SPACE))
                .message(3, new ProtobufBytes().number(1, BYTES).number(3, 0));
        Profile profile = read(usual().message(Fields.PROFILE_SAMPLE, sample));
        assertThat(profile.samples().labels(0))
                .containsExactly(
                        Label.objectBytes(96),
                        new Label("main.main", "main.go", 0, ""),
                        new Label("bytes", "", 0, "space"));
    }

    @Test
    void gives_samples_of_equal_labels_one_set() throws MalformedProfileException {
        ProtobufBytes label = new ProtobufBytes().number(1, BYTES).number(3, 96);
        ProtobufBytes sample = new ProtobufBytes().packed(2, 0).message(3, label);
        Profile profile = read(usual().message(Fields.PROFILE_SAMPLE, sample).message(Fields.PROFILE_SAMPLE, sample));
        assertThat(profile.samples().labelSet(0)).isEqualTo(profile.samples().labelSet(1));
    }

    @Test
    void keeps_bytes_that_are_not_utf8_readable() throws MalformedProfileException {
        ProtobufBytes bytes = strings("")
                .bytes(Fields.PROFILE_STRING_TABLE, new byte[] {'a', (byte) 0xff})
                .message(Fields.PROFILE_SAMPLE_TYPE, valueType(1, 0));
        assertThat(read(bytes).sampleTypes().get(0).type()).isEqualTo("a\uFFFD");
    }

    @Test
    void rejects_a_varint_longer_than_ten_bytes() {
        ProtobufBytes bytes = new ProtobufBytes()
                .tag(Fields.PROFILE_PERIOD, 0)
                .raw(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01);
        assertRejected(bytes, "at byte 1 a number is longer than 10 bytes");
    }

    @Test
    void rejects_a_varint_that_does_not_end() {
        assertRejected(usual().tag(Fields.PROFILE_PERIOD, 0).raw(0x80, 0x80), "a number runs past the end");
    }

    @Test
    void rejects_a_length_past_the_end() {
        ProtobufBytes bytes =
                new ProtobufBytes().tag(Fields.PROFILE_SAMPLE, 2).varint(1000).raw(1, 2);
        assertRejected(bytes, "at byte 1 a length of 1000 bytes runs past the end, where 2 are left");
    }

    @Test
    void rejects_lengths_of_two_gigabytes_and_more() {
        for (long length : new long[] {Integer.MAX_VALUE, 1L << 31, 1L << 32, Long.MAX_VALUE, -1}) {
            ProtobufBytes bytes = new ProtobufBytes()
                    .tag(Fields.PROFILE_SAMPLE, 2)
                    .varint(length)
                    .raw(0);
            assertRejected(bytes, "a length of " + Long.toUnsignedString(length) + " bytes runs past the end");
        }
    }

    @Test
    void rejects_a_nested_length_past_the_end_of_its_message() {
        ProtobufBytes sample = new ProtobufBytes().tag(Fields.SAMPLE_VALUE, 2).varint(5);
        assertRejected(
                usual().message(Fields.PROFILE_SAMPLE, sample).bytes(99, new byte[10]),
                "a length of 5 bytes runs past the end");
    }

    @Test
    void rejects_groups() {
        assertRejected(usual().tag(99, 3), "field 99 has the unsupported wire type 3");
    }

    @Test
    void rejects_a_known_field_of_the_wrong_wire_type() {
        assertRejected(usual().text(Fields.PROFILE_PERIOD, "x"), "field 12 has the wrong wire type 2");
        assertRejected(usual().number(Fields.PROFILE_SAMPLE, 1), "field 2 has the wrong wire type 0");
    }

    @Test
    void rejects_field_numbers_that_protobuf_does_not_have() {
        assertRejected(usual().raw(0x00, 0x00), "a field has the impossible number 0");
        assertRejected(usual().varint(1L << 40), "a field has the impossible number 137438953472");
    }

    @Test
    void rejects_a_fixed_number_past_the_end() {
        assertRejected(usual().tag(99, 1).raw(new byte[7]), "a number runs past the end");
        assertRejected(usual().tag(99, 5).raw(new byte[3]), "a number runs past the end");
    }

    @Test
    void rejects_a_string_index_out_of_range() {
        assertRejected(usual().number(Fields.PROFILE_DOC_URL, 5), "string 5 is named, but the string table has only 5");
        assertRejected(usual().number(Fields.PROFILE_DOC_URL, -1), "string -1 is named");
        assertRejected(
                usual().message(
                                Fields.PROFILE_FUNCTION,
                                new ProtobufBytes().number(1, 1).number(2, 1L << 32)),
                "string 4294967296 is named");
    }

    @Test
    void rejects_a_missing_string_table() {
        assertRejected(
                new ProtobufBytes().message(Fields.PROFILE_SAMPLE_TYPE, valueType(0, 0)),
                "it has no string table, so it was probably cut short");
    }

    @Test
    void rejects_a_string_table_that_does_not_begin_empty() {
        assertRejected(strings("x"), "the string table does not begin with the empty string");
    }

    @Test
    void rejects_a_profile_without_sample_types() {
        assertRejected(strings(""), "it names no sample types");
    }

    @Test
    void rejects_a_location_that_is_missing() {
        ProtobufBytes sample = new ProtobufBytes().packed(1, 3).packed(2, 0);
        assertRejected(
                usual().message(Fields.PROFILE_SAMPLE, sample),
                "a sample names location 3, which the profile does not have");
    }

    @Test
    void rejects_location_zero() {
        ProtobufBytes sample = new ProtobufBytes().packed(1, 0).packed(2, 0);
        assertRejected(
                usual().message(Fields.PROFILE_LOCATION, location(1, 0)).message(Fields.PROFILE_SAMPLE, sample),
                "a sample names location 0, which the profile does not have");
        assertRejected(usual().message(Fields.PROFILE_LOCATION, location(0, 0)), "a location has the reserved id 0");
    }

    @Test
    void rejects_two_things_of_one_id() {
        assertRejected(
                usual().message(Fields.PROFILE_LOCATION, location(1, 0))
                        .message(Fields.PROFILE_LOCATION, location(1, 0)),
                "a second location has the id 1");
        assertRejected(
                usual().message(Fields.PROFILE_FUNCTION, function(9))
                        .message(Fields.PROFILE_FUNCTION, function(8))
                        .message(Fields.PROFILE_FUNCTION, function(9)),
                "a second function has the id 9");
        ProtobufBytes mapping = new ProtobufBytes().number(1, -1);
        assertRejected(
                usual().message(Fields.PROFILE_MAPPING, mapping).message(Fields.PROFILE_MAPPING, mapping),
                "a second mapping has the id 18446744073709551615");
    }

    @Test
    void rejects_a_line_without_its_function() {
        assertRejected(
                usual().message(Fields.PROFILE_LOCATION, location(1, 0, line(4, 1))),
                "a line names function 4, which the profile does not have");
        assertRejected(
                usual().message(Fields.PROFILE_LOCATION, location(1, 0, line(0, 1))),
                "a line names function 0, which the profile does not have");
    }

    @Test
    void rejects_samples_with_other_than_one_value_per_type() {
        assertRejected(
                usual().message(Fields.PROFILE_SAMPLE, new ProtobufBytes()),
                "a sample has 0 values, but the profile has 1 sample types");
        assertRejected(
                usual().message(Fields.PROFILE_SAMPLE, new ProtobufBytes().packed(2, 1, 2)),
                "there are more numbers than the 1 that there should be");
        assertRejected(
                usual().message(
                                Fields.PROFILE_SAMPLE,
                                new ProtobufBytes().number(2, 1).number(2, 2)),
                "a sample has more than 1 values, but the profile has 1 sample types");
    }

    @Test
    void rejects_concatenated_profiles() {
        byte[] one = usual().number(Fields.PROFILE_TIME_NANOS, 1).toBytes();
        assertRejected(new ProtobufBytes().raw(one).raw(one), "a second profile begins");
    }

    @Test
    void names_the_byte_at_which_it_goes_wrong() {
        ProtobufBytes bytes = usual();
        int at = bytes.size() + 1;
        bytes.message(Fields.PROFILE_SAMPLE, new ProtobufBytes());
        assertRejected(bytes, "at byte " + at + " a sample has 0 values");
    }

    private static ProtobufBytes usual() {
        return usualStrings().message(Fields.PROFILE_SAMPLE_TYPE, valueType(SPACE, BYTES));
    }

    private static ProtobufBytes usualStrings() {
        return strings("", "space", "bytes", "main.main", "main.go");
    }

    private static ProtobufBytes strings(String... strings) {
        ProtobufBytes bytes = new ProtobufBytes();
        for (String string : strings) {
            bytes.text(Fields.PROFILE_STRING_TABLE, string);
        }
        return bytes;
    }

    private static ProtobufBytes valueType(int type, int unit) {
        return new ProtobufBytes().number(1, type).number(2, unit);
    }

    private static ProtobufBytes function(long id) {
        return new ProtobufBytes().number(1, id).number(2, MAIN).number(3, MAIN).number(4, MAIN_GO);
    }

    private static ProtobufBytes location(long id, long mapping, ProtobufBytes... lines) {
        ProtobufBytes location = new ProtobufBytes().number(1, id).number(2, mapping);
        for (ProtobufBytes line : lines) {
            location.message(4, line);
        }
        return location;
    }

    private static ProtobufBytes line(long function, long line) {
        return new ProtobufBytes().number(1, function).number(2, line);
    }

    private static Profile read(ProtobufBytes bytes) throws MalformedProfileException {
        return ProtobufReader.read(bytes.toBytes(), Limits.DEFAULT, ANY);
    }

    private static void assertRejected(ProtobufBytes bytes, String sentence) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(MalformedProfileException.class)
                .hasMessageStartingWith("malformed protobuf profile: ")
                .hasMessageContaining(sentence);
    }
}
