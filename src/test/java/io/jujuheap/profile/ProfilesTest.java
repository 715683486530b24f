// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import io.jujuheap.testkit.HandMade;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    private static final SampleType BYTES_PERIOD = new SampleType("space", "bytes");

    @Test
    void adds_up_samples_of_equal_stacks_and_labels() {
        Profile one =
                HandMade.bytes().sample(100, "a", "main").sample(5, "b", "main").build();
        Profile other = HandMade.bytes().sample(20, "a", "main").build();
        Profile sum = Profiles.merge(List.of(one, other), Matching.ADDRESS);
        assertThat(sum.samples().count()).isEqualTo(2);
        assertThat(sum.samples().value(0, 0)).isEqualTo(120);
        assertThat(sum.total(0)).isEqualTo(125);
    }

    @Test
    void keeps_samples_apart_whose_labels_differ() {
        Profile profile = HandMade.bytes()
                .sample(new long[] {1}, List.of(Label.objectBytes(16)), "a")
                .sample(new long[] {2}, List.of(Label.objectBytes(32)), "a")
                .build();
        assertThat(doubled(profile).samples().count()).isEqualTo(2);
    }

    @Test
    void takes_labels_in_another_order_for_the_same() {
        Label size = Label.objectBytes(16);
        Label unit = new Label("unit", "mysql/0", 0, "");
        Profile one = HandMade.bytes()
                .sample(new long[] {1}, List.of(size, unit), "a")
                .build();
        Profile other = HandMade.bytes()
                .sample(new long[] {2}, List.of(unit, size), "a")
                .build();
        assertThat(Profiles.merge(List.of(one, other), Matching.ADDRESS)
                        .samples()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void one_profile_merged_is_itself() {
        Profile profile = HandMade.bytes().sample(0, "a").build();
        assertThat(Profiles.merge(List.of(profile), Matching.AUTOMATIC)).isSameAs(profile);
    }

    @Test
    void what_cancels_out_vanishes_with_its_locations() {
        Profile base = HandMade.bytes().sample(10, "same").sample(10, "grows").build();
        Profile target = HandMade.bytes().sample(10, "same").sample(30, "grows").build();
        Profile growth = Profiles.subtract(target, base, Matching.ADDRESS);
        assertThat(growth.samples().count()).isEqualTo(1);
        assertThat(growth.samples().value(0, 0)).isEqualTo(20);
        assertThat(growth.locations()).hasSize(1);
    }

    @Test
    void finds_the_same_place_wherever_the_program_was_loaded() {
        ProfileInfo info = ProfileInfo.of(List.of(SampleType.INUSE_SPACE));
        Profile base =
                HandMade.of(info, program(0x400000, "build-1")).sample(10, "a").build();
        Profile moved =
                HandMade.of(info, program(0x7f0000, "build-1")).sample(10, "a").build();
        assertThat(Profiles.subtract(moved, base, Matching.ADDRESS).samples().count())
                .isZero();
    }

    @Test
    void another_build_matches_by_symbol_and_not_by_address() {
        ProfileInfo info = ProfileInfo.of(List.of(SampleType.INUSE_SPACE));
        Profile base =
                HandMade.of(info, program(0x400000, "build-1")).sample(10, "a").build();
        Profile upgraded =
                HandMade.of(info, program(0x400000, "build-2")).sample(10, "a").build();
        assertThat(Profiles.subtract(upgraded, base, Matching.ADDRESS).samples().count())
                .isEqualTo(2);
        assertThat(Profiles.subtract(upgraded, base, Matching.AUTOMATIC)
                        .samples()
                        .count())
                .isEqualTo(2);
        assertThat(Profiles.subtract(upgraded, base, Matching.SYMBOL).samples().count())
                .isZero();
    }

    @Test
    void without_a_binary_on_one_side_matches_by_symbol_by_itself() {
        ProfileInfo info = ProfileInfo.of(List.of(SampleType.INUSE_SPACE));
        Profile text =
                HandMade.of(info, Mapping.NONE).sample(10, "f[...]", "main").build();
        Profile protobuf =
                HandMade.of(info).sample(10, "f[go.shape.int]", "main").build();
        Profile growth = Profiles.subtract(protobuf, text, Matching.AUTOMATIC);
        assertThat(growth.samples().count()).isZero();
        assertThat(growth.mappings()).as("the program is still known").hasSize(1);
    }

    @Test
    void type_arguments_do_not_tell_functions_apart_by_symbol() {
        assertThat(Function.withoutTypeArguments("main.(*T[go.shape.int]).get")).isEqualTo("main.(*T[...]).get");
        assertThat(Function.withoutTypeArguments("a[b[c]].d[e]")).isEqualTo("a[...]");
        assertThat(Function.withoutTypeArguments("main.plain")).isEqualTo("main.plain");
        assertThat(Function.withoutTypeArguments("]odd[")).isEqualTo("]odd[");
    }

    @Test
    void refuses_to_compare_what_has_no_symbols_with_another_encoding() {
        ProfileInfo info = ProfileInfo.of(List.of(SampleType.INUSE_SPACE));
        Profile bare = HandMade.of(info, Mapping.NONE).sample(10, "0x10").build();
        Profile protobuf = HandMade.of(info).sample(10, "a").build();
        assertThatThrownBy(() -> Profiles.subtract(protobuf, bare, Matching.AUTOMATIC))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("without function names");
    }

    @Test
    void matches_bare_addresses_where_nothing_else_is_known() {
        ProfileInfo info = ProfileInfo.of(List.of(SampleType.INUSE_SPACE));
        Profile bare = HandMade.of(info, Mapping.NONE).sample(10, "0x10").build();
        assertThat(Profiles.subtract(bare, bare, Matching.AUTOMATIC).samples().count())
                .isZero();
    }

    @Test
    void a_difference_related_to_its_base_keeps_the_base_apart() {
        Profile base = HandMade.bytes().sample(10, "a").build();
        Profile target = HandMade.bytes().sample(30, "a").build();
        Profile related = Profiles.relateToBase(target, base, Matching.ADDRESS);
        assertThat(related.samples().count()).isEqualTo(2);
        assertThat(related.samples().value(1, 0)).isEqualTo(-10);
        assertThat(related.samples().labels(1)).containsExactly(new Label("pprof::base", "true", 0, ""));
        assertThat(related.total(0)).isEqualTo(20);
    }

    @Test
    void normalizing_gives_each_sample_type_the_total_of_the_base() {
        Profile base = twoTypes(300, 1000);
        Profile normalized = Profiles.normalize(twoTypes(100, 4000), base);
        assertThat(normalized.total(0)).isEqualTo(300);
        assertThat(normalized.total(1)).isEqualTo(1000);
        assertThat(Profiles.normalize(twoTypes(0, 4000), base).total(0)).isZero();
    }

    @Test
    void keeps_the_sample_types_that_all_have_in_the_order_of_the_first() {
        Profile all = HandMade.of(types(
                        SampleType.ALLOC_OBJECTS,
                        SampleType.ALLOC_SPACE,
                        SampleType.INUSE_OBJECTS,
                        SampleType.INUSE_SPACE))
                .sample(new long[] {1, 2, 3, 4}, List.of(), "a")
                .build();
        Profile some = HandMade.of(types(SampleType.INUSE_SPACE, SampleType.ALLOC_SPACE))
                .sample(new long[] {10, 20}, List.of(), "a")
                .build();
        Profile sum = Profiles.merge(List.of(all, some), Matching.ADDRESS);
        assertThat(sum.sampleTypes()).containsExactly(SampleType.ALLOC_SPACE, SampleType.INUSE_SPACE);
        assertThat(sum.samples().value(0, 0)).isEqualTo(22);
        assertThat(sum.samples().value(0, 1)).isEqualTo(14);
    }

    @Test
    void a_text_of_two_columns_is_in_use() {
        Profile twoColumns = HandMade.of(types(new SampleType("objects", "count"), new SampleType("space", "bytes")))
                .sample(new long[] {1, 16}, List.of(), "a")
                .build();
        Profile growth = Profiles.subtract(twoTypes(3, 48), twoColumns, Matching.SYMBOL);
        assertThat(growth.sampleTypes()).containsExactly(SampleType.INUSE_OBJECTS, SampleType.INUSE_SPACE);
        assertThat(growth.total(1)).isEqualTo(32);
    }

    @Test
    void converts_to_the_finest_unit() {
        Profile kilobytes = HandMade.of(types(new SampleType("inuse_space", "kilobytes")))
                .sample(3, "a")
                .build();
        Profile bytes = HandMade.bytes().sample(1, "a").build();
        Profile sum = Profiles.merge(List.of(kilobytes, bytes), Matching.ADDRESS);
        assertThat(sum.sampleTypes()).containsExactly(SampleType.INUSE_SPACE);
        assertThat(sum.total(0)).isEqualTo(3 * 1024 + 1);
    }

    @Test
    void refuses_profiles_that_count_nothing_in_common() {
        Profile goroutines = HandMade.of(types(new SampleType("goroutine", "count")))
                .sample(1, "a")
                .build();
        Profile heap = HandMade.bytes().sample(1, "a").build();
        assertThatThrownBy(() -> Profiles.merge(List.of(heap, goroutines), Matching.ADDRESS))
                .isInstanceOf(UsageException.class)
                .hasMessage("the profiles have no sample type in common: inuse_space against goroutine");
    }

    @Test
    void refuses_units_that_cannot_be_converted() {
        Profile seconds = HandMade.of(types(new SampleType("inuse_space", "seconds")))
                .sample(1, "a")
                .build();
        Profile heap = HandMade.bytes().sample(1, "a").build();
        assertThatThrownBy(() -> Profiles.merge(List.of(heap, seconds), Matching.ADDRESS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"bytes\" and \"seconds\"");
    }

    @Test
    void refuses_profiles_that_are_sampled_by_different_things() {
        Profile unknown = HandMade.bytes().sample(1, "a").build();
        ProfileInfo sampled = new ProfileInfo(
                List.of(SampleType.INUSE_SPACE), "", BYTES_PERIOD, 512, 0, 0, "", "", List.of(), "", null);
        Profile heap = HandMade.of(sampled).sample(1, "a").build();
        assertThatThrownBy(() -> Profiles.merge(List.of(heap, unknown), Matching.ADDRESS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("space in bytes");
    }

    @Test
    void refuses_to_merge_nothing() {
        assertThatThrownBy(() -> Profiles.merge(List.of(), Matching.ADDRESS)).isInstanceOf(UsageException.class);
    }

    @Test
    void tells_of_the_sum_what_pprof_tells() {
        ProfileInfo early = new ProfileInfo(
                List.of(SampleType.INUSE_SPACE), "", BYTES_PERIOD, 512, 100, 7, "drop", "", List.of("x"), "", null);
        ProfileInfo late = new ProfileInfo(
                List.of(SampleType.INUSE_SPACE),
                "inuse_space",
                BYTES_PERIOD,
                1024,
                200,
                5,
                "other",
                "keep",
                List.of("x", "y"),
                "https://doc",
                null);
        ProfileInfo sum = Profiles.merge(
                        List.of(
                                HandMade.of(late).sample(1, "a").build(),
                                HandMade.of(early).sample(1, "a").build(),
                                HandMade.of(early.withTimeNanos(0))
                                        .sample(1, "a")
                                        .build()),
                        Matching.ADDRESS)
                .info();
        assertThat(sum.period()).isEqualTo(1024);
        assertThat(sum.timeNanos()).as("the earliest that is stated").isEqualTo(100);
        assertThat(sum.durationNanos()).isEqualTo(19);
        assertThat(sum.comments()).containsExactly("x", "y");
        assertThat(sum.defaultSampleType()).isEqualTo("inuse_space");
        assertThat(sum.docUrl()).isEqualTo("https://doc");
        assertThat(sum.dropFrames()).isEqualTo("other");
    }

    @Test
    void scales_to_the_nearest_with_halves_away_from_zero() {
        Profile profile =
                HandMade.bytes().sample(5, "a").sample(-5, "b").sample(3, "c").build();
        Profile half = Profiles.scale(profile, 0.5);
        assertThat(half.samples().value(0, 0)).isEqualTo(3);
        assertThat(half.samples().value(1, 0)).isEqualTo(-3);
        assertThat(half.samples().value(2, 0)).isEqualTo(2);
    }

    @Test
    void negates_exactly_what_a_double_cannot_hold() {
        long odd = (1L << 53) + 1;
        Profile profile = HandMade.bytes().sample(odd, "a").build();
        assertThat(Profiles.scale(profile, -1).total(0)).isEqualTo(-odd);
        assertThat(Profiles.scale(profile, 1).total(0)).isEqualTo(odd);
    }

    @Test
    void never_wraps() {
        Profile large = HandMade.bytes().sample(Long.MAX_VALUE - 1, "a").build();
        assertThat(doubled(large).total(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(Profiles.scale(large, 2).total(0)).isEqualTo(Long.MAX_VALUE);
        Profile smallest = HandMade.bytes().sample(Long.MIN_VALUE, "a").build();
        assertThat(Profiles.scale(smallest, -1).total(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(Profiles.subtract(smallest, large, Matching.ADDRESS).total(0))
                .isEqualTo(Long.MIN_VALUE);
    }

    private static Profile doubled(Profile profile) {
        return Profiles.merge(List.of(profile, profile), Matching.ADDRESS);
    }

    private static Profile twoTypes(long objects, long bytes) {
        return HandMade.objectsAndBytes()
                .sample(new long[] {objects, bytes}, List.of(), "a")
                .build();
    }

    private static ProfileInfo types(SampleType... types) {
        return ProfileInfo.of(List.of(types));
    }

    private static Mapping program(long start, String buildId) {
        return new Mapping(start, start + 0x100000, 0, "/usr/bin/program", buildId, true, true, true, true);
    }
}
