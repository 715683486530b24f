// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Tables;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopTest {

    @Test
    void a_recursive_function_counts_once_per_sample() {
        Profile profile = HandMade.bytes().sample(10, "f", "g", "f", "main").build();
        assertThat(rows(profile, ReportOptions.DEFAULT))
                .extracting(Top.Row::name, Top.Row::flat, Top.Row::cum)
                .containsExactly(tuple("f", 10L, 10L), tuple("g", 0L, 10L), tuple("main", 0L, 10L));
    }

    @Test
    void rows_of_equal_weight_are_ordered_by_name() {
        Profile profile =
                HandMade.bytes().sample(5, "b").sample(5, "a").sample(9, "z").build();
        assertThat(rows(profile, ReportOptions.DEFAULT))
                .extracting(Top.Row::name)
                .containsExactly("z", "a", "b");
    }

    @Test
    void sorts_by_cumulative_value_when_asked() {
        Profile profile = HandMade.bytes()
                .sample(5, "leaf", "main")
                .sample(9, "other", "main")
                .build();
        assertThat(rows(profile, ReportOptions.builder().cum(true).build()))
                .extracting(Top.Row::name)
                .containsExactly("main", "other", "leaf");
    }

    @Test
    void a_size_is_a_size_whatever_its_sign() {
        Profile profile =
                HandMade.bytes().sample(-50, "shrunk").sample(20, "grown").build();
        Top top = Top.of(profile, ReportOptions.DEFAULT);
        assertThat(top.rows()).extracting(Top.Row::name).containsExactly("shrunk", "grown");
        assertThat(top.legend().total()).isEqualTo(70);
        assertThat(top.coverage().shown()).isEqualTo(-30);
        assertThat(rows(profile, ReportOptions.builder().dropNegative(true).build()))
                .extracting(Top.Row::name)
                .containsExactly("grown");
    }

    @Test
    void what_a_dropped_leaf_holds_is_shown_nowhere() {
        Profile profile =
                HandMade.bytes().sample(1, "tiny", "big").sample(999, "big").build();
        Top top = Top.of(profile, ReportOptions.DEFAULT);
        assertThat(top.rows())
                .extracting(Top.Row::name, Top.Row::flat, Top.Row::cum)
                .containsExactly(tuple("big", 999L, 1000L));
        assertThat(top.coverage()).isEqualTo(new Coverage(999, 1, 5, 1, 1));
    }

    @Test
    void a_list_cut_to_a_number_says_how_many_there_were() {
        Profile profile =
                HandMade.bytes().sample(3, "a").sample(2, "b").sample(1, "c").build();
        Top top = Top.of(profile, ReportOptions.builder().nodeCount(2).build());
        assertThat(top.rows()).hasSize(2);
        assertThat(top.coverage().candidates()).isEqualTo(3);
        assertThat(Tables.HERE.text(top)).contains("Showing top 2 nodes out of 3\n");
    }

    @Test
    void nothing_is_left_out_without_trimming() {
        Profile profile =
                HandMade.bytes().sample(1, "tiny").sample(99999, "big").build();
        ReportOptions options = ReportOptions.builder().trim(false).nodeCount(1).build();
        assertThat(rows(profile, options)).hasSize(2);
    }

    @Test
    void tags_what_was_inlined_everywhere_or_in_part() {
        Profile profile = HandMade.bytes()
                .sample(10, "always|into", "main")
                .sample(10, "partly|into", "main")
                .sample(10, "partly", "main")
                .build();
        assertThat(rows(profile, ReportOptions.DEFAULT))
                .extracting(Top.Row::name, Top.Row::inlining)
                .containsExactlyInAnyOrder(
                        tuple("always", Inlining.INLINE),
                        tuple("partly", Inlining.PARTIAL),
                        tuple("into", Inlining.NONE),
                        tuple("main", Inlining.NONE));
    }

    @Test
    void inlined_functions_count_for_their_callers_when_asked() {
        Profile profile = HandMade.bytes().sample(10, "inlined|into").build();
        assertThat(rows(profile, ReportOptions.builder().noInlines(true).build()))
                .extracting(Top.Row::name)
                .containsExactly("into");
    }

    @Test
    void an_address_without_symbols_goes_by_its_binary() {
        Profile profile = HandMade.bytes().sample(10, "0x10").sample(5, "0x20").build();
        assertThat(rows(profile, ReportOptions.DEFAULT))
                .extracting(Top.Row::name, Top.Row::flat)
                .containsExactly(tuple("[program]", 15L));
        assertThat(rows(
                        profile,
                        ReportOptions.builder()
                                .granularity(Granularity.ADDRESSES)
                                .build()))
                .extracting(Top.Row::name)
                .containsExactly("0000000000400010 [program]", "0000000000400020 [program]");
    }

    @Test
    void granularities_name_what_a_row_stands_for() {
        Profile profile = HandMade.bytes().sample(10, "f").build();
        assertThat(name(profile, Granularity.FUNCTIONS)).isEqualTo("f");
        assertThat(name(profile, Granularity.FILEFUNCTIONS)).isEqualTo("f /src/f.go");
        assertThat(name(profile, Granularity.FILES)).isEqualTo("/src/f.go");
        assertThat(name(profile, Granularity.LINES)).isEqualTo("f /src/f.go:20");
        assertThat(name(profile, Granularity.ADDRESSES)).matches("[0-9a-f]{16} f /src/f.go:20");
    }

    @Test
    void means_divide_by_the_first_value() {
        Profile profile = HandMade.objectsAndBytes()
                .sample(new long[] {4, 100}, List.of(), "f")
                .build();
        Top top = Top.of(profile, ReportOptions.builder().mean(true).build());
        assertThat(top.rows()).extracting(Top.Row::flat).containsExactly(25L);
        assertThat(top.legend().sampleType()).isEqualTo("mean_inuse_space");
        assertThat(top.legend().total()).isEqualTo(25);
    }

    @Test
    void a_profile_of_nothing_gives_an_empty_table() {
        assertThat(Tables.HERE.text(Top.of(HandMade.bytes().build(), ReportOptions.DEFAULT)))
                .isEqualTo(
                        """
                        File: program
                        Build ID: build-1
                        Type: inuse_space
                        Showing nodes accounting for 0, 0% of 0 total
                              flat  flat%   sum%        cum   cum%
                        """);
    }

    @Test
    void drops_the_frames_that_the_profile_calls_uninteresting() {
        ProfileInfo info = new ProfileInfo(
                List.of(SampleType.INUSE_SPACE),
                "",
                SampleType.NONE,
                0,
                0,
                0,
                "malloc.*|operator new",
                "malloc_me",
                List.of(),
                "",
                null);
        Profile profile = HandMade.of(info)
                .sample(1, "inner", "malloc(int)", "a", "main")
                .sample(10, "malloc_me", "a", "main")
                .sample(100, "operator new|b", "main")
                .sample(1000, "malloc")
                .build();
        assertThat(rows(profile, ReportOptions.builder().nodeFraction(0).build()))
                .extracting(Top.Row::name, Top.Row::flat)
                .containsExactly(
                        tuple("malloc", 1000L),
                        tuple("b", 100L),
                        tuple("malloc_me", 10L),
                        tuple("a", 1L),
                        tuple("main", 0L));
    }

    @Test
    void a_sample_type_is_named_or_numbered() {
        Profile profile = HandMade.objectsAndBytes()
                .sample(new long[] {4, 100}, List.of(), "f")
                .build();
        for (String objects : List.of("0", "inuse_objects")) {
            assertThat(rows(
                            profile,
                            ReportOptions.builder().sampleIndex(objects).build()))
                    .extracting(Top.Row::flat)
                    .containsExactly(4L);
        }
        ReportOptions unknown = ReportOptions.builder().sampleIndex("cpu").build();
        assertThatThrownBy(() -> Top.of(profile, unknown))
                .isInstanceOf(UsageException.class)
                .hasMessage("the profile has no sample type \"cpu\": choose inuse_objects, inuse_space");
        ReportOptions tooLarge = ReportOptions.builder().sampleIndex("2").build();
        assertThatThrownBy(() -> Top.of(profile, tooLarge)).isInstanceOf(UsageException.class);
    }

    @Test
    void sums_saturate() {
        Profile profile = HandMade.bytes()
                .sample(Long.MAX_VALUE, "a")
                .sample(Long.MAX_VALUE, "a")
                .build();
        assertThat(rows(profile, ReportOptions.DEFAULT))
                .extracting(Top.Row::flat)
                .containsExactly(Long.MAX_VALUE);
    }

    private static String name(Profile profile, Granularity granularity) {
        return rows(profile, ReportOptions.builder().granularity(granularity).build())
                .get(0)
                .name();
    }

    private static List<Top.Row> rows(Profile profile, ReportOptions options) {
        return Top.of(profile, options).rows();
    }
}
