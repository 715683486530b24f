// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.agent.AgentClient.BodySink;
import io.jujuheap.agent.AgentConf;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.Peer;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.testkit.Recorded;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
    private static final AgentTag MACHINE = new AgentTag("machine-0");
    private static final byte[] PROFILE = Recorded.heaps().get(0).protobuf();
    private static final Recorded GOROUTINES = Recorded.goroutines().get(0);

    @TempDir
    Path folder;

    private final Scheduler scheduler = new Scheduler();
    private final FakeAgent agent = new FakeAgent();
    private final List<AgentSource.Agent> found =
            new CopyOnWriteArrayList<>(List.of(new AgentSource.Agent(info(MACHINE), () -> agent)));
    private ProfileStores stores;
    private @Nullable Collector running;

    /** An agent that is up, in its first process, at some garbage collection. */
    private static final class FakeAgent implements AgentLink {
        private final List<AgentQuery> asked = new CopyOnWriteArrayList<>();
        private volatile int gcCount = 1;
        private volatile long started = 1_790_000_000;
        private volatile long goroutines = 1000;
        private volatile String profiles = "<a href='heap?debug=1'>heap</a>";
        private volatile boolean isUp = true;
        private volatile boolean isTextTooLarge;
        private volatile boolean hasGoroutines = true;

        @Override
        public AgentResponse ask(AgentQuery query) throws AgentException {
            asked.add(query);
            if (!isUp) {
                throw new AgentException(AgentException.Reason.NOT_FOUND, "There is no such socket.");
            }
            if (isTextTooLarge && query == AgentQuery.HEAP_TEXT) {
                throw new AgentException(AgentException.Reason.TOO_LARGE, "It sent more than allowed.");
            }
            if (!hasGoroutines && query == AgentQuery.GOROUTINES) {
                throw new AgentException(AgentException.Reason.BAD_STATUS, "There is no such profile.");
            }
            String metrics = "\ngo_gc_duration_seconds_count " + gcCount + "\nprocess_start_time_seconds " + started
                    + "\ngo_goroutines " + goroutines + "\n";
            byte[] body =
                    switch (query) {
                        case METRICS -> metrics.getBytes(UTF_8);
                        case GOROUTINES, GOROUTINE_LEAKS -> GOROUTINES.protobuf();
                        case GOROUTINES_TEXT -> GOROUTINES.text();
                        case PROFILES -> profiles.getBytes(UTF_8);
                        default -> PROFILE;
                    };
            return new AgentResponse(body, new Peer(0, 0, 0));
        }

        @Override
        public void ask(AgentQuery query, BodySink sink) throws AgentException {
            byte[] whole = ask(query).body();
            sink.take(whole, whole.length);
        }

        long heaps() {
            return asked(AgentQuery.HEAP);
        }

        long asked(AgentQuery query) {
            return asked.stream().filter(query::equals).count();
        }
    }

    private static AgentInfo info(AgentTag tag) {
        return new AgentInfo(tag, "unix:/x", List.of(new AgentTag("unit-mysql-0")), AgentConf.UNKNOWN);
    }

    @BeforeEach
    void open() throws Exception {
        stores = ProfileStores.open(folder.resolve("store"), Retention.DEFAULT, CollectSettings.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        if (running != null) {
            running.close();
        }
        scheduler.close();
        stores.close();
    }

    private Collector collectEvery(Duration interval) {
        CollectSettings settings = new CollectSettings(interval, Duration.ofSeconds(1), 64 << 20);
        AgentSource source = () -> new AgentSource.Found(found, "There is no /var/lib/juju/agents.");
        Collector collector =
                new Collector(settings, source, stores, MemoryLimits.ofThisMachine(), Clock.systemUTC(), scheduler);
        running = collector;
        collector.start();
        return collector;
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private List<Snapshot> snapshots() {
        return stores.heaps().archive().list("machine-0");
    }

    @Test
    void collects_once_an_interval_and_stores_each_garbage_collection_once() throws Exception {
        collectEvery(Duration.ofSeconds(1));
        until(() -> agent.heaps() >= 3);
        assertThat(snapshots()).hasSize(1);

        agent.gcCount = 2;
        until(() -> snapshots().size() == 2);
        assertThat(snapshots().get(1).origin().segment()).isZero();
        assertThat(snapshots().get(1).origin().gcEpoch()).isEqualTo(2);
    }

    @Test
    void an_agent_that_started_anew_begins_a_segment() throws Exception {
        collectEvery(Duration.ofSeconds(1));
        until(() -> snapshots().size() == 1);

        agent.started = 1_790_000_100;
        until(() -> snapshots().size() == 2);
        assertThat(snapshots().get(1).origin().segment()).isEqualTo(1);
    }

    @Test
    void publishes_what_it_knows_of_an_agent() throws Exception {
        Collector collector = collectEvery(Duration.ofMinutes(1));
        collector.profileNow(MACHINE, ProfileKind.HEAP).join();

        AgentState state = collector.agents().get(0);
        assertThat(state.isUp()).isTrue();
        assertThat(state.heap().orElseThrow().totals().inuseBytes()).isPositive();
        agent.isUp = false;
        until(() -> {
            collector
                    .profileNow(MACHINE, ProfileKind.HEAP)
                    .exceptionally(failure -> null)
                    .join();
            return !collector.agents().get(0).isUp();
        });
        AgentState away = collector.agents().get(0);
        assertThat(away.problem()).contains("There is no such socket.");
        assertThat(away.fetches().failures())
                .containsEntry("not_found", away.fetches().failed());
        assertThat(away.heap()).as("what was known last").isEqualTo(state.heap());
    }

    @Test
    void the_first_round_is_made_at_once() throws Exception {
        Collector collector = collectEvery(Duration.ofDays(1));

        until(() -> collector.agents().get(0).isUp() && snapshots().size() == 1);
    }

    @Test
    void the_number_of_leaks_is_known_after_a_round_and_no_question_changes_it() throws Exception {
        Collector collector = collectEvery(Duration.ofDays(1));
        until(() -> collector.agents().get(0).suspects().isPresent());

        assertThat(collector.agents().get(0).suspects()).hasValue(List.of());
        assertThat(collector.leaks(MACHINE, Collector.PATIENCE).orElseThrow())
                .isSameAs(collector.leaks(MACHINE, Collector.PATIENCE).orElseThrow());
    }

    @Test
    void verdicts_are_of_the_newest_snapshot() throws Exception {
        Collector collector = collectEvery(Duration.ofDays(1));
        until(() -> snapshots().size() == 1);
        assertThat(collector.leaks(MACHINE, Collector.PATIENCE).orElseThrow().snapshots())
                .isEqualTo(1);

        agent.gcCount = 2;
        collector.snapshotNow(MACHINE, false, Trigger.MANUAL).join();

        assertThat(collector.leaks(MACHINE, Collector.PATIENCE).orElseThrow().snapshots())
                .isEqualTo(2);
    }

    /** What the wait before the next round is made of, see {@link Backoff}. */
    @Test
    void failures_in_a_row_end_with_a_success() throws Exception {
        AgentWatch watch =
                new AgentWatch(info(MACHINE), agent, ProfileReader.withLimits(Limits.DEFAULT), Clock.systemUTC());
        agent.isUp = false;
        for (int failure = 1; failure <= 3; failure++) {
            assertThatThrownBy(() -> watch.fetchHeap(AgentQuery.HEAP)).isInstanceOf(AgentException.class);
            assertThat(watch.failuresInARow()).isEqualTo(failure);
        }
        agent.isUp = true;
        watch.fetchHeap(AgentQuery.HEAP);
        assertThat(watch.failuresInARow()).isZero();
        watch.close();
    }

    @Test
    void an_agent_that_is_gone_is_forgotten() throws Exception {
        Collector collector = collectEvery(Duration.ofSeconds(1));
        found.clear();
        until(() -> collector.agents().isEmpty());

        assertThatThrownBy(() -> collector.agent(Optional.empty()))
                .isInstanceOf(UnknownAgentException.class)
                .hasMessage("No Juju agent was found on this machine. There is no /var/lib/juju/agents.");
    }

    @Test
    void a_unit_is_answered_for_by_the_agent_of_its_process() {
        Collector collector = collectEvery(Duration.ofMinutes(1));

        assertThat(collector.agent(Optional.of("unit-mysql-0"))).isEqualTo(MACHINE);
        assertThat(collector.agent(Optional.empty())).isEqualTo(MACHINE);
        assertThatThrownBy(() -> collector.agent(Optional.of("../../etc")))
                .isInstanceOf(UnknownAgentException.class)
                .hasMessage("There is no such agent on this machine; there is machine-0.");
    }

    @Test
    void a_forced_collection_is_allowed_once_in_half_a_minute() throws Exception {
        Collector collector = collectEvery(Duration.ofMinutes(1));
        collector.snapshotNow(MACHINE, true, Trigger.MANUAL).join();
        Thread.sleep(1050); // until the outcome is no longer shared

        assertThatThrownBy(() ->
                        collector.snapshotNow(MACHINE, true, Trigger.MANUAL).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TooSoonException.class);
        assertThat(agent.asked.stream().filter(AgentQuery::forcesGc)).hasSize(1);
        assertThat(collector.snapshotNow(MACHINE, false, Trigger.MANUAL)).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void a_trend_follows_the_largest_functions() throws Exception {
        Collector collector = collectEvery(Duration.ofSeconds(1));
        until(() -> snapshots().size() == 1);
        agent.gcCount = 2;
        until(() -> snapshots().size() == 2);

        Trend trend = collector.history().trend(MACHINE, Instant.EPOCH, Instant.MAX, 3);

        assertThat(trend.points()).hasSize(2);
        assertThat(trend.functions()).isNotEmpty().hasSizeLessThanOrEqualTo(3);
        assertThat(trend.points().get(0).totals())
                .isEqualTo(trend.points().get(1).totals());
    }

    @Test
    void an_answer_that_nobody_may_share_any_more_is_let_go() throws Exception {
        Collector collector = collectEvery(Duration.ofHours(1));
        WeakReference<byte[]> answer =
                new WeakReference<>(collector.metricsNow(MACHINE).join());
        until(() -> {
            System.gc();
            return answer.get() == null;
        });
    }

    @Test
    void a_text_beyond_the_limit_is_said_to_be_had_in_binary_form() {
        Collector collector = collectEvery(Duration.ofMinutes(1));
        agent.isTextTooLarge = true;

        assertThatThrownBy(() -> collector.textNow(MACHINE, ProfileKind.HEAP).join())
                .hasCauseInstanceOf(AgentException.class)
                .hasMessageContaining("larger as text than --limit.profile-bytes allows: ask for format=pprof");
    }

    private List<Snapshot> goroutineSnapshots() {
        return stores.goroutines().archive().list("machine-0");
    }

    @Test
    void goroutines_are_profiled_when_their_number_has_moved() throws Exception {
        Collector collector = collectEvery(Duration.ofSeconds(1));
        until(() -> goroutineSnapshots().size() == 1);
        long heaps = agent.heaps();
        until(() -> agent.heaps() >= heaps + 2);
        assertThat(agent.asked(AgentQuery.GOROUTINES))
                .as("the number has not moved")
                .isEqualTo(1);
        assertThat(collector.agents().get(0).vitals().goroutines()).hasValue(1000);

        agent.started = 1_790_000_100;
        agent.goroutines = 1200;
        until(() -> goroutineSnapshots().size() == 2);

        assertThat(goroutineSnapshots().get(1).origin().segment())
                .as("that of the heap of the same round")
                .isEqualTo(1);
        assertThat(stores.goroutines().archive().read(goroutineSnapshots().get(1)))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(GOROUTINES.protobuf()));
        assertThat(collector
                        .goroutines(MACHINE, Collector.PATIENCE)
                        .orElseThrow()
                        .after())
                .isEqualTo(GOROUTINES.profile().total(0));
        until(() -> collector.agents().get(0).goroutineSuspects().isPresent());
        assertThat(collector.agents().get(0).goroutineSuspects()).hasValue(List.of());
    }

    @Test
    void leaked_goroutines_are_asked_for_where_the_agent_lists_them_and_once_in_half_a_minute() throws Exception {
        Collector collector = collectEvery(Duration.ofMinutes(1));
        assertThatThrownBy(() -> collector.leakedGoroutinesNow(MACHINE).join())
                .hasCauseInstanceOf(UnknownProfileException.class)
                .hasMessageContaining(
                        "The agent machine-0 has no profile of leaked goroutines: only agents that Go 1.26");
        assertThat(agent.asked(AgentQuery.GOROUTINE_LEAKS)).isZero();
        Thread.sleep(1050); // until the outcome is no longer shared

        agent.profiles = "<a href='goroutineleak?debug=1'>goroutineleak</a>";
        assertThat(collector.leakedGoroutinesNow(MACHINE).join().bytes()).isEqualTo(GOROUTINES.protobuf());
        Thread.sleep(1050);
        assertThatThrownBy(() -> collector.leakedGoroutinesNow(MACHINE).join())
                .hasCauseInstanceOf(TooSoonException.class);
        assertThat(agent.asked(AgentQuery.GOROUTINE_LEAKS)).isEqualTo(1);
    }

    @Test
    void an_agent_that_gives_no_goroutines_is_collected_from_all_the_same() throws Exception {
        agent.hasGoroutines = false;
        Collector collector = collectEvery(Duration.ofSeconds(1));
        until(() -> agent.asked(AgentQuery.GOROUTINES) >= 2);

        assertThat(collector.agents().get(0).isUp()).isTrue();
        assertThat(snapshots()).hasSize(1);
        assertThat(goroutineSnapshots()).isEmpty();
    }
}
