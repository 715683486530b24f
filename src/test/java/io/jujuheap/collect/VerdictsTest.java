// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static io.jujuheap.collect.MonthOfSnapshots.AGENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.MemoryLimit;
import io.jujuheap.leak.TimeToLimit;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictsTest {
    private static final long PID = 4711;

    @TempDir
    Path folder;

    private final SerialExecutor background = new SerialExecutor("verdicts", 8);
    private SnapshotStore store;
    private volatile Consumer<LeakReport> publishing = report -> {};
    private MemoryLimits limits;
    private Verdicts<LeakReport> verdicts;

    @BeforeEach
    void open() throws IOException {
        MonthOfSnapshots.fill(folder.resolve("store"), 60, 100);
        store = SnapshotStore.open(
                folder.resolve("store"), Retention.DEFAULT.withMinFreeBytes(0), bytes -> Optional.empty());
        SnapshotHistory history =
                new SnapshotHistory(store.archive(), ProfileReader.withLimits(Limits.DEFAULT), store::summarise);
        limits = new MemoryLimits(folder.resolve("root"));
        verdicts = new Verdicts<>(
                "",
                store.archive(),
                (agent, limit, progress) -> history.series(agent, progress)
                        .map(series -> LeakAnalysis.verdicts(series.withMemoryLimit(limit))),
                (agent, report) -> publishing.accept(report),
                background);
        write("proc/meminfo", "MemTotal: 8388608 kB\n");
        write("proc/" + PID + "/cgroup", "0::/jujud\n");
        write("sys/fs/cgroup/jujud/memory.max", "1073741824\n");
    }

    @AfterEach
    void close() throws IOException {
        background.shutdownNow();
        store.close();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve("root").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static MemoryLimit limit(Optional<LeakReport> report) {
        return report.flatMap(LeakReport::timeToLimit).map(TimeToLimit::limit).orElseThrow();
    }

    @Test
    void tell_the_time_to_the_limit_of_the_agents_process() throws IOException {
        assertThat(verdicts.latest(AGENT, Collector.PATIENCE).orElseThrow().timeToLimit())
                .as("before the first round")
                .isEmpty();

        verdicts.refresh(AGENT, limits.of(PID));

        MemoryLimit ofGroup = new MemoryLimit(1 << 30, MemoryLimit.Source.CGROUP);
        assertThat(limit(verdicts.latest(AGENT, Collector.PATIENCE))).isEqualTo(ofGroup);
    }

    @Test
    void are_worked_out_again_when_the_limit_changes_and_only_then() throws IOException {
        verdicts.refresh(AGENT, limits.of(PID));
        LeakReport before = verdicts.latest(AGENT, Collector.PATIENCE).orElseThrow();
        verdicts.refresh(AGENT, limits.of(PID));
        assertThat(verdicts.latest(AGENT, Collector.PATIENCE).orElseThrow()).isSameAs(before);

        write("sys/fs/cgroup/jujud/memory.max", "max\n");
        verdicts.refresh(AGENT, limits.of(PID));

        assertThat(limit(verdicts.latest(AGENT, Collector.PATIENCE)))
                .isEqualTo(new MemoryLimit(8L << 30, MemoryLimit.Source.MACHINE));
    }

    @Test
    void are_worked_out_on_when_their_asker_has_no_patience_and_say_how_far_they_are() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        publishing = report -> {
            times.incrementAndGet();
            awaitQuietly(asked);
        };

        assertThatThrownBy(() -> verdicts.latest(AGENT, Duration.ofSeconds(2)))
                .isInstanceOf(VerdictsPendingException.class)
                .hasMessage("The verdicts on machine-0 are being worked out: 60 of 60 snapshots are read."
                        + " Ask again in some seconds.");
        asked.countDown();

        assertThat(verdicts.latest(AGENT, Collector.PATIENCE)).isPresent();
        assertThat(times).hasValue(1);
    }

    @Test
    void of_one_agent_do_not_hold_up_an_asker_who_has_no_patience() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        background.execute(() -> awaitQuietly(asked));

        assertThatThrownBy(() -> verdicts.latest(AGENT, Duration.ofMillis(50)))
                .isInstanceOf(VerdictsPendingException.class)
                .hasMessageContaining("those on other agents come first");
        asked.countDown();

        assertThat(verdicts.latest(AGENT, Collector.PATIENCE)).isPresent();
    }

    @Test
    void that_failed_are_worked_out_anew_for_the_next_question() throws Exception {
        publishing = report -> {
            publishing = later -> {};
            throw new AssertionError("only once");
        };

        assertThatThrownBy(() -> verdicts.latest(AGENT, Collector.PATIENCE)).hasRootCauseMessage("only once");
        assertThat(verdicts.latest(AGENT, Collector.PATIENCE)).isPresent();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
