// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static io.jujuheap.collect.MonthOfSnapshots.AGENT;
import static io.jujuheap.collect.MonthOfSnapshots.LEAK;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
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
            report = history(store).leaks(AGENT).orElseThrow();
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
            assertThat(history(store).leaks(AGENT)).contains(report);
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
                            .leaks(AGENT, Instant.EPOCH, Instant.MAX)
                            .orElseThrow()
                            .snapshots())
                    .isEqualTo(65);
            assertThat(history(store).leaks(AGENT).orElseThrow().snapshots()).isEqualTo(130);
        }
        assertThat(summaries()).hasSize(130);
    }

    @Test
    void an_archive_that_is_only_read_tells_the_same_and_stays_as_it_is() throws Exception {
        MonthOfSnapshots.fill(folder, 60, 100);
        Files.delete(summaries().get(7));
        try (SnapshotStore store = open()) {
            History reading = History.of(store.archive());

            assertThat(reading.leaks(AGENT)).contains(reading.leaks(AGENT).orElseThrow());
            assertThat(reading.series(AGENT).orElseThrow().taken()).isEqualTo(60);
        }
        assertThat(summaries()).hasSize(59);
    }

    @Test
    void there_are_no_verdicts_on_an_agent_without_snapshots() throws Exception {
        try (SnapshotStore store = open()) {
            assertThat(history(store).leaks(AGENT)).isEmpty();
            assertThat(history(store)
                            .trend(AGENT, Instant.EPOCH, Instant.MAX, 5)
                            .points())
                    .isEmpty();
        }
    }

    /** The figures to publish: a heap of 32 MB, a virtual machine as the sidecar's, cold and warm. */
    @Test
    @Tag("long")
    @Timeout(1800)
    void a_month_is_told_in_less_than_a_second_by_a_small_process() throws Exception {
        int kept = MonthOfSnapshots.fill(folder, MonthOfSnapshots.MINUTES, 3_000);

        ChildProcess.Result result = ChildProcess.run(
                ChildProcess.java(AskAboutMonth.class, List.of("-Xmx32m", "-XX:+UseSerialGC"), folder.toString()));

        System.out.println(MonthOfSnapshots.MINUTES + " snapshots taken, " + kept + " kept\n" + result.stdout());
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(result.stdout()).contains("points " + kept + ", leaks [" + LEAK + "]");
        assertThat(result.stdout().lines().filter(line -> line.endsWith(" ms")))
                .hasSize(4)
                .allMatch(line -> Integer.parseInt(line.split(" ")[2]) < 1_000);
    }

    private SnapshotStore open() throws IOException {
        return SnapshotStore.open(folder, Retention.DEFAULT.withMinFreeBytes(0), bytes -> Optional.empty());
    }

    private static History history(SnapshotStore store) {
        return new History(store.archive(), READER, store::summarise);
    }

    private List<Path> summaries() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".summary"))
                    .sorted()
                    .toList();
        }
    }
}
