// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static io.jujuheap.snapshot.Captures.AGENT;
import static io.jujuheap.snapshot.Captures.CHECK;
import static io.jujuheap.snapshot.Captures.KEEP_ALL;
import static io.jujuheap.snapshot.Captures.NO_SUMMARY;
import static io.jujuheap.snapshot.Captures.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.Disk;
import io.jujuheap.io.LocalDisk;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.FaultyDisk.Fault;
import io.jujuheap.snapshot.StoreException.Reason;
import io.jujuheap.snapshot.StoreStats.Removal;
import io.jujuheap.testkit.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S03: the disk is full, fails or takes no writes, and the store goes on when that ends, without a restart. */
class FullDiskTest {
    private static final Path DIRECTORY = Path.of("/store");

    private int stored;

    private Snapshot store(SnapshotStore store, int length) throws IOException {
        int number = stored++;
        return store.store(
                Captures.at(START.plus(Duration.ofMinutes(number))), Captures.bytes(number, length), NO_SUMMARY);
    }

    private static Optional<StoreException> tryStore(FullDiskTest test, SnapshotStore store, int length)
            throws IOException {
        try {
            test.store(store, length);
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(e);
        }
    }

    /** Stores until the store says that the disk is full. */
    private StoreException fill(SnapshotStore store) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            Optional<StoreException> failure = tryStore(this, store, 100_000);
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        throw new AssertionError("the disk never became full");
    }

    private static void assertAllWhole(SnapshotStore store) throws IOException {
        for (Snapshot snapshot : store.archive().list(AGENT)) {
            assertThat(store.verify(snapshot.id())).isTrue();
        }
    }

    @Test
    void S03_a_real_disk_of_one_megabyte_fills_up_and_is_emptied(@TempDir Path parent) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(parent, "size=1m")) {
            Path ballast = Files.write(disk.path().resolve("ballast"), new byte[300_000]);
            try (SnapshotStore store = SnapshotStore.open(disk.path(), KEEP_ALL, CHECK)) {
                StoreException failure = fill(store);
                assertThat(failure.reason()).isEqualTo(Reason.NO_SPACE);
                assertThat(failure.getMessage())
                        .doesNotContain("\n")
                        .contains(disk.path().toString());
                assertAllWhole(store);
                int kept = store.archive().list(AGENT).size();
                assertThat(kept).isBetween(4, 7);

                Files.delete(ballast);
                store(store, 100_000);
                assertThat(store.archive().list(AGENT)).hasSize(kept + 1);
                assertAllWhole(store);
                assertThat(store.stats().writeFailures()).containsEntry(Reason.NO_SPACE, 1L);
            }
            assertNoTemporaryFiles(disk.path());
        }
    }

    /** The store believes that there is room, so that the write itself meets the end of the disk, part of it done. */
    @Test
    void S03_a_write_that_a_real_disk_takes_half_of_leaves_nothing(@TempDir Path parent) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(parent, "size=1m");
                SnapshotStore store =
                        SnapshotStore.open(DelegatingDisk.boastful(new LocalDisk()), disk.path(), KEEP_ALL, CHECK)) {
            StoreException failure = fill(store);
            assertThat(failure)
                    .hasMessage("cannot store a snapshot of machine-0 in "
                            + disk.path().toRealPath() + ": No space left on device");
            assertThat(failure.reason()).isEqualTo(Reason.NO_SPACE);
            assertThat(store.archive().list(AGENT)).hasSizeBetween(7, 10);
            assertAllWhole(store);
            assertNoTemporaryFiles(disk.path());

            Files.delete(store.archive().file(store.archive().list(AGENT).get(0)));
            store(store, 50_000);
        }
    }

    @Test
    void S03_a_real_disk_without_inodes_left_is_a_full_disk(@TempDir Path parent) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(parent, "size=8m,nr_inodes=24");
                SnapshotStore store = SnapshotStore.open(disk.path(), KEEP_ALL, CHECK)) {
            assertThat(fill(store).reason()).isEqualTo(Reason.NO_SPACE);
            assertAllWhole(store);
        }
    }

    private static void assertNoTemporaryFiles(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void S03_a_full_disk_on_the_injected_layer_fills_up_and_is_emptied() throws IOException {
        MemoryDisk disk = new MemoryDisk();
        disk.setCapacity(1_000_000);
        try (SnapshotStore store = SnapshotStore.open(DelegatingDisk.boastful(disk), DIRECTORY, KEEP_ALL, CHECK)) {
            assertThat(fill(store).reason()).isEqualTo(Reason.NO_SPACE);
            int kept = store.archive().list(AGENT).size();
            assertAllWhole(store);

            disk.setCapacity(2_000_000);
            store(store, 100_000);
            assertThat(store.archive().list(AGENT)).hasSize(kept + 1);
        }
        assertThat(disk.files().keySet()).noneMatch(file -> file.toString().endsWith(".tmp"));
    }

    @Test
    void S03_a_disk_filled_by_others_makes_history_coarser_little_by_little_and_wipes_nothing() throws IOException {
        MemoryDisk disk = new MemoryDisk();
        Retention retention = KEEP_ALL.withMinFreeBytes(1_000_000).withKeepNewest(10);
        try (SnapshotStore store = SnapshotStore.open(disk, DIRECTORY, retention, CHECK)) {
            for (int i = 0; i < 100; i++) {
                store(store, 10_000);
            }
            disk.setCapacity(disk.usedBytes() + 50_000);
            for (int i = 0; i < 50; i++) {
                store(store, 10_000);
            }
            assertThat(store.archive().list(AGENT)).hasSize(100);
            assertThat(store.archive().list(AGENT).get(0).taken()).isEqualTo(START);
            assertThat(store.stats().removed()).containsEntry(Removal.FREE_SPACE, 50L);
        }
    }

    @Test
    void S03_a_disk_that_is_nearly_full_from_the_start_is_left_alone() throws IOException {
        MemoryDisk disk = new MemoryDisk();
        disk.setCapacity(500_000);
        try (SnapshotStore store = SnapshotStore.open(disk, DIRECTORY, KEEP_ALL.withMinFreeBytes(1_000_000), CHECK)) {
            assertThatThrownBy(() -> store(store, 1_000))
                    .hasMessage("no room for another snapshot in /store: the disk has less than 1000000 bytes left and"
                            + " no old snapshot can go, so make room on the disk");
            assertThat(disk.files().keySet()).containsExactly(Path.of("/store/lock"));
        }
    }

    /** Failing writes must not eat history: the room made for the first serves the next. */
    @Test
    void S03_writes_that_fail_again_and_again_remove_one_snapshot_and_not_one_each() throws IOException {
        MemoryDisk memory = new MemoryDisk();
        Retention retention = KEEP_ALL.withMinFreeBytes(1_000_000).withKeepNewest(10);
        try (SnapshotStore store = SnapshotStore.open(memory, DIRECTORY, retention, CHECK)) {
            for (int i = 0; i < 100; i++) {
                store(store, 10_000);
            }
        }
        memory.setCapacity(memory.usedBytes() + 100_000);
        Disk disk = DelegatingDisk.unwritable(memory);
        try (SnapshotStore store = SnapshotStore.open(disk, DIRECTORY, retention, CHECK)) {
            for (int i = 0; i < 30; i++) {
                assertThat(tryStore(this, store, 10_000).map(StoreException::reason))
                        .contains(Reason.IO);
            }
            assertThat(store.stats().snapshots()).isEqualTo(99);
        }
    }

    @Test
    void S03_a_used_up_quota_is_a_full_disk() throws IOException {
        MemoryDisk memory = new MemoryDisk();
        SnapshotStore.open(memory, DIRECTORY, KEEP_ALL, CHECK).close();
        for (int n = 5; n < 60; n++) {
            FaultyDisk disk = new FaultyDisk(memory, Fault.FAILS, n, "Disk quota exceeded");
            try (SnapshotStore store = SnapshotStore.open(disk, DIRECTORY, KEEP_ALL, CHECK)) {
                tryStore(this, store, 1_000)
                        .ifPresent(e -> assertThat(e.reason()).isEqualTo(Reason.NO_SPACE));
            } catch (IOException e) {
                disk.bury(); // the fault hit the opening or the closing
            }
        }
    }

    @Test
    void S03_a_disk_that_becomes_read_only_and_writable_again_needs_no_restart() throws IOException {
        for (int n = 5; n < 120; n++) {
            MemoryDisk memory = new MemoryDisk();
            FaultyDisk disk = new FaultyDisk(memory, Fault.FAILS_FOR_GOOD, n, "Read-only file system");
            try (SnapshotStore store = SnapshotStore.open(disk, DIRECTORY, KEEP_ALL, CHECK)) {
                for (int i = 0; i < 5; i++) {
                    tryStore(this, store, 1_000);
                }
                disk.mend();
                Snapshot snapshot = store(store, 1_000);
                assertThat(store.verify(snapshot.id())).isTrue();
                assertAllWhole(store);
            } catch (StoreException e) {
                disk.bury(); // it failed too early to open
            }
        }
    }

    @Test
    void P4_captures_on_demand_keep_within_the_limits_like_any_other() throws IOException {
        Retention retention = KEEP_ALL.withMaxBytes(1_000_000).withKeepNewest(10);
        try (SnapshotStore store = SnapshotStore.open(new MemoryDisk(), DIRECTORY, retention, CHECK)) {
            for (int i = 0; i < 1_000; i++) {
                Capture onDemand = new Capture(AGENT, START.plusMillis(i), Trigger.MANUAL, Origin.UNKNOWN);
                store.store(onDemand, Captures.bytes(i, 50_000), NO_SUMMARY);
                assertThat(store.stats().diskBytes()).isLessThanOrEqualTo(1_000_000);
            }
            assertThatThrownBy(() -> store(store, 1_000_000))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT));
            assertThat(store.stats().snapshots()).isGreaterThan(15);
        }
    }
}
