// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static io.jujuheap.collect.MonthOfSnapshots.AGENT;
import static io.jujuheap.collect.MonthOfSnapshots.LEAK;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SnapshotHistoryTest {
    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    @TempDir
    Path folder;

    @Test
    void a_trend_follows_the_functions_with_the_highest_peaks_in_all_their_figures() throws Exception {
        MonthOfSnapshots.fill(folder, 60, 200);
        try (SnapshotStore store = open()) {
            Trend trend = history(store).trend(AGENT, Instant.EPOCH, Instant.MAX, 3);

            assertThat(trend.points()).hasSize(60);
            assertThat(trend.functions()).hasSize(3);
            Trend.Point last = trend.points().get(59);
            Totals read = Totals.of(history(store)
                    .read(store.archive().newest(AGENT.value()).orElseThrow())
                    .orElseThrow()
                    .profile());
            assertThat(last.totals()).isEqualTo(read);
            assertThat(last.functions()).containsOnlyKeys(trend.functions());
            assertThat(trend.functions().stream()
                            .map(function -> peak(trend, function))
                            .toList())
                    .isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(last.functions().values())
                    .allMatch(totals -> totals.allocatedObjects() >= totals.inuseObjects());
        }
    }

    @Test
    void of_more_snapshots_than_a_chart_shows_some_are_taken_evenly_and_the_newest_is_among_them() {
        List<Integer> all = IntStream.range(0, 10_000).boxed().toList();

        List<Integer> some = SnapshotHistory.evenly(all, 3_000);

        assertThat(some).hasSize(3_000).startsWith(0).endsWith(9_999).isSorted().doesNotHaveDuplicates();
        assertThat(IntStream.range(1, some.size()).map(i -> some.get(i) - some.get(i - 1)))
                .allMatch(gap -> gap == 3 || gap == 4);
        assertThat(SnapshotHistory.evenly(all, 10_000)).isEqualTo(all);
        assertThat(SnapshotHistory.evenly(all.subList(0, 2), 3_000)).containsExactly(0, 1);
    }

    private static long peak(Trend trend, String function) {
        return trend.points().stream()
                .flatMap(point -> Stream.ofNullable(point.functions().get(function)))
                .mapToLong(Totals::inuseBytes)
                .max()
                .orElse(0);
    }

    @Test
    void lost_and_damaged_summaries_change_no_answer_and_are_kept_again() throws Exception {
        MonthOfSnapshots.fill(folder, 60, 200);
        Trend trend;
        LeakReport report;
        try (SnapshotStore store = open()) {
            trend = history(store).trend(AGENT, Instant.EPOCH, Instant.MAX, 5);
            report = report(history(store)).orElseThrow();
        }
        assertThat(report.leaks()).extracting(SiteVerdict::function).containsExactly(LEAK);
        assertThat(report.leaks().get(0).stack()).startsWith("bytes.makeSlice", LEAK);
        List<Path> summaries = summaries();
        assertThat(summaries).hasSize(60);
        for (Path summary : summaries.subList(0, 30)) {
            Files.delete(summary);
        }
        Files.write(summaries.get(40), new byte[] {1, 2, 3});

        try (SnapshotStore store = open()) {
            assertThat(history(store).trend(AGENT, Instant.EPOCH, Instant.MAX, 5))
                    .isEqualTo(trend);
            assertThat(report(history(store))).contains(report);
        }
        assertThat(summaries()).hasSize(60);
        assertThat(Files.size(summaries.get(40))).isGreaterThan(1000);
    }

    @Test
    void a_question_makes_some_lost_summaries_again_and_leaves_the_rest_to_the_verdicts() throws Exception {
        MonthOfSnapshots.fill(folder, 130, 20);
        for (Path summary : summaries()) {
            Files.delete(summary);
        }
        try (SnapshotStore store = open()) {
            assertThat(history(store)
                            .series(AGENT, Instant.EPOCH, Instant.MAX)
                            .orElseThrow()
                            .taken())
                    .isEqualTo(65);
            assertThat(report(history(store)).orElseThrow().snapshots()).isEqualTo(130);
        }
        assertThat(summaries()).hasSize(130);
    }

    @Test
    void an_archive_that_is_only_read_tells_the_same_and_stays_as_it_is() throws Exception {
        MonthOfSnapshots.fill(folder, 60, 100);
        Files.delete(summaries().get(7));
        try (SnapshotStore store = open()) {
            SnapshotHistory reading = SnapshotHistory.of(store.archive());

            assertThat(report(reading)).contains(report(reading).orElseThrow());
            assertThat(reading.series(AGENT).orElseThrow().taken()).isEqualTo(60);
        }
        assertThat(summaries()).hasSize(59);
    }

    @Test
    void there_are_no_verdicts_on_an_agent_without_snapshots() throws Exception {
        try (SnapshotStore store = open()) {
            assertThat(report(history(store))).isEmpty();
            assertThat(history(store)
                            .trend(AGENT, Instant.EPOCH, Instant.MAX, 5)
                            .points())
                    .isEmpty();
        }
    }

    /** The figures to publish: on the sidecar's own virtual machine, cold and warm. */
    @Test
    @Tag("long")
    @Timeout(1800)
    void a_month_is_told_in_less_than_a_second_by_a_small_process() throws Exception {
        int kept = MonthOfSnapshots.fill(folder, MonthOfSnapshots.MINUTES, 3_000);

        Outcome result = ChildProcess.run(
                ChildProcess.java(AskAboutMonth.class, List.of("@src/main/jvm/service.options"), folder.toString()));

        System.out.println(MonthOfSnapshots.MINUTES + " snapshots taken, " + kept + " kept\n" + result.out());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("points " + kept + ", leaks [" + LEAK + "]");
        assertThat(result.out().lines().filter(line -> line.endsWith(" ms")))
                .hasSize(4)
                .allMatch(line -> Integer.parseInt(line.split(" ")[2]) < (line.startsWith("first") ? 1_000 : 500));
    }

    private static Optional<LeakReport> report(SnapshotHistory history) throws IOException {
        return history.series(AGENT).map(LeakAnalysis::verdicts);
    }

    private SnapshotStore open() throws IOException {
        return SnapshotStore.open(folder, Retention.DEFAULT.withMinFreeBytes(0), bytes -> Optional.empty());
    }

    private static SnapshotHistory history(SnapshotStore store) {
        return new SnapshotHistory(store.archive(), READER, store::summarise);
    }

    private List<Path> summaries() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".summary"))
                    .sorted()
                    .toList();
        }
    }
}
