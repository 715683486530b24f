// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SummaryLogTest {

    @Property(tries = 200)
    void gives_back_what_was_written(@ForAll long seed) {
        List<ProfileSummary> summaries = summaries(new Random(seed));

        byte[] log = write(summaries);

        assertThat(read(log)).isEqualTo(summaries);
        assertThat(SummaryLog.forEach(log, summary -> {})).isEqualTo(log.length);
        assertThat(SummaryLog.count(log)).isEqualTo(summaries.size());
    }

    @Property(tries = 50)
    void goes_on_with_a_log(@ForAll long seed) {
        List<ProfileSummary> summaries = summaries(new Random(seed));
        int cut = summaries.size() / 2;
        byte[] first = write(summaries.subList(0, cut));

        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(first);
        SummaryLog.Writer writer = new SummaryLog.Writer(first);
        summaries.subList(cut, summaries.size()).forEach(summary -> whole.writeBytes(writer.append(summary)));

        assertThat(read(whole.toByteArray())).isEqualTo(summaries);
    }

    @Test
    void stops_before_a_torn_end_wherever_it_was_torn() {
        List<ProfileSummary> summaries = summaries(new Random(1));
        byte[] log = write(summaries);
        int lastBlock = write(summaries.subList(0, summaries.size() - 1)).length;

        for (int length = lastBlock; length < log.length; length++) {
            byte[] torn = Arrays.copyOf(log, length);
            assertThat(SummaryLog.forEach(torn, summary -> {}))
                    .as("cut to %s", length)
                    .isEqualTo(lastBlock);
            assertThat(read(torn)).hasSize(summaries.size() - 1);
        }
    }

    @Property(tries = 300)
    void never_gives_what_was_not_written(@ForAll long seed) {
        Random random = new Random(seed);
        List<ProfileSummary> summaries = summaries(random);
        byte[] log = write(summaries);
        log[random.nextInt(log.length)] ^= (byte) (1 + random.nextInt(255));

        List<ProfileSummary> read = read(log);

        assertThat(read).isEqualTo(summaries.subList(0, read.size()));
    }

    @Test
    void takes_what_is_no_log_for_an_empty_one() {
        assertThat(SummaryLog.forEach("something else".getBytes(), summary -> {}))
                .isZero();
        assertThat(SummaryLog.forEach(new byte[0], summary -> {})).isZero();
        assertThatThrownBy(() -> new SummaryLog.Writer(new byte[20])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thins_a_long_log_to_its_troughs_and_keeps_both_ends() {
        List<ProfileSummary> summaries = new HeapSimulator(3).withChurn(3, 20).run(5 * Thresholds.MAX_EPOCHS);

        Series series = Series.read("machine-0", write(summaries));

        assertThat(series.taken()).isEqualTo(summaries.size());
        assertThat(series.snapshots()).hasSizeBetween(Thresholds.MAX_EPOCHS, Thresholds.MAX_EPOCHS + 2);
        assertThat(series.first()).isEqualTo(summaries.get(0));
        assertThat(series.last()).isEqualTo(summaries.get(summaries.size() - 1));
        assertThat(series.snapshots().stream()
                        .mapToLong(ProfileSummary::inuseBytes)
                        .average()
                        .orElseThrow())
                .isLessThan(summaries.stream()
                        .mapToLong(ProfileSummary::inuseBytes)
                        .average()
                        .orElseThrow());
    }

    /** What thinning leaves of 30 days: every minute of the last, then every ten minutes, then every hour. */
    @Test
    void answers_a_trend_and_verdicts_of_thirty_days_in_about_a_second() {
        byte[] log = write(month(2900, 3000, 300));

        Trend.Gatherer gatherer = new Trend.Gatherer(List.of("main.f1", "main.f2"));
        Duration trend = processorTime(() -> SummaryLog.forEach(log, gatherer));
        Duration verdicts = processorTime(() -> LeakAnalysis.verdicts(Series.read("machine-0", log)));

        assertThat(gatherer.trend().total()).hasSize(2900);
        assertThat(log.length).isLessThan(13_000_000);
        assertThat(trend).isLessThan(Duration.ofSeconds(1));
        assertThat(verdicts).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void gathers_the_trend_of_an_agent_and_of_functions() {
        CallSite a = new CallSite(List.of("main.a", "main.main"));
        CallSite otherA = new CallSite(List.of("main.a", "main.other"));
        CallSite b = new CallSite(List.of("main.b"));
        ProfileSummary first = ProfileSummary.of(info(1), Map.of(a, figures(1), b, figures(10)));
        ProfileSummary second = ProfileSummary.of(info(2), Map.of(a, figures(2), otherA, figures(3)));

        Trend.Gatherer gatherer = new Trend.Gatherer(List.of("main.a", "main.none"));
        SummaryLog.forEach(write(List.of(first, second)), gatherer);
        Trend trend = gatherer.trend();

        assertThat(trend.snapshots()).containsExactly(info(1), info(2));
        assertThat(trend.total())
                .containsExactly(figures(1).plus(figures(10)), figures(2).plus(figures(3)));
        assertThat(trend.functions()).containsOnlyKeys("main.a", "main.none");
        assertThat(trend.functions().get("main.a"))
                .containsExactly(figures(1), figures(2).plus(figures(3)));
        assertThat(trend.functions().get("main.none")).containsExactly(Figures.NONE, Figures.NONE);
    }

    /** Of a cold virtual machine, but not of what else runs on the computer. */
    private static Duration processorTime(Runnable task) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        task.run();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
    }

    private static byte[] write(List<ProfileSummary> summaries) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        SummaryLog.Writer writer = new SummaryLog.Writer(new byte[0]);
        summaries.forEach(summary -> log.writeBytes(writer.append(summary)));
        return log.toByteArray();
    }

    private static List<ProfileSummary> read(byte[] log) {
        List<ProfileSummary> summaries = new ArrayList<>();
        SummaryLog.forEach(log, summaries::add);
        return summaries;
    }

    /** Sites come, change, go and come back; figures are anything. */
    private static List<ProfileSummary> summaries(Random random) {
        List<ProfileSummary> summaries = new ArrayList<>();
        Map<CallSite, Figures> sites = new HashMap<>();
        for (int i = 1 + random.nextInt(12); i >= 0; i--) {
            for (int change = random.nextInt(6); change > 0; change--) {
                CallSite site = new CallSite(List.of("f" + random.nextInt(9), "é" + random.nextInt(3)));
                if (random.nextInt(4) == 0) {
                    sites.remove(site);
                } else {
                    sites.put(site, figures(random.nextLong() >> random.nextInt(64)));
                }
            }
            summaries.add(ProfileSummary.of(info(random.nextInt()), sites));
        }
        return summaries;
    }

    private static List<ProfileSummary> month(int snapshots, int sites, int changes) {
        Random random = new Random(1);
        Map<CallSite, Figures> current = new HashMap<>();
        List<CallSite> all = new ArrayList<>();
        for (int i = 0; i < sites; i++) {
            List<String> stack = new ArrayList<>(List.of("main.f" + i / 4));
            for (int depth = 0; depth < 24; depth++) {
                stack.add("github.com/juju/juju/package" + random.nextInt(100) + ".(*Type).method" + random.nextInt(9));
            }
            all.add(new CallSite(stack));
            current.put(all.get(i), figures(1000));
        }
        List<ProfileSummary> summaries = new ArrayList<>();
        for (int i = 0; i < snapshots; i++) {
            for (int change = 0; change < changes; change++) {
                long more = random.nextInt(1 << 20);
                current.computeIfPresent(
                        all.get(random.nextInt(sites)),
                        (site, was) -> new Figures(
                                more,
                                more / 64,
                                was.allocBytes() + more,
                                was.allocObjects() + more / 64,
                                more >> 17,
                                was.allocSamples() + (more >> 17)));
            }
            summaries.add(ProfileSummary.of(info(i), current));
        }
        return summaries;
    }

    private static Figures figures(long number) {
        return new Figures(number, number / 2, number * 3, number + 7, number / 3, 1);
    }

    private static SnapshotInfo info(int number) {
        OptionalLong epoch = number % 3 == 0 ? OptionalLong.empty() : OptionalLong.of(number);
        return new SnapshotInfo(
                "snapshot " + number,
                number * 60_000_000_000L,
                524288,
                "1234:5678",
                epoch,
                epoch,
                OptionalLong.of(1L << 40));
    }
}
