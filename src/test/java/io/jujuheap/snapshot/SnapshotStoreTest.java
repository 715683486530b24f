// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static io.jujuheap.snapshot.Captures.AGENT;
import static io.jujuheap.snapshot.Captures.CHECK;
import static io.jujuheap.snapshot.Captures.KEEP_ALL;
import static io.jujuheap.snapshot.Captures.NO_SUMMARY;
import static io.jujuheap.snapshot.Captures.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.Sha256;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.StoreException.Reason;
import io.jujuheap.snapshot.StoreStats.Defect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {
    private static final byte[] CAPTURE = Captures.bytes(1, 10_000);
    private static final byte[] SUMMARY = {1, 2, 3};

    private final Path directory;
    private SnapshotStore store;

    SnapshotStoreTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.store = SnapshotStore.open(directory, KEEP_ALL, CHECK);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void reopen(Retention retention) throws IOException {
        store.close();
        store = SnapshotStore.open(directory, retention, CHECK);
    }

    @Test
    void keeps_the_bytes_exactly_as_they_came_under_a_name_that_says_when() throws IOException {
        Snapshot snapshot = store.store(Captures.at(START), CAPTURE, SUMMARY);

        Path file = directory.resolve("agents/machine-0/2026-11-22/20261122T160211Z-000.pb.gz");
        assertThat(file).hasBinaryContent(CAPTURE);
        assertThat(store.archive().file(snapshot)).isEqualTo(file.toRealPath());
        assertThat(snapshot.id()).hasToString("machine-0/20261122T160211Z-000");
    }

    @Test
    void knows_everything_about_a_snapshot_after_a_restart() throws IOException {
        Origin origin = new Origin(99, START.minusSeconds(5), 1234, 3);
        Capture capture = new Capture(AGENT, START, Trigger.ACTION, origin);
        Snapshot stored = store.store(capture, CAPTURE, SUMMARY);
        Snapshot pinned = store.pin(stored.id()).orElseThrow();

        reopen(KEEP_ALL);

        Snapshot found = store.archive().find("machine-0/20261122T160211Z-000").orElseThrow();
        assertThat(found).isEqualTo(pinned);
        assertThat(found.taken()).isEqualTo(START);
        assertThat(found.origin()).isEqualTo(origin);
        assertThat(found.trigger()).isEqualTo(Trigger.ACTION);
        assertThat(found.sha256()).contains(Sha256.hex(CAPTURE));
        assertThat(found.size()).isEqualTo(10_000);
        assertThat(store.archive().summary(found)).contains(SUMMARY);
        assertThat(store.archive().read(found)).contains(CAPTURE);
    }

    @Test
    void lets_only_the_owner_read_what_it_writes() throws IOException {
        store.store(Captures.at(START), CAPTURE, SUMMARY);

        try (Stream<Path> written = Files.walk(directory).filter(p -> !p.equals(directory))) {
            assertThat(written).isNotEmpty().allSatisfy(path -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .endsWith("------"));
        }
    }

    @Test
    void numbers_snapshots_of_one_second_in_the_order_they_came() throws IOException {
        for (int i = 0; i < 12; i++) {
            store.store(Captures.at(START), Captures.bytes(i, 100), NO_SUMMARY);
        }
        reopen(KEEP_ALL);
        store.store(Captures.at(START), Captures.bytes(12, 100), NO_SUMMARY);

        List<Snapshot> found = store.archive().list(AGENT);
        assertThat(found).hasSize(13);
        for (int i = 0; i < 13; i++) {
            assertThat(store.archive().read(found.get(i))).contains(Captures.bytes(i, 100));
        }
    }

    /** The power goes right after, before the disk has written anything on its own. */
    @Test
    void a_summary_that_was_added_later_survives_the_loss_of_power() throws IOException {
        for (int chance = 0; chance < 10; chance++) {
            MemoryDisk disk = new MemoryDisk();
            SnapshotStore before = SnapshotStore.open(disk, Path.of("/store"), KEEP_ALL, CHECK);
            Snapshot snapshot = before.store(Captures.at(START), CAPTURE, NO_SUMMARY);
            before.summarise(snapshot.id(), SUMMARY);
            disk.cutPower(new Random(chance));
            try (SnapshotStore after = SnapshotStore.open(disk, Path.of("/store"), KEEP_ALL, CHECK)) {
                Snapshot found = after.archive().list(AGENT).get(0);
                assertThat(after.archive().summary(found)).contains(SUMMARY);
            }
        }
    }

    @Test
    void says_so_when_a_second_has_no_name_left() throws IOException {
        SnapshotStore busy = SnapshotStore.open(new MemoryDisk(), Path.of("/store"), KEEP_ALL, CHECK);
        for (int i = 0; i <= SnapshotId.MAX_SEQUENCE; i++) {
            busy.store(Captures.at(START), Captures.bytes(i, 16), NO_SUMMARY);
        }

        assertThatThrownBy(() -> busy.store(Captures.at(START), CAPTURE, NO_SUMMARY))
                .isInstanceOf(StoreException.class)
                .hasMessage("all names for a snapshot of machine-0 at 2026-11-22T16:02:11Z are taken");
    }

    @Test
    void lists_a_range_of_time_of_one_agent() throws IOException {
        for (int i = 0; i < 5; i++) {
            store.store(Captures.at(START.plusSeconds(i)), Captures.bytes(i, 100), NO_SUMMARY);
            store.store(Captures.of("machine-1", START.plusSeconds(i)), CAPTURE, NO_SUMMARY);
        }

        assertThat(store.archive().agents()).containsExactly("machine-0", "machine-1");
        assertThat(store.archive().list(AGENT, START.plusSeconds(1), START.plusSeconds(3)))
                .extracting(Snapshot::taken)
                .containsExactly(START.plusSeconds(1), START.plusSeconds(2));
        assertThat(store.archive().newest(AGENT).orElseThrow().taken()).isEqualTo(START.plusSeconds(4));
        assertThat(store.archive().list("machine-2")).isEmpty();
    }

    @Test
    void refuses_what_the_check_finds_at_fault_and_leaves_no_trace_of_it() {
        byte[] truncated = Arrays.copyOf(CAPTURE, 9_999);

        assertThatThrownBy(() -> store.store(Captures.at(START), truncated, NO_SUMMARY))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID))
                .hasMessage("the capture is not stored: its checksum does not match");
        assertThat(directory.resolve("agents")).doesNotExist();
        assertThat(store.stats().writeFailures())
                .containsOnly(
                        java.util.Map.entry(Reason.INVALID, 1L),
                        java.util.Map.entry(Reason.IO, 0L),
                        java.util.Map.entry(Reason.LIMIT, 0L),
                        java.util.Map.entry(Reason.NO_SPACE, 0L));
    }

    @Test
    void refuses_a_capture_without_bytes() {
        assertThatThrownBy(() -> store.store(Captures.at(START), new byte[0], NO_SUMMARY))
                .hasMessage("the capture is not stored: it has no bytes");
    }

    @Test
    void tells_when_the_bytes_of_a_snapshot_have_changed() throws IOException {
        Snapshot snapshot = store.store(Captures.at(START), CAPTURE, NO_SUMMARY);
        Path file = store.archive().file(snapshot);
        byte[] flipped = CAPTURE.clone();
        flipped[5_000] ^= 1;
        Files.write(file, flipped);

        assertThatThrownBy(() -> store.archive().read(snapshot))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
                .hasMessage("snapshot machine-0/20261122T160211Z-000 is damaged: " + file
                        + " no longer holds the bytes that were stored");
        assertThat(store.verify(snapshot.id())).isFalse();
        assertThat(store.archive().list(AGENT)).isEmpty();
        assertThat(directory.resolve("quarantine/machine-0_20261122T160211Z-000.pb.gz"))
                .hasBinaryContent(flipped);
        assertThat(store.stats().quarantined())
                .containsEntry(Defect.CHECKSUM, 1L)
                .containsEntry(Defect.SIZE, 0L);
    }

    @Test
    void replaces_a_summary() throws IOException {
        Snapshot snapshot = store.store(Captures.at(START), CAPTURE, NO_SUMMARY);
        assertThat(store.archive().summary(snapshot)).isEmpty();

        Snapshot summarised = store.summarise(snapshot.id(), new byte[9_000]).orElseThrow();
        assertThat(summarised.diskBytes()).isEqualTo(snapshot.diskBytes() + 3 * 4096);
        store.summarise(snapshot.id(), SUMMARY);

        assertThat(store.archive().summary(snapshot)).contains(SUMMARY);
        assertThat(store.stats().diskBytes()).isEqualTo(3 * 4096 + 4096 + 4096);
    }

    @Test
    void counts_what_du_counts() throws IOException {
        for (int i = 0; i < 20; i++) {
            store.store(Captures.at(START.plusSeconds(i)), Captures.bytes(i, i * 1_000), new byte[i * 300]);
        }
        long counted = store.stats().diskBytes();
        reopen(KEEP_ALL);

        assertThat(store.stats().diskBytes()).isEqualTo(counted);
        long onDisk;
        try (Stream<Path> files = Files.walk(directory.resolve("agents"))) {
            onDisk = files.filter(Files::isRegularFile)
                    .mapToLong(file -> SnapshotFiles.onDisk(file.toFile().length()))
                    .sum();
        }
        assertThat(counted).isEqualTo(onDisk);
    }

    @Test
    void S06_a_second_writer_is_refused_with_a_sentence_and_takes_nothing_from_the_first() throws Exception {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> SnapshotStore.open(directory, KEEP_ALL, CHECK))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED))
                    .hasMessage(directory
                            + " is in use by another juju-heap: stop that one, or use another directory here");
        }
        // POSIX drops a lock when any descriptor of the file is closed: the refused attempts must not have done it.
        assertThat(ChildJvm.run(StoreLockProbe.class, directory.toString())).isEqualTo("locked");
        store.close();
        assertThat(ChildJvm.run(StoreLockProbe.class, directory.toString())).isEqualTo("free");
    }

    @Test
    void S10_a_reader_gets_the_whole_capture_although_retention_removes_it_meanwhile() throws IOException {
        reopen(KEEP_ALL.withMaxSnapshots(2).withKeepNewest(1));
        Snapshot old = store.store(Captures.at(START), Captures.bytes(0, 300_000), NO_SUMMARY);
        try (InputStream stream = store.archive().open(old).orElseThrow()) {
            byte[] head = stream.readNBytes(1_000);
            store.store(Captures.at(START.plusSeconds(1)), CAPTURE, NO_SUMMARY);
            store.store(Captures.at(START.plusSeconds(2)), CAPTURE, NO_SUMMARY);

            assertThat(store.archive().find(old.id().toString())).isEmpty();
            assertThat(store.archive().open(old)).isEmpty();
            assertThat(store.archive().read(old)).isEmpty();
            byte[] tail = stream.readAllBytes();
            assertThat(head.length + tail.length).isEqualTo(300_000);
            assertThat(Arrays.copyOfRange(Captures.bytes(0, 300_000), 1_000, 300_000))
                    .isEqualTo(tail);
        }
    }

    @Test
    void an_archive_is_read_without_the_lock_and_without_a_change() throws IOException {
        Snapshot snapshot = store.store(Captures.at(START), CAPTURE, SUMMARY);
        Path leftover = directory.resolve("agents/machine-0/2026-11-22/.20261122T160212Z-000.pb.gz.tmp");
        Files.write(leftover, CAPTURE);

        SnapshotArchive archive = SnapshotArchive.open(directory);

        assertThat(archive.list(AGENT)).containsExactly(snapshot);
        assertThat(archive.read(snapshot)).contains(CAPTURE);
        assertThat(leftover).exists();
    }

    @Test
    void an_archive_needs_a_store() {
        assertThatThrownBy(() -> SnapshotArchive.open(directory.resolve("nothing")))
                .hasMessage(directory.resolve("nothing")
                        + " is not a snapshot store: there is no directory \"agents\" in it");
    }

    @Test
    void no_text_reaches_a_file_outside_the_known_snapshots() throws IOException {
        store.store(Captures.at(START), CAPTURE, NO_SUMMARY);
        String known = "20261122T160211Z-000";

        assertThat(store.archive().find("machine-0/" + known)).isPresent();
        assertThat(Stream.of(
                        "machine-0/../machine-0/" + known,
                        "../agents/machine-0/" + known,
                        "/machine-0/" + known,
                        "machine-0//" + known,
                        "machine-0/" + known + "/",
                        "machine-0/" + known + "\n",
                        "machine-0/" + known + ".pb.gz",
                        "machine-0/" + known + "\0",
                        "machine-0/20261322T160211Z-000",
                        "machine-0/20261122T246211Z-000",
                        "MACHINE-0/" + known,
                        "machine-0%2f" + known,
                        "machine-0\\" + known,
                        "..",
                        "",
                        "/etc/passwd",
                        "machine-0/２０２６1122T160211Z-000"))
                .allSatisfy(text -> assertThat(store.archive().find(text)).isEmpty());
    }

    @Test
    void takes_nothing_after_it_is_closed_and_closes_twice() throws IOException {
        Snapshot snapshot = store.store(Captures.at(START), CAPTURE, NO_SUMMARY);
        store.close();
        store.close();

        assertThatThrownBy(() -> store.store(Captures.at(START), CAPTURE, NO_SUMMARY))
                .hasMessage("the snapshot store " + directory.toRealPath() + " is closed");
        assertThatThrownBy(() -> store.pin(snapshot.id())).hasMessageContaining("is closed");
        assertThat(store.archive().read(snapshot)).contains(CAPTURE);
    }

    @Test
    void pins_may_fill_half_the_store_so_that_new_snapshots_always_find_room() throws IOException {
        reopen(KEEP_ALL.withMaxBytes(10 * 16_384));
        for (int i = 0; i < 6; i++) {
            Snapshot stored = store.store(Captures.at(START.plusSeconds(i)), CAPTURE, NO_SUMMARY);
            if (i < 5) {
                assertThat(store.pin(stored.id()).orElseThrow().pinned()).isTrue();
            } else {
                assertThatThrownBy(() -> store.pin(stored.id()))
                        .hasMessage("snapshot " + stored.id()
                                + " cannot be pinned: pinned snapshots would take more than 81920 bytes, half of the"
                                + " store, so unpin some first");
            }
        }
        for (int i = 6; i < 30; i++) {
            store.store(Captures.at(START.plus(Duration.ofHours(i))), CAPTURE, NO_SUMMARY);
        }

        List<Snapshot> pinned =
                store.archive().list(AGENT).stream().filter(Snapshot::pinned).toList();
        assertThat(pinned).hasSize(5);
        assertThat(store.stats().diskBytes()).isLessThanOrEqualTo(10 * 16_384);
        assertThat(store.unpin(pinned.get(0).id()).orElseThrow().pinned()).isFalse();
    }

    @Test
    void says_what_to_do_when_the_directory_cannot_hold_a_store() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> SnapshotStore.open(file.resolve("store"), KEEP_ALL, CHECK))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("cannot keep snapshots in " + file.resolve("store") + ": ");
    }

    @Test
    void S08_creates_a_missing_directory_and_warns_of_one_that_others_can_write() throws IOException {
        Path deep = directory.resolve("a/b/c");
        SnapshotStore.open(deep, KEEP_ALL, CHECK).close();
        assertThat(deep.resolve("lock")).exists();

        Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (SnapshotStore open = SnapshotStore.open(deep, KEEP_ALL, CHECK)) {
            assertThat(open.startUp().warnings())
                    .containsExactly(deep.toRealPath() + " can be written by other users: run chmod 0700 on it");
        }
    }
}
