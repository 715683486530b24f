// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.Peer;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.collect.AgentLink;
import io.jujuheap.collect.AgentLocation.Named;
import io.jujuheap.collect.AgentLocation.NamedAgent;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.collect.Scheduler;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Recorded;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watch over an agent that a test answers for, on a machine whose clocks a test sets. */
@Timeout(60)
class WatchTest {
    private static final Instant EVENING = Instant.parse("2026-11-30T22:00:00Z");
    private static final CollectSettings HOURLY =
            new CollectSettings(Duration.ofHours(1), Duration.ofSeconds(10), 1 << 20);

    @TempDir
    Path folder;

    private final List<AgentQuery> asked = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Duration asleep = Duration.ZERO;
    private volatile List<AgentRow> shown = List.of();
    private volatile long waiters = 0;

    private final class FakeLink implements AgentLink {
        @Override
        public AgentResponse ask(AgentQuery query) throws AgentException {
            asked.add(query);
            byte[] body =
                    switch (query) {
                        case METRICS -> "go_goroutines 41\n".getBytes(UTF_8);
                        case GOROUTINES ->
                            waiters == 0
                                    ? Recorded.named("jsonserver-go1.26/goroutine")
                                            .protobuf()
                                    : goroutines(waiters);
                        default -> Recorded.heaps().get(0).protobuf();
                    };
            return new AgentResponse(body, new Peer(0, 0, 0));
        }

        @Override
        public boolean isOfThisMachine() {
            return false;
        }
    }

    private class Face implements WatchFace {
        private final CountDownLatch end = new CountDownLatch(1);

        @Override
        public void tell(Instant at, String agent, String sentence) {
            told.add(sentence);
        }

        @Override
        public void captured(Instant at, AgentRow row) {
            told.add("captured " + row.goroutines().orElse(0));
            if (asleep.isZero()) {
                asleep = Duration.ofHours(8);
            } else {
                end.countDown();
            }
        }

        @Override
        public void show(List<AgentRow> rows) {
            shown = rows;
        }
    }

    @Test
    void says_for_how_long_the_machine_slept_and_asks_at_once_when_it_wakes() throws Exception {
        NamedAgent agent = new NamedAgent(new AgentTag("machine-0"), "juju:0", FakeLink::new);
        long start = System.nanoTime();
        WallClock clock =
                new WallClock(() -> EVENING.plusNanos(System.nanoTime() - start).plus(asleep), System::nanoTime);
        WatchPlan plan = new WatchPlan(Optional.empty(), List.of(), Duration.ofSeconds(30));
        Face face = new Face();
        try (ProfileStores stores = ProfileStores.open(folder, Retention.DEFAULT.withMinFreeBytes(0), HOURLY);
                Scheduler scheduler = new Scheduler();
                Collector collector = Collector.of(HOURLY, new Named(List.of(agent)), stores, scheduler)) {
            Watch watch = new Watch(collector, plan, face, clock);
            collector.start();
            watch.follow(face.end);
            assertThat(watch.end().comparison().explanation())
                    .isEqualTo("There are too few states yet to tell the growth of machine-0.");
        }
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).isEqualTo("captured 41");
        assertThat(told.get(1)).matches("this machine slept: nothing was taken for 8h0m since 2026-11-30T22:00:.*Z");
        assertThat(told.get(2)).as("an hour early").isEqualTo("captured 41");
        assertThat(asked)
                .containsExactly(
                        AgentQuery.METRICS,
                        AgentQuery.HEAP,
                        AgentQuery.GOROUTINES,
                        AgentQuery.METRICS,
                        AgentQuery.HEAP);
    }

    @Test
    void ever_more_goroutines_at_a_stack_are_told_as_a_leak() throws Exception {
        NamedAgent agent = new NamedAgent(new AgentTag("machine-0"), "juju:0", FakeLink::new);
        WatchPlan plan = new WatchPlan(Optional.of(Duration.ofSeconds(20)), List.of(), Duration.ofSeconds(30));
        CountDownLatch end = new CountDownLatch(1);
        Face face = new Face() {
            @Override
            public void show(List<AgentRow> rows) {
                super.show(rows);
                if (rows.stream().anyMatch(row -> !row.suspects().isEmpty())) {
                    end.countDown();
                }
            }
        };
        try (ProfileStores stores = ProfileStores.open(folder, Retention.DEFAULT.withMinFreeBytes(0), HOURLY);
                Scheduler scheduler = new Scheduler();
                Collector collector = Collector.of(HOURLY, new Named(List.of(agent)), stores, scheduler)) {
            for (waiters = 100; waiters < 800; waiters += 100) {
                Capture about = new Capture("machine-0", EVENING.plusSeconds(waiters), Trigger.TIMER, Origin.UNKNOWN);
                stores.goroutines().store(about, goroutines(waiters), new byte[0]);
            }
            Watch watch = new Watch(collector, plan, face);
            collector.start();
            watch.follow(end);

            assertThat(shown).extracting(AgentRow::verdict).containsExactly("leak");
            assertThat(shown.get(0).suspects()).containsExactly("800 goroutines at main.waiter");
            assertThat(watch.end().leaks()).isTrue();
            assertThat(requireNonNull(watch.end().verdicts().get(0).goroutines())
                            .explanation())
                    .startsWith("800 goroutines wait at main.waiter, started as main.serve: 700 more than at first");
        }
    }

    /** Writes a profile of goroutines, all at one stack. */
    private static byte[] goroutines(long count) {
        return ProfileWriter.gzippedProtobuf(HandMade.of(ProfileInfo.of(List.of(new SampleType("goroutine", "count"))))
                .sample(count, "runtime.gopark", "main.waiter", "main.serve")
                .build());
    }
}
