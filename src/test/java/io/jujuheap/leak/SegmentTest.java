// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.leak.summary.ProcessMarks;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.leak.summary.SnapshotInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SegmentTest {
    private static final CallSite SITE = CallSite.of(List.of("main.a", "main.main"));
    private static final String P = "2026-11-22T12:00:00Z";
    private static final String Q = "2026-11-22T13:00:00Z";
    private static final CallSite SAME_FUNCTION = CallSite.of(List.of("main.a", "main.cut"));

    @Test
    void keeps_one_snapshot_of_each_numbered_epoch() {
        List<Segment> segments = Segment.split(List.of(at(1, P, 5, 10), at(2, P, 5, 10), at(3, P, 6, 10)));

        assertThat(segments).hasSize(1);
        assertThat(segments.get(0).epochs())
                .extracting(s -> s.info().timeNanos())
                .containsExactly(1L, 3L);
    }

    @Test
    void tells_epochs_by_content_where_they_are_not_numbered() {
        List<Segment> segments = Segment.split(List.of(at(1, "", -1, 10), at(2, "", -1, 10), at(3, "", -1, 11)));

        assertThat(segments.get(0).epochs())
                .extracting(s -> s.info().timeNanos())
                .containsExactly(1L, 3L);
    }

    @Test
    void splits_where_the_process_is_another() {
        assertThat(Segment.split(List.of(at(1, P, 5, 10), at(2, Q, 6, 20)))).hasSize(2);
        assertThat(Segment.split(List.of(at(1, P, 5, 10), at(2, "", 6, 20)))).hasSize(1);
    }

    @Test
    void splits_where_epochs_or_allocations_start_again() {
        assertThat(Segment.split(List.of(at(1, "", 5, 10), at(2, "", 4, 20)))).hasSize(2);
        assertThat(Segment.split(List.of(at(1, "", -1, 10), at(2, "", -1, 9)))).hasSize(2);
    }

    @Test
    void does_not_take_a_stack_that_was_cut_elsewhere_for_a_restart() {
        ProfileSummary text = TestSummary.of(at(2, "", -1, 0).info(), Map.of(SAME_FUNCTION, figures(11)));

        assertThat(Segment.split(List.of(at(1, "", -1, 10), text))).hasSize(1);
    }

    private static ProfileSummary at(long time, String started, long epoch, long allocatedSamples) {
        SnapshotInfo info = new SnapshotInfo(
                "s" + time,
                time,
                512 << 10,
                started.isEmpty()
                        ? ProcessMarks.UNKNOWN
                        : new ProcessMarks(
                                OptionalLong.empty(), OptionalLong.empty(), Optional.of(Instant.parse(started))),
                epoch < 0 ? OptionalLong.empty() : OptionalLong.of(epoch),
                OptionalLong.empty(),
                OptionalLong.empty());
        return TestSummary.of(info, Map.of(SITE, figures(allocatedSamples)));
    }

    private static Figures figures(long allocatedSamples) {
        return new Figures(1, 1, allocatedSamples, allocatedSamples, 1, allocatedSamples);
    }
}
