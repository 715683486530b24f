// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static io.jujuheap.snapshot.Captures.AGENT;
import static io.jujuheap.snapshot.Captures.CHECK;
import static io.jujuheap.snapshot.Captures.NO_SUMMARY;
import static io.jujuheap.snapshot.Captures.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** S05: the clock of the machine jumps, and history survives it. */
class ClockTest {
    private static final Retention RETENTION = Retention.DEFAULT.withMinFreeBytes(0);

    private final SnapshotStore store;
    private int stored;

    ClockTest() throws IOException {
        store = SnapshotStore.open(new MemoryDisk(), Path.of("/store"), RETENTION, CHECK);
        storeEveryMinute(START, 500);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void storeEveryMinute(Instant from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            store.store(Captures.at(from.plus(Duration.ofMinutes(i))), Captures.bytes(stored++, 20), NO_SUMMARY);
        }
    }

    private List<Snapshot> list() {
        return store.archive().list(AGENT);
    }

    @Test
    void S05_one_capture_with_a_clock_a_year_ahead_costs_a_few_snapshots_at_most() throws IOException {
        storeEveryMinute(START.plus(Duration.ofDays(365)), 1);
        assertThat(list()).hasSizeGreaterThanOrEqualTo(493);

        storeEveryMinute(START.plus(Duration.ofMinutes(500)), 100);
        assertThat(list()).hasSizeGreaterThanOrEqualTo(593);
        assertThat(list().get(591).taken()).isEqualTo(START.plus(Duration.ofMinutes(599)));
    }

    @Test
    void S05_a_clock_that_stays_a_year_ahead_never_leaves_less_than_the_newest() throws IOException {
        for (int i = 0; i < 300; i++) {
            storeEveryMinute(START.plus(Duration.ofDays(365)).plus(Duration.ofMinutes(i)), 1);
            assertThat(list()).hasSizeGreaterThanOrEqualTo(RETENTION.keepNewest());
        }
        assertThat(list().get(0).taken())
                .as("the old have aged away little by little")
                .isAfter(START.plusSeconds(1));
    }

    @Test
    void S05_a_clock_that_goes_back_keeps_all_and_orders_by_what_it_shows() throws IOException {
        storeEveryMinute(START.plus(Duration.ofMinutes(440)), 60);

        assertThat(list())
                .hasSize(560)
                .isSortedAccordingTo(Comparator.comparing(Snapshot::taken).thenComparing(Snapshot::id));
        assertThat(list().get(440).id().sequence()).isZero();
        assertThat(list().get(441).id().sequence())
                .as("the hour that came twice")
                .isEqualTo(1);
    }

    @Test
    void S05_a_clock_that_starts_at_the_epoch_until_it_is_set_keeps_all() throws IOException {
        storeEveryMinute(Instant.EPOCH, 20);
        assertThat(list()).hasSize(520);

        storeEveryMinute(START.plus(Duration.ofMinutes(500)), 20);
        assertThat(list())
                .filteredOn(s -> s.taken().isAfter(START.minusSeconds(1)))
                .hasSize(520);
    }

    @Test
    void S05_after_weeks_with_a_clock_ahead_the_true_time_still_gets_its_room() throws IOException {
        SnapshotStore small =
                SnapshotStore.open(new MemoryDisk(), Path.of("/small"), RETENTION.withMaxSnapshots(50), CHECK);
        for (int i = 0; i < 200; i++) {
            small.store(
                    Captures.at(START.plus(Duration.ofDays(365).plusMinutes(i))), Captures.bytes(i, 20), NO_SUMMARY);
        }
        for (int i = 0; i < 200; i++) {
            small.store(Captures.at(START.plus(Duration.ofMinutes(i))), Captures.bytes(i, 20), NO_SUMMARY);
        }

        assertThat(small.archive().list(AGENT))
                .filteredOn(s -> s.taken().isBefore(START.plus(Duration.ofDays(1))))
                .hasSizeGreaterThan(30);
        small.close();
    }
}
