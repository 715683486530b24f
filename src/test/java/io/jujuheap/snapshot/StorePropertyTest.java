// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static io.jujuheap.snapshot.Captures.CHECK;
import static io.jujuheap.snapshot.Captures.KEEP_ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.snapshot.FaultyDisk.Fault;
import io.jujuheap.snapshot.FaultyDisk.Killed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Whatever happens, a snapshot that was reported stored is there, whole, afterwards. */
class StorePropertyTest {
    private static final Path DIRECTORY = Path.of("/store");

    private enum Event {
        STORE,
        STORE_MUCH,
        CLOCK_JUMPS,
        PIN,
        UNPIN,
        SUMMARISE,
        VERIFY,
        DISK_FILLS,
        DISK_EMPTIES,
        DISK_FAILS,
        PROCESS_DIES,
        POWER_FAILS,
        RESTART
    }

    private record Step(Event event, int number) {}

    @Provide
    static Arbitrary<List<Step>> lives() {
        Arbitrary<Event> events = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, Arbitraries.just(Event.STORE)),
                net.jqwik.api.Tuple.of(2, Arbitraries.of(Event.class)));
        return Combinators.combine(events, Arbitraries.integers().between(0, 10_000))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    @Property(tries = 400)
    void nothing_that_was_reported_stored_is_ever_lost(@ForAll("lives") List<Step> life) throws IOException {
        World world = new World(KEEP_ALL);
        for (Step step : life) {
            world.go(step);
            world.ledger.assertKept(SnapshotArchive.open(world.disk, DIRECTORY), Integer.MAX_VALUE);
        }
        world.end();
    }

    @Property(tries = 400)
    void limits_hold_and_pins_and_the_newest_stay(@ForAll("lives") List<Step> life) throws IOException {
        Retention tight = Retention.DEFAULT
                .withMaxBytes(40 * 4096)
                .withMaxSnapshots(12)
                .withKeepNewest(3)
                .withMinFreeBytes(0);
        World world = new World(tight);
        for (Step step : life) {
            world.go(step);
            world.assertPinsAndWholeness();
        }
        world.end();
    }

    @Tag("long")
    @Property(tries = 50_000)
    void nothing_that_was_reported_stored_is_ever_lost_in_50_000_lives(@ForAll("lives") List<Step> life)
            throws IOException {
        nothing_that_was_reported_stored_is_ever_lost(life);
    }

    /** A disk, the process that uses it, and what that process reported. */
    private static final class World {
        private final Retention retention;
        private final MemoryDisk disk = new MemoryDisk();
        private final Ledger ledger = new Ledger();
        private final Set<SnapshotId> pinned = new HashSet<>();
        private FaultyDisk processDisk;
        private SnapshotStore store;
        private Instant clock = Captures.START;
        private int captures;

        World(Retention retention) throws IOException {
            this.retention = retention;
            processDisk = healthy();
            store = SnapshotStore.open(processDisk, DIRECTORY, retention, CHECK);
            storeOne(100);
        }

        private FaultyDisk healthy() {
            return new FaultyDisk(disk, Fault.KILLS, Long.MAX_VALUE);
        }

        void go(Step step) throws IOException {
            clock = clock.plusSeconds(step.number % 100);
            Optional<SnapshotId> some = pick(step.number);
            try {
                switch (step.event) {
                    case STORE -> storeOne(step.number % 3_000);
                    case STORE_MUCH -> storeOne(step.number * 5);
                    case CLOCK_JUMPS -> clock = clock.plusSeconds((step.number - 5_000L) * 10_000);
                    case PIN -> pin(some);
                    case UNPIN -> unpin(some);
                    case SUMMARISE -> store.summarise(some.orElseThrow(), new byte[step.number]);
                    case VERIFY -> assertThat(store.verify(some.orElseThrow())).isTrue();
                    case DISK_FILLS -> disk.setCapacity(disk.usedBytes() + step.number);
                    case DISK_EMPTIES -> disk.setCapacity(Long.MAX_VALUE);
                    case DISK_FAILS -> stumble(Fault.FAILS, step.number);
                    case PROCESS_DIES -> stumble(Fault.KILLS_AFTERWARDS, step.number);
                    case POWER_FAILS -> {
                        stumble(Fault.KILLS_AFTERWARDS, step.number);
                        disk.cutPower(new Random(step.number));
                        restart(healthy());
                    }
                    case RESTART -> restart(healthy());
                }
            } catch (StoreException e) {
                // Reported, so nothing is owed.
            }
        }

        private Optional<SnapshotId> pick(int number) {
            List<Snapshot> all = store.archive().list(Captures.AGENT);
            return all.isEmpty()
                    ? Optional.empty()
                    : Optional.of(all.get(number % all.size()).id());
        }

        private void storeOne(int length) throws IOException {
            byte[] bytes = Captures.bytes(captures++, length);
            ledger.add(store.store(Captures.at(clock), bytes, new byte[length / 10]), bytes);
            assertWithinLimits();
        }

        /** Unless the disk hid something when the store was opened. */
        private void assertWithinLimits() {
            if (store.startUp().warnings().isEmpty()) {
                assertThat(store.stats().diskBytes()).isLessThanOrEqualTo(retention.maxBytes());
                assertThat(store.stats().snapshots()).isBetween(1L, (long) retention.maxSnapshots());
            }
        }

        private void pin(Optional<SnapshotId> some) throws IOException {
            store.pin(some.orElseThrow()).ifPresent(snapshot -> pinned.add(snapshot.id()));
        }

        private void unpin(Optional<SnapshotId> some) throws IOException {
            pinned.remove(some.orElseThrow());
            store.unpin(some.get());
        }

        /** A new process on a disk that fails soon, or that soon kills it; then another one on a sound disk. */
        private void stumble(Fault fault, int number) throws IOException {
            try {
                restart(new FaultyDisk(disk, fault, 1 + number % 120));
                for (int i = 0; i < 4; i++) {
                    storeOne(number % 500 + i);
                }
            } catch (StoreException | Killed e) {
                // As meant.
            }
            restart(healthy());
        }

        private void restart(FaultyDisk next) throws IOException {
            processDisk.bury();
            processDisk = next;
            store = SnapshotStore.open(next, DIRECTORY, retention, CHECK);
        }

        void assertPinsAndWholeness() throws IOException {
            SnapshotArchive archive = SnapshotArchive.open(disk, DIRECTORY);
            ledger.assertKept(archive, 0);
            assertThat(archive.newest(Captures.AGENT)).isPresent();
            assertThat(pinned).allSatisfy(id -> assertThat(
                            archive.find(id.toString()).orElseThrow().pinned())
                    .isTrue());
        }

        void end() throws IOException {
            disk.setCapacity(Long.MAX_VALUE);
            restart(healthy());
            storeOne(100);
            ledger.assertKept(store.archive(), 1);
            store.close();
        }
    }
}
