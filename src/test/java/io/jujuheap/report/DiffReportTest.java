// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Sampling;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Recorded;
import io.jujuheap.testkit.Tables;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffReportTest {
    private static final long MB = 1 << 20;
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final ProfileInfo INFO = new ProfileInfo(
            List.of(SampleType.INUSE_SPACE),
            "",
            new SampleType("space", "bytes"),
            512 << 10,
            HOUR_NANOS,
            0,
            "",
            "",
            List.of(),
            "",
            null);

    private static final Profile BASE = HandMade.of(INFO)
            .sample(10 * MB, "leaks", "main")
            .sample(5 * MB, "shrinks", "main")
            .sample(7 * MB, "stays", "main")
            .build();
    private static final Profile TARGET = HandMade.of(INFO.withTimeNanos(27 * HOUR_NANOS + 60_000_000_000L))
            .sample(28 * MB, "leaks", "main")
            .sample(4 * MB, "shrinks", "main")
            .sample(7 * MB, "stays", "main")
            .sample(MB, "new", "main")
            .build();

    @Test
    void says_what_grew_by_how_much_and_what_part_of_the_growth_that_is() {
        DiffReport diff = DiffReport.of(BASE, TARGET, ReportOptions.DEFAULT);
        assertThat(diff.rows())
                .extracting(DiffReport.Row::name, DiffReport.Row::growth, diff::share)
                .containsExactly(
                        tuple("leaks", 18 * MB, 18.0 / 19),
                        tuple("new", MB, 1.0 / 19),
                        tuple("shrinks", -MB, -1.0 / 19));
        assertThat(diff.growth()).isEqualTo(18 * MB);
        assertThat(diff.grown()).isEqualTo(19 * MB);
        assertThat(diff.shrunk()).isEqualTo(-MB);
    }

    @Test
    void is_written_for_people() {
        assertThat(Tables.HERE.text(DiffReport.of(BASE, TARGET, ReportOptions.DEFAULT), List.of()))
                .isEqualTo(
                        """
                        inuse_space: 22MB -> 40MB in 1d2h
                        growth: +18MB = +19MB -1MB, +0.69MB per hour
                        growth   share  per hour  base  target  function
                         +18MB  94.74%   +0.69MB  10MB    28MB  leaks
                         ~+1MB   5.26%   +0.04MB     0     1MB  new
                         ~-1MB  -5.26%   -0.04MB   5MB     4MB  shrinks
                        ~ within sampling error (95 %)
                        """);
    }

    @Test
    void marks_what_sampling_alone_may_explain() {
        Profile more = HandMade.of(INFO)
                .sample(10 * MB, "leaks", "main")
                .sample(6 * MB, "shrinks", "main")
                .sample(7 * MB, "stays", "main")
                .build();
        assertThat(Tables.HERE.text(DiffReport.of(BASE, more, ReportOptions.DEFAULT), List.of()))
                .contains("~+1MB  100.00%")
                .endsWith("~ within sampling error (95 %)\n");
    }

    @Test
    void a_process_that_has_allocated_less_is_another_one() {
        Recorded early = Recorded.named("jsonserver-go1.26/heap-01");
        Recorded late = early.sibling("heap-03");
        assertThat(diff(early, 1, late, 2).restarted()).isFalse();
        assertThat(diff(late, 1, early, 2).restarted()).isTrue();
        assertThat(diff(late, 0, early, 2).restarted()).isTrue();
        // In the wrong order, of which the command warns by itself.
        assertThat(diff(late, 2, early, 1).restarted()).isFalse();
        assertThat(Tables.HERE.text(diff(late, 1, early, 2), List.of()))
                .contains("\n! less was allocated in all: the process restarted in between, or these are two agents\n");
    }

    private static DiffReport diff(Recorded base, long baseHours, Recorded target, long targetHours) {
        return DiffReport.of(dated(base, baseHours), dated(target, targetHours), ReportOptions.DEFAULT);
    }

    private static Profile dated(Recorded recorded, long hours) {
        Profile profile = recorded.profile();
        return new Profile(
                profile.info().withTimeNanos(hours * HOUR_NANOS),
                profile.mappings(),
                profile.locations(),
                profile.samples());
    }

    @Test
    void counts_what_functions_call_when_asked() {
        DiffReport diff =
                DiffReport.of(BASE, TARGET, ReportOptions.builder().cum(true).build());
        assertThat(diff.rows().get(0)).isEqualTo(new DiffReport.Row("leaks", 10 * MB, 28 * MB, errorOf(18 * MB)));
        assertThat(diff.rows()).extracting(DiffReport.Row::name).contains("main");
    }

    @Test
    void tells_how_much_may_be_chance() {
        DiffReport diff = DiffReport.of(BASE, TARGET, ReportOptions.DEFAULT);
        // 1.96 * sqrt(18 MiB * 512 KiB) = 1.96 * 3 MiB
        assertThat(diff.rows().get(0).error()).isEqualTo(Math.round(1.96 * 3 * MB));
    }

    @Test
    void lists_the_largest_changes_and_counts_the_rest() {
        DiffReport diff =
                DiffReport.of(BASE, TARGET, ReportOptions.builder().nodeCount(1).build());
        assertThat(diff.rows()).extracting(DiffReport.Row::name).containsExactly("leaks");
        assertThat(diff.omitted()).isEqualTo(2);
        assertThat(Tables.HERE.text(diff, List.of())).endsWith("and 2 with smaller changes\n");
    }

    @Test
    void compares_across_builds_and_encodings() {
        Profile text =
                HandMade.of(INFO, Mapping.NONE).sample(MB, "cache[...].add").build();
        Profile protobuf =
                HandMade.of(INFO).sample(3 * MB, "cache[go.shape.string].add").build();
        assertThat(DiffReport.of(text, protobuf, ReportOptions.DEFAULT).rows())
                .extracting(DiffReport.Row::name, DiffReport.Row::growth)
                .containsExactly(tuple("cache[...].add", 2 * MB));
    }

    @Test
    void nothing_grew_between_a_profile_and_itself() {
        DiffReport diff = DiffReport.of(BASE, BASE, ReportOptions.DEFAULT);
        assertThat(diff.rows()).isEmpty();
        assertThat(Tables.HERE.text(diff, List.of())).contains("growth: 0 = 0 -0\n");
    }

    private static long errorOf(long bytes) {
        return Sampling.errorBytes(bytes, 512 << 10);
    }
}
