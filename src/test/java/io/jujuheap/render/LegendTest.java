// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.report.FlameGraph;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.Top;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Tables;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegendTest {
    private static final long NOON_IN_JULY = 1_782_907_200_000_000_000L;

    @Test
    void says_what_the_profile_says_of_itself() {
        Profile profile = HandMade.of(new ProfileInfo(
                        List.of(new SampleType("cpu", "nanoseconds")),
                        "",
                        SampleType.NONE,
                        0,
                        NOON_IN_JULY,
                        2_000_000_000,
                        "",
                        "",
                        List.of("a comment", "# not for people"),
                        "https://example.com/doc",
                        null))
                .sample(500_000_000, "f")
                .build();
        assertThat(new TextRenderer(ZoneOffset.UTC).text(Top.of(profile, ReportOptions.DEFAULT)))
                .startsWith(
                        """
                        File: program
                        Build ID: build-1
                        a comment
                        Type: cpu
                        Doc: https://example.com/doc
                        Time: 2026-07-01 12:00:00 UTC
                        Duration: 2s, Total samples = 500ms (25.00%)
                        Showing nodes accounting for 500ms, 100% of 500ms total
                        """);
    }

    /** A profile may have a million comments, and a page has a graph for each sample type. */
    @Test
    void reports_share_the_comments_of_their_profile() {
        ProfileInfo info = new ProfileInfo(
                List.of(new SampleType("cpu", "nanoseconds")),
                "",
                SampleType.NONE,
                0,
                0,
                0,
                "",
                "",
                List.of("a comment", "# not for people"),
                "",
                null);
        Profile profile = HandMade.of(info).sample(1, "f").build();

        assertThat(FlameGraph.of(profile, ReportOptions.DEFAULT, 10).legend().comments())
                .isSameAs(profile.info().comments());
        assertThat(Top.of(profile, ReportOptions.DEFAULT).legend().comments())
                .isSameAs(profile.info().comments());
    }

    @Test
    void gives_times_in_the_zone_of_the_reader() {
        assertThat(timeIn("Europe/Berlin", NOON_IN_JULY)).isEqualTo("Time: 2026-07-01 14:00:00 CEST");
        assertThat(timeIn("America/New_York", NOON_IN_JULY)).isEqualTo("Time: 2026-07-01 08:00:00 EDT");
        assertThat(timeIn("Etc/UTC", -1)).isEqualTo("Time: 1969-12-31 23:59:59 UTC");
    }

    @Test
    void a_duration_that_is_no_cpu_time_has_no_share() {
        ProfileInfo info = new ProfileInfo(
                List.of(SampleType.INUSE_SPACE), "", SampleType.NONE, 0, 0, 1_500_000_000, "", "", List.of(), "", null);
        Profile profile = HandMade.of(info).sample(2048, "f").build();
        assertThat(Tables.HERE.text(Top.of(profile, ReportOptions.DEFAULT)))
                .contains("Duration: 1.50s, Total samples = 2kB \n");
    }

    private static String timeIn(String zone, long nanos) {
        Profile profile = HandMade.of(
                        ProfileInfo.of(List.of(SampleType.INUSE_SPACE)).withTimeNanos(nanos))
                .build();
        String text = new TextRenderer(ZoneId.of(zone)).text(Top.of(profile, ReportOptions.DEFAULT));
        return text.lines()
                .filter(line -> line.startsWith("Time: "))
                .findFirst()
                .orElse("");
    }
}
