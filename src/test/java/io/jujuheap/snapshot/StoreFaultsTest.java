// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static io.jujuheap.snapshot.Captures.CHECK;
import static io.jujuheap.snapshot.Captures.KEEP_ALL;
import static io.jujuheap.snapshot.Captures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.io.Disk;
import io.jujuheap.io.LocalDisk;
import io.jujuheap.snapshot.FaultyDisk.Fault;
import io.jujuheap.snapshot.FaultyDisk.Killed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operation on the disk goes wrong once, in every way. Whatever happens, what was reported stored is there,
 * whole, afterwards.
 */
class StoreFaultsTest {
    private static final Path DIRECTORY = Path.of("/store");

    /** With this few, the life below makes room three times. */
    private static final Retention KEEP_FEW = KEEP_ALL.withMaxSnapshots(4).withKeepNewest(2);

    private static final int STORED = 7;

    /** What a store goes through between its start and its end: every public operation, over midnight. */
    private static void live(Disk disk, Path directory, Retention retention, Ledger ledger) throws IOException {
        try (SnapshotStore store = SnapshotStore.open(disk, directory, retention, CHECK)) {
            Instant time = START;
            for (int i = 0; i < STORED; i++) {
                time = time.plus(Duration.ofHours(i == 3 ? 9 : 0)).plusSeconds(i);
                store(store, time, i, ledger);
                exercise(store, i);
            }
        }
    }

    private static void store(SnapshotStore store, Instant time, int number, Ledger ledger) {
        byte[] bytes = Captures.bytes(number, 300 + number);
        try {
            ledger.add(store.store(Captures.at(time), bytes, new byte[] {1, 2, 3}), bytes);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(StoreException.class);
        }
    }

    private static void exercise(SnapshotStore store, int step) {
        try {
            SnapshotId newest =
                    store.archive().newest(Captures.AGENT).orElseThrow().id();
            switch (step) {
                case 1, 4 -> store.pin(newest);
                case 2 -> store.summarise(newest, new byte[] {4, 5});
                case 3 -> store.verify(newest);
                case 5 -> store.unpin(newest);
                default -> {}
            }
        } catch (IOException | java.util.NoSuchElementException e) {
            // The fault hit this operation, or the store before it.
        }
    }

    private static boolean liveAndDie(FaultyDisk disk, Path directory, Retention retention, Ledger ledger)
            throws IOException {
        try {
            live(disk, directory, retention, ledger);
        } catch (Killed | StoreException e) {
            // Dead, or not even opened.
        } finally {
            disk.bury();
        }
        return disk.hasStruck();
    }

    @ParameterizedTest
    @EnumSource
    void S01_S03_every_operation_goes_wrong_once(Fault fault) throws IOException {
        campaign(fault, KEEP_ALL, Integer.MAX_VALUE, "Input/output error");
    }

    @ParameterizedTest
    @EnumSource
    void S01_S03_every_operation_goes_wrong_once_while_retention_removes(Fault fault) throws IOException {
        campaign(fault, KEEP_FEW, 2, "Input/output error");
    }

    private static void campaign(Fault fault, Retention retention, int newest, String message) throws IOException {
        boolean struck = true;
        int operations = 0;
        while (struck) {
            MemoryDisk disk = new MemoryDisk();
            Ledger ledger = new Ledger();
            struck = liveAndDie(new FaultyDisk(disk, fault, ++operations, message), DIRECTORY, retention, ledger);
            if (newest == Integer.MAX_VALUE && (fault == Fault.FAILS || fault == Fault.FAILS_AFTERWARDS)) {
                assertThat(captures(disk))
                        .as("captures on disk, of failed writes too")
                        .isEqualTo(ledger.size());
            }
            if (fault == Fault.FALLS_SHORT) {
                assertThat(ledger.size())
                        .as("stored in spite of one short write")
                        .isEqualTo(STORED);
            }
            ledger.assertReopens(disk, DIRECTORY, retention, newest);
            assertNoLeftovers(disk);
        }
        assertThat(operations).as("operations that went wrong").isGreaterThan(200);
    }

    /** The same for deaths, which leave it to the next process to clean up, on the machine's own file system. */
    @ParameterizedTest
    @EnumSource(names = {"KILLS", "KILLS_AFTERWARDS"})
    void S01_the_process_dies_at_every_seventh_operation_on_a_real_file_system(Fault fault, @TempDir Path directory)
            throws IOException {
        dieOnRealFileSystem(fault, directory, 7);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = {"KILLS", "KILLS_AFTERWARDS"})
    void S01_the_process_dies_at_every_operation_on_a_real_file_system(Fault fault, @TempDir Path directory)
            throws IOException {
        dieOnRealFileSystem(fault, directory, 1);
    }

    private static void dieOnRealFileSystem(Fault fault, Path directory, int step) throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n += step) {
            Path store = directory.resolve("store-" + n);
            Ledger ledger = new Ledger();
            struck = liveAndDie(new FaultyDisk(new LocalDisk(), fault, n), store, KEEP_FEW, ledger);
            ledger.assertReopens(new LocalDisk(), store, KEEP_FEW, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void S02_the_power_fails_at_every_operation(long seed) throws IOException {
        Random chance = new Random(seed);
        boolean struck = true;
        for (int n = 1; struck; n++) {
            MemoryDisk disk = new MemoryDisk();
            Ledger ledger = new Ledger();
            struck = liveAndDie(new FaultyDisk(disk, Fault.KILLS_AFTERWARDS, n), DIRECTORY, KEEP_ALL, ledger);
            disk.cutPower(chance);
            ledger.assertReopens(disk, DIRECTORY, KEEP_ALL, Integer.MAX_VALUE);
        }
    }

    @Test
    void S02_the_power_fails_under_the_successor_of_a_process_that_died() throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n++) {
            MemoryDisk disk = new MemoryDisk();
            Ledger ledger = new Ledger();
            struck = liveAndDie(new FaultyDisk(disk, Fault.KILLS_AFTERWARDS, n), DIRECTORY, KEEP_ALL, ledger);
            live(disk, DIRECTORY, KEEP_ALL, ledger);
            disk.cutPower(new Random(n));
            ledger.assertReopens(disk, DIRECTORY, KEEP_ALL, Integer.MAX_VALUE);
        }
    }

    @Test
    void S02_the_power_fails_twice_and_the_second_time_at_every_operation_of_the_recovery() throws IOException {
        for (int first = 20; first < 400; first += 7) {
            for (int second = 1; second < 60; second += 3) {
                Random chance = new Random(first * 1_000L + second);
                MemoryDisk disk = new MemoryDisk();
                Ledger ledger = new Ledger();
                liveAndDie(new FaultyDisk(disk, Fault.KILLS_AFTERWARDS, first), DIRECTORY, KEEP_ALL, ledger);
                disk.cutPower(chance);
                recoverAndDie(new FaultyDisk(disk, Fault.KILLS, second));
                disk.cutPower(chance);
                ledger.assertReopens(disk, DIRECTORY, KEEP_ALL, Integer.MAX_VALUE);
            }
        }
    }

    private static void recoverAndDie(FaultyDisk disk) throws IOException {
        try {
            SnapshotStore.open(disk, DIRECTORY, KEEP_ALL, CHECK).close();
        } catch (Killed | StoreException e) {
            // As meant.
        } finally {
            disk.bury();
        }
    }

    @ParameterizedTest
    @EnumSource
    void S03_a_disk_that_goes_wrong_while_a_store_starts_costs_no_snapshot_no_facts_and_no_pin(Fault fault)
            throws IOException {
        MemoryDisk disk = new MemoryDisk();
        Ledger ledger = new Ledger();
        live(disk, DIRECTORY, KEEP_ALL, ledger);
        long pinned = pinned(disk);
        assertThat(pinned).isPositive();
        boolean struck = true;
        for (int n = 1; struck; n++) {
            FaultyDisk faulty = new FaultyDisk(disk, fault, n);
            recoverAndDie(faulty);
            struck = faulty.hasStruck();
            ledger.assertKept(SnapshotArchive.open(disk, DIRECTORY), Integer.MAX_VALUE);
            assertThat(pinned(disk)).isEqualTo(pinned);
        }
    }

    private static long pinned(MemoryDisk disk) throws IOException {
        return SnapshotArchive.open(disk, DIRECTORY).list(Captures.AGENT).stream()
                .filter(Snapshot::pinned)
                .count();
    }

    private static long captures(MemoryDisk disk) {
        return disk.files().keySet().stream()
                .filter(file -> file.toString().endsWith(".pb.gz"))
                .count();
    }

    private static void assertNoLeftovers(MemoryDisk disk) {
        assertThat(disk.files().keySet())
                .noneMatch(file -> file.toString().endsWith(".tmp"))
                .filteredOn(file -> file.toString().endsWith(".facts"))
                .allMatch(facts ->
                        disk.files().containsKey(Path.of(facts.toString().replace(".facts", ".pb.gz"))));
    }
}
