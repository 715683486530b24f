// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentResponse;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.agent.Peer;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.profile.Profile;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.testkit.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final AgentTag AGENT = new AgentTag("machine-0");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Recorded EARLY = new Recorded("buffers-go1.26", "heap-01");
    private static final Recorded LATE = new Recorded("buffers-go1.26", "heap-02");

    @TempDir
    Path folder;

    private ProfileStores stores;
    private SnapshotStore store;
    private Recorder recorder;
    private int minute;

    @BeforeEach
    void open() throws IOException {
        stores = ProfileStores.open(folder, Retention.DEFAULT.withMinFreeBytes(0), CollectSettings.DEFAULT);
        store = stores.heaps();
        recorder = new Recorder(store, SnapshotHistory.of(store.archive()), AGENT.value());
    }

    @AfterEach
    void close() throws IOException {
        stores.close();
    }

    private void reopen() throws IOException {
        close();
        open();
    }

    private ProfileCapture capture(Recorded heap, long pid) {
        Profile profile = heap.profile();
        AgentResponse answer = new AgentResponse(heap.protobuf(), new Peer(pid, 0, 0));
        return ProfileCapture.fetched(AGENT, NOON.plusSeconds(60L * minute++), answer, profile);
    }

    private static Vitals vitals(Instant started, long gcCount) {
        return new Vitals(
                Optional.of(started),
                OptionalLong.of(gcCount),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    private Snapshot record(Recorded heap, Vitals vitals) throws IOException {
        return recorder.record(capture(heap, 0), vitals, Trigger.TIMER).snapshot();
    }

    private List<Long> segments() {
        return store.archive().list(AGENT.value()).stream()
                .map(snapshot -> snapshot.origin().segment())
                .toList();
    }

    @Test
    void metrics_that_are_lost_once_make_no_restart() throws IOException {
        record(EARLY, vitals(NOON, 5));
        record(LATE, Vitals.UNKNOWN);
        record(LATE, vitals(NOON, 7));

        assertThat(segments()).containsOnly(0L);
        assertThat(LeakAnalysis.verdicts(SnapshotHistory.of(store.archive())
                                .series(AGENT)
                                .orElseThrow())
                        .segments())
                .isEqualTo(1);
    }

    @Test
    void a_restart_is_seen_behind_metrics_that_were_lost() throws IOException {
        record(EARLY, vitals(NOON, 5));
        record(LATE, Vitals.UNKNOWN);
        reopen();
        record(LATE, vitals(NOON.plusSeconds(90), 6));

        assertThat(segments()).containsExactly(0L, 0L, 1L);
    }

    @Test
    void a_restart_is_seen_by_allocations_that_fall_also_by_another_sidecar() throws IOException {
        record(LATE, Vitals.UNKNOWN);
        reopen();
        record(EARLY, Vitals.UNKNOWN);

        assertThat(segments()).containsExactly(0L, 1L);
    }

    @Test
    void a_repeated_state_is_not_stored_and_still_tells_what_was_unknown() throws IOException {
        record(EARLY, Vitals.UNKNOWN);
        assertThat(recorder.record(capture(EARLY, 0), vitals(NOON, 5), Trigger.TIMER)
                        .isNew())
                .isFalse();

        record(LATE, vitals(NOON.plusSeconds(600), 9));

        assertThat(segments()).containsExactly(0L, 1L);
    }

    @Test
    void what_was_fetched_after_a_forced_collection_is_stored_as_itself() throws IOException {
        record(EARLY, vitals(NOON, 5));

        Collector.Stored stored = recorder.store(capture(LATE, 0), vitals(NOON, 5), Trigger.MANUAL);

        assertThat(stored.isNew()).isTrue();
        assertThat(store.archive().read(stored.snapshot())).hasValue(LATE.protobuf());
    }
}
