// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static io.jujuheap.leak.HeapSimulator.FOR_EVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.leak.summary.ProcessMarks;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProfileSummaryTest {
    private static final SnapshotInfo INFO = new SnapshotInfo(
            "x", 1, 524288, ProcessMarks.UNKNOWN, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    @Test
    void keeps_the_largest_functions_and_stacks_and_the_sum_of_all() {
        Map<CallSite, Figures> sites = new HashMap<>();
        for (int i = 1; i <= 1000; i++) {
            sites.put(CallSite.of(List.of("main.f" + i / 2, "main.caller" + i)), figures(i));
        }

        ProfileSummary summary = TestSummary.of(INFO, sites);

        assertThat(summary.total().inuseBytes()).isEqualTo(500_500);
        assertThat(summary.functions()).hasSize(ProfileSummary.FUNCTIONS);
        assertThat(summary.functions()).containsEntry("main.f499", figures(998).plus(figures(999)));
        assertThat(summary.stacks())
                .hasSize(ProfileSummary.STACKS)
                .doesNotContainKey(CallSite.of(List.of("main.f500", "main.caller1000")));
        assertThat(summary.ofFunction("main.f1")).isEmpty();
    }

    @Test
    void knows_that_what_is_absent_never_allocated_where_nothing_was_cut_off() {
        CallSite site = CallSite.of(List.of("main.a"));
        ProfileSummary summary = TestSummary.of(INFO, Map.of(site, figures(1)));

        assertThat(summary.ofFunction("main.b")).contains(Figures.NONE);
        assertThat(summary.ofStack(CallSite.of(List.of("main.b")))).contains(Figures.NONE);
        assertThat(summary.ofStack(site)).contains(figures(1));
    }

    /** Hundreds of functions come and go across the cut; none of them may be taken for a leak, and the one must be. */
    @Test
    void the_cut_hides_no_leak_and_feigns_none() {
        HeapSimulator agent = new HeapSimulator(5).withChurn(900, 3);
        assertThat(verdicts(agent.run(120)).leaks()).isEmpty();

        HeapSimulator leaking = new HeapSimulator(6).withChurn(900, 3).with("main.leak", 1024, epoch -> 0.8, FOR_EVER);
        assertThat(verdicts(leaking.run(120)).leaks())
                .extracting(SiteVerdict::function)
                .containsExactly("main.leak");
    }

    private static LeakReport verdicts(List<ProfileSummary> summaries) {
        return LeakAnalysis.verdicts(Series.of("machine-0", new ArrayList<>(summaries)));
    }

    private static Figures figures(long bytes) {
        return new Figures(bytes, 1, 2 * bytes, 2, 1, 2);
    }
}
