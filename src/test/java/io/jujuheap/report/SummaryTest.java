// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.testkit.HandMade;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final long MB = 1 << 20;

    private static final Profile PROFILE = HandMade.of(new ProfileInfo(
                    List.of(SampleType.INUSE_OBJECTS, SampleType.INUSE_SPACE),
                    "",
                    new SampleType("space", "bytes"),
                    512 << 10,
                    42,
                    0,
                    "",
                    "",
                    List.of(),
                    "",
                    null))
            .sample(new long[] {10, 24 * MB}, List.of(), "a", "main")
            .sample(new long[] {2, 8 * MB}, List.of(), "b", "main")
            .build();

    @Test
    void totals_every_sample_type_and_tells_how_sure_it_is() {
        Summary summary = Summary.of(PROFILE, ReportOptions.DEFAULT);
        assertThat(summary.totals())
                .containsExactly(
                        new Summary.Total("inuse_objects", "count", 12, 0, "12"),
                        // 2 * sqrt(32 MiB * 512 KiB) = 8 MiB
                        new Summary.Total("inuse_space", "bytes", 32 * MB, 8 * MB, "32MB"));
        assertThat(summary.file()).isEqualTo("program");
        assertThat(summary.timeNanos()).isEqualTo(42);
        assertThat(summary.samples()).isEqualTo(2);
        assertThat(summary.sampleType()).isEqualTo("inuse_space");
    }

    @Test
    void names_the_functions_that_hold_most() {
        Summary summary =
                Summary.of(PROFILE, ReportOptions.builder().nodeCount(2).build());
        assertThat(summary.sites())
                .containsExactly(
                        new Summary.Site("a", 24 * MB, 24 * MB, 75, 75, "24MB"),
                        new Summary.Site("b", 8 * MB, 8 * MB, 25, 25, "8MB"));
    }

    @Test
    void is_sure_of_a_profile_that_misses_nothing() {
        assertThat(SamplingError.ofBytes(MB, 1)).isZero();
        assertThat(SamplingError.ofBytes(MB, 0)).isZero();
    }
}
