// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Tables;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FiltersTest {
    private static final Profile PROFILE = HandMade.bytes()
            .sample(new long[] {1}, List.of(Label.objectBytes(512), text("unit", "mysql/0")), "leaf", "a", "main")
            .sample(new long[] {10}, List.of(Label.objectBytes(2048), text("unit", "mysql/1")), "leaf", "b", "main")
            .sample(new long[] {100}, List.of(text("unit", "redis/0")), "in|a", "main")
            .build();

    @Test
    void focus_keeps_samples_that_go_through_a_match() {
        assertThat(flat(ReportOptions.builder().focus("^b$"))).isEqualTo(Map.of("leaf", 10L));
    }

    @Test
    void ignore_is_stronger_than_focus() {
        assertThat(flat(ReportOptions.builder().focus("main").ignore("^a$"))).isEqualTo(Map.of("leaf", 10L));
    }

    @Test
    void hide_drops_frames_and_keeps_their_samples() {
        assertThat(flat(ReportOptions.builder().hide("^leaf$"))).isEqualTo(Map.of("a", 1L, "b", 10L, "in", 100L));
    }

    @Test
    void hide_can_drop_an_inlined_call_alone() {
        assertThat(flat(ReportOptions.builder().hide("^in$"))).isEqualTo(Map.of("leaf", 11L, "a", 100L));
    }

    @Test
    void show_keeps_only_matching_frames_and_samples_that_have_one() {
        assertThat(flat(ReportOptions.builder().show("^[ab]$"))).isEqualTo(Map.of("a", 101L, "b", 10L));
        assertThat(flat(ReportOptions.builder().show("^b$"))).isEqualTo(Map.of("b", 10L));
    }

    @Test
    void show_from_drops_what_calls_the_outermost_match() {
        Top top = Top.of(PROFILE, ReportOptions.builder().showFrom("^a$").build());
        assertThat(top.rows()).extracting(Top.Row::name).containsExactlyInAnyOrder("in", "leaf", "a");
    }

    @Test
    void matches_files_and_binaries_too() {
        assertThat(flat(ReportOptions.builder().focus("/src/b\\.go"))).isEqualTo(Map.of("leaf", 10L));
        assertThat(flat(ReportOptions.builder().focus("usr/bin/program"))).hasSize(2);
        assertThat(flat(ReportOptions.builder().hide("usr/bin/program"))).isEmpty();
    }

    @Test
    void tag_filters_take_ranges_of_numbers() {
        assertThat(flat(ReportOptions.builder().tagFocus("1kb:"))).isEqualTo(Map.of("leaf", 10L));
        assertThat(flat(ReportOptions.builder().tagFocus("bytes=:1kb"))).isEqualTo(Map.of("leaf", 1L));
        assertThat(flat(ReportOptions.builder().tagFocus("other=:1kb"))).isEmpty();
        assertThat(flat(ReportOptions.builder().tagIgnore("1kb:"))).isEqualTo(Map.of("leaf", 1L, "in", 100L));
    }

    @Test
    void tag_filters_take_expressions_for_texts() {
        assertThat(flat(ReportOptions.builder().tagFocus("unit=mysql"))).isEqualTo(Map.of("leaf", 11L));
        assertThat(flat(ReportOptions.builder().tagFocus("unit=/1,redis")))
                .as("with a key, any of them")
                .isEqualTo(Map.of("leaf", 10L, "in", 100L));
        assertThat(flat(ReportOptions.builder().tagFocus("unit:mysql,/1")))
                .as("without a key, all of them")
                .isEqualTo(Map.of("leaf", 10L));
    }

    @Test
    void percentages_are_of_the_whole_unless_asked_otherwise() {
        ReportOptions.Builder focused = ReportOptions.builder().focus("^b$");
        assertThat(Top.of(PROFILE, focused.build()).legend().total()).isEqualTo(111);
        assertThat(Top.of(PROFILE, focused.relativePercentages(true).build())
                        .legend()
                        .total())
                .isEqualTo(10);
    }

    @Test
    void the_legend_lists_the_filters_in_use() {
        Top top = Top.of(
                PROFILE,
                ReportOptions.builder().hide("h".repeat(100)).focus("main").build());
        assertThat(Tables.HERE.text(top))
                .contains("\nActive filters:\n   focus=main\n   hide=" + "h".repeat(75) + "…\nShowing nodes");
    }

    @Test
    void a_bad_expression_is_named_with_its_option() {
        assertThatThrownBy(() -> flat(ReportOptions.builder().showFrom("(")))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"(\", given for show_from, is not a regular expression in RE2 syntax: missing closing )");
    }

    private static Map<String, Long> flat(ReportOptions.Builder options) {
        Map<String, Long> flat = new TreeMap<>();
        for (Top.Row row : Top.of(PROFILE, options.nodeFraction(0).build()).rows()) {
            if (row.flat() != 0) {
                flat.put(row.name(), row.flat());
            }
        }
        return flat;
    }

    private static Label text(String key, String value) {
        return new Label(key, value, 0, "");
    }
}
