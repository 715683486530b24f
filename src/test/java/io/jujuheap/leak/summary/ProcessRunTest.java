// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.TestSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The rule of what a restart is, with and without the marks that only an agent's metrics tell. */
class ProcessRunTest {
    private static final CallSite SITE = CallSite.of(List.of("main.a", "main.main"));
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    /** A snapshot, and the number of the process that it is truly of. */
    private record Taken(int process, ProfileSummary summary) {}

    /** The evidence that every process of a history leaves, however few of its metrics were answered. */
    private enum Evidence {
        /** Its socket tells its process id. */
        PID,
        /** It has allocated less, when it is first seen, than the process before. */
        ALLOCATIONS,
        /** It answers for its metrics when it is first seen. */
        METRICS
    }

    /** A history of processes, each of some snapshots. */
    private static final class History {
        private final Random random;
        private final List<Taken> taken = new ArrayList<>();
        private final Evidence evidence;
        private long minute;
        private long allocated;

        History(long seed, int processes) {
            random = new Random(seed);
            evidence = Evidence.values()[random.nextInt(Evidence.values().length)];
            for (int process = 0; process < processes; process++) {
                live(process);
            }
        }

        private void live(int process) {
            Instant started = START.plusSeconds(minute * 60);
            long epoch = random.nextInt(20);
            allocated = evidence == Evidence.ALLOCATIONS ? allocated / 2 : allocated;
            for (int count = 1 + random.nextInt(6), i = 0; i < count; i++) {
                minute++;
                epoch += random.nextInt(3);
                allocated += i == 0 && evidence == Evidence.ALLOCATIONS ? 0 : 10 + random.nextInt(50);
                boolean isAnswered = random.nextInt(3) > 0 || (i == 0 && evidence == Evidence.METRICS);
                taken.add(new Taken(process, snapshot(process, started, epoch, isAnswered)));
            }
            allocated += 100;
            taken.add(new Taken(process, snapshot(process, started, epoch + 1, random.nextBoolean())));
        }

        private ProfileSummary snapshot(int process, Instant started, long epoch, boolean isAnswered) {
            OptionalLong pid = evidence == Evidence.PID ? OptionalLong.of(100 + process) : OptionalLong.empty();
            Instant rounded = started.plusMillis(random.nextInt(1_000));
            return ProcessRunTest.snapshot(
                    new ProcessMarks(
                            OptionalLong.empty(), pid, Optional.of(rounded).filter(time -> isAnswered)),
                    isAnswered ? OptionalLong.of(epoch) : OptionalLong.empty(),
                    allocated);
        }
    }

    private static ProfileSummary snapshot(ProcessMarks marks, OptionalLong epoch, long allocated) {
        SnapshotInfo info =
                new SnapshotInfo("s", 0, 512 << 10, marks, epoch, OptionalLong.empty(), OptionalLong.empty());
        return TestSummary.of(info, Map.of(SITE, new Figures(1, 1, allocated, allocated, 1, allocated)));
    }

    private static ProcessMarks started(Instant time) {
        return new ProcessMarks(OptionalLong.empty(), OptionalLong.empty(), Optional.of(time));
    }

    private static List<Integer> runs(List<Taken> history) {
        List<Integer> runs = new ArrayList<>();
        int number = -1;
        ProcessRun run = null;
        for (Taken next : history) {
            ProcessRun open = run != null && run.includes(next.summary()) ? run : null;
            number += open == null ? 1 : 0;
            run = open == null ? ProcessRun.of(next.summary()) : open.with(next.summary());
            runs.add(number);
        }
        return runs;
    }

    @Property(tries = 2000)
    void runs_are_those_of_the_true_processes_whatever_metrics_are_lost(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int processes) {
        List<Taken> history = new History(seed, processes).taken;

        assertThat(runs(history)).isEqualTo(history.stream().map(Taken::process).toList());
    }

    @Test
    void an_unknown_start_between_two_processes_hides_neither() {
        ProcessRun run = ProcessRun.of(snapshot(started(START), OptionalLong.of(5), 10));
        ProfileSummary lost = snapshot(ProcessMarks.UNKNOWN, OptionalLong.empty(), 20);
        assertThat(run.includes(lost)).isTrue();

        ProcessRun later = run.with(lost);

        assertThat(later.includes(snapshot(started(START), OptionalLong.of(6), 30)))
                .isTrue();
        assertThat(later.includes(snapshot(started(START.plusSeconds(60)), OptionalLong.of(6), 30)))
                .isFalse();
        assertThat(later.includes(snapshot(ProcessMarks.UNKNOWN, OptionalLong.of(4), 30)))
                .as("the count of collections of before fell")
                .isFalse();
    }

    @Test
    void start_times_may_be_rounded() {
        ProcessRun run = ProcessRun.of(snapshot(started(START), OptionalLong.empty(), 10));

        assertThat(run.includes(snapshot(started(START.plusMillis(1_999)), OptionalLong.empty(), 20)))
                .isTrue();
    }

    @Test
    void an_older_summary_with_1970_for_an_unknown_start_matches_any() {
        ProcessMarks old = ProcessMarks.parse("3/1970-01-01T00:00:00Z");
        assertThat(old).isEqualTo(new ProcessMarks(OptionalLong.of(3), OptionalLong.empty(), Optional.empty()));

        ProcessRun run = ProcessRun.of(snapshot(started(START).inSegment(3), OptionalLong.empty(), 10));

        assertThat(run.includes(snapshot(old, OptionalLong.empty(), 20))).isTrue();
        assertThat(run.includes(snapshot(ProcessMarks.parse("4/1970-01-01T00:00:00Z"), OptionalLong.empty(), 20)))
                .isFalse();
    }

    @Test
    void a_state_is_repeated_by_its_epoch_or_else_by_its_figures() {
        ProcessRun run = ProcessRun.of(snapshot(started(START), OptionalLong.of(5), 10));

        assertThat(run.isRepeatedBy(snapshot(started(START), OptionalLong.of(5), 20)))
                .isTrue();
        assertThat(run.isRepeatedBy(snapshot(started(START), OptionalLong.of(6), 10)))
                .isFalse();
        assertThat(run.isRepeatedBy(snapshot(ProcessMarks.UNKNOWN, OptionalLong.empty(), 10)))
                .isTrue();
        assertThat(run.isRepeatedBy(snapshot(ProcessMarks.UNKNOWN, OptionalLong.empty(), 20)))
                .isFalse();
    }
}
