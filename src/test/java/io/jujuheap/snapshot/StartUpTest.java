// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static io.jujuheap.snapshot.Captures.AGENT;
import static io.jujuheap.snapshot.Captures.CHECK;
import static io.jujuheap.snapshot.Captures.KEEP_ALL;
import static io.jujuheap.snapshot.Captures.NO_SUMMARY;
import static io.jujuheap.snapshot.Captures.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.Sha256;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.StoreStats.Defect;
import io.jujuheap.testkit.HostileCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store starts from any content of its directory, and deletes nothing that it did not make. */
@Timeout(120)
class StartUpTest {
    private static final String NAME = "20261122T160211Z-000";

    private final Path directory;
    private final Path day;
    private final Path capture;

    StartUpTest(@TempDir Path directory) throws IOException {
        this.directory = directory.toRealPath();
        this.day = this.directory.resolve("agents/machine-0/2026-11-22");
        this.capture = day.resolve(NAME + ".pb.gz");
    }

    @BeforeEach
    void store_one_snapshot() throws IOException {
        try (SnapshotStore store = open()) {
            store.store(Captures.at(START), Captures.bytes(1, 1_000), new byte[] {1});
        }
        Files.delete(directory.resolve("index"));
    }

    private SnapshotStore open() throws IOException {
        return SnapshotStore.open(directory, KEEP_ALL, CHECK);
    }

    private void assertQuarantined(Defect defect, byte[] bytes) throws IOException {
        try (SnapshotStore store = open()) {
            assertThat(store.archive().list(AGENT)).isEmpty();
            assertThat(store.startUp().quarantined()).isEqualTo(1);
            assertThat(store.stats().quarantined()).containsEntry(defect, 1L);
            assertThat(directory.resolve("quarantine/machine-0_" + NAME + ".pb.gz"))
                    .hasBinaryContent(bytes);
            assertThat(store.stats().diskBytes()).isEqualTo(SnapshotFiles.onDisk(bytes.length));
            store.store(Captures.at(START), Captures.bytes(2, 1_000), NO_SUMMARY);
        }
    }

    /** It is still listed, and nothing was deleted or moved. */
    private void assertListed(long foreign) throws IOException {
        try (SnapshotStore store = open()) {
            assertThat(store.archive().list(AGENT)).hasSize(1);
            assertThat(store.archive().read(store.archive().list(AGENT).get(0))).contains(Captures.bytes(1, 1_000));
            assertThat(store.startUp().foreign()).isEqualTo(foreign);
            assertThat(store.startUp().quarantined()).isZero();
        }
    }

    @Test
    void S04_a_capture_without_bytes_is_quarantined() throws IOException {
        Files.write(capture, new byte[0]);
        assertQuarantined(Defect.EMPTY, new byte[0]);
    }

    @Test
    void S04_a_truncated_capture_is_quarantined() throws IOException {
        byte[] truncated = Arrays.copyOf(Captures.bytes(1, 1_000), 999);
        Files.write(capture, truncated);
        assertQuarantined(Defect.SIZE, truncated);
    }

    @Test
    void S04_a_capture_with_more_bytes_than_were_stored_is_quarantined() throws IOException {
        byte[] longer = Arrays.copyOf(Captures.bytes(1, 1_000), 2_000_000);
        Files.write(capture, longer);
        assertQuarantined(Defect.SIZE, longer);
    }

    @Test
    void S04_a_capture_with_the_facts_of_another_agent_is_quarantined() throws IOException {
        Path other = Files.createDirectories(directory.resolve("agents/machine-1/2026-11-22"));
        Files.copy(capture, other.resolve(NAME + ".pb.gz"));
        Files.copy(day.resolve(NAME + ".facts"), other.resolve(NAME + ".facts"));

        try (SnapshotStore store = open()) {
            assertThat(store.archive().agents()).containsExactly(AGENT);
            assertThat(store.stats().quarantined()).containsEntry(Defect.MISPLACED, 1L);
            assertThat(directory.resolve("quarantine/machine-1_" + NAME + ".pb.gz"))
                    .exists();
        }
    }

    @Test
    void S04_a_flipped_bit_is_found_by_verifying_and_quarantined() throws IOException {
        byte[] flipped = Captures.bytes(1, 1_000);
        flipped[500] ^= 4;
        Files.write(capture, flipped);

        try (SnapshotStore store = open()) {
            Snapshot snapshot = store.archive().newest(AGENT).orElseThrow();
            assertThat(store.verify(snapshot.id())).isFalse();
            assertThat(store.archive().list(AGENT)).isEmpty();
            assertThat(store.stats().quarantined()).containsEntry(Defect.CHECKSUM, 1L);
        }
    }

    @Test
    void S04_the_same_name_under_another_day_is_left_alone() throws IOException {
        Path other = Files.createDirectories(directory.resolve("agents/machine-0/2026-11-23"));
        Files.copy(capture, other.resolve(NAME + ".pb.gz"));
        assertListed(1);
        assertThat(other.resolve(NAME + ".pb.gz")).exists();
    }

    @Test
    void S04_directories_links_and_pipes_with_names_of_ours_are_left_alone() throws Exception {
        Files.createDirectory(day.resolve("20261122T160212Z-000.pb.gz"));
        Files.createDirectory(day.resolve("20261122T160213Z-000.facts"));
        Path secret = Files.write(directory.resolve("secret"), new byte[] {42});
        Files.createSymbolicLink(day.resolve("20261122T160214Z-000.pb.gz"), secret);
        Files.createSymbolicLink(directory.resolve("agents/machine-7"), directory.resolve("agents/machine-0"));
        Files.createSymbolicLink(directory.resolve("agents/machine-0/2026-11-21"), day);
        makePipe(day.resolve("20261122T160215Z-000.pb.gz"));
        makePipe(directory.resolve("index"));
        Files.delete(day.resolve(NAME + ".summary"));
        makePipe(day.resolve(NAME + ".summary"));
        Files.createFile(directory.resolve("agents/machine-9"));

        assertListed(5);
        assertThat(SnapshotArchive.open(directory)
                        .summary(SnapshotArchive.open(directory).newest(AGENT).orElseThrow()))
                .isEmpty();
        assertThat(secret).hasBinaryContent(new byte[] {42});
        assertThat(directory.resolve("agents/machine-9")).exists();
        try (SnapshotStore store = open()) {
            Snapshot stored = store.store(Captures.at(START.plusSeconds(1)), Captures.bytes(2, 100), NO_SUMMARY);
            assertThat(stored.id().sequence())
                    .as("the first number that no file claims")
                    .isEqualTo(1);
        }
    }

    private static void makePipe(Path path) throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", path.toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
    }

    @Test
    void S04_a_hundred_names_that_mean_nothing_here_are_counted_and_left_alone() throws IOException {
        for (int i = 0; i < 25; i++) {
            Files.createFile(day.resolve("junk-" + i));
            Files.createFile(directory.resolve("agents/machine-0/junk " + i));
            Files.createDirectories(directory.resolve("agents/.junk" + i + "/2026-11-22"));
            Files.createFile(day.resolve("20269922T160211Z-0" + (10 + i) + ".pb.gz"));
        }
        assertListed(100);
        assertThat(day.toFile().list()).hasSize(53);
    }

    @Test
    void S04_what_a_dead_process_left_behind_is_deleted() throws IOException {
        Files.write(day.resolve("." + NAME + ".pb.gz.tmp"), new byte[100]);
        Files.write(day.resolve(".20261122T160212Z-000.facts.tmp"), new byte[100]);
        Files.write(day.resolve("20261122T160212Z-000.facts"), new byte[100]);
        Files.write(day.resolve("20261122T160212Z-000.summary"), new byte[100]);
        Files.write(day.resolve("20261122T160212Z-000.pin"), new byte[0]);
        Files.write(day.resolve(".profile.tmp"), new byte[100]);

        assertListed(1);
        assertThat(day.toFile().list())
                .containsExactlyInAnyOrder(NAME + ".pb.gz", NAME + ".facts", NAME + ".summary", ".profile.tmp");
    }

    @Test
    void S04_a_capture_dated_in_the_future_is_kept_and_does_not_stop_the_present() throws IOException {
        try (SnapshotStore store = open()) {
            store.store(Captures.at(START.plus(Duration.ofDays(3650))), Captures.bytes(2, 100), NO_SUMMARY);
        }
        try (SnapshotStore store = open()) {
            store.store(Captures.at(START.plusSeconds(60)), Captures.bytes(3, 100), NO_SUMMARY);
            assertThat(store.archive().list(AGENT))
                    .extracting(Snapshot::taken)
                    .containsExactly(START, START.plusSeconds(60), START.plus(Duration.ofDays(3650)));
        }
    }

    @Test
    void S04_damaged_or_lost_facts_cost_no_snapshot_and_are_made_again() throws IOException {
        for (byte[] damaged : new byte[][] {{}, {1, 2, 3}, new byte[100_000]}) {
            Files.write(day.resolve(NAME + ".facts"), damaged);
            assertListed(0);
            Files.deleteIfExists(directory.resolve("index"));
        }
        Files.delete(day.resolve(NAME + ".facts"));

        try (SnapshotStore store = open()) {
            Snapshot snapshot = store.archive().newest(AGENT).orElseThrow();
            assertThat(snapshot.sha256()).isEmpty();
            assertThat(snapshot.taken()).isEqualTo(Instant.parse("2026-11-22T16:02:11Z"));
            assertThat(snapshot.trigger()).isEqualTo(Trigger.UNKNOWN);
            assertThat(store.verify(snapshot.id())).isTrue();
        }
        Files.delete(directory.resolve("index"));
        try (SnapshotStore store = open()) {
            assertThat(store.archive().newest(AGENT).orElseThrow().sha256())
                    .contains(Sha256.hex(Captures.bytes(1, 1_000)));
        }
    }

    @Test
    void S04_a_file_put_here_by_hand_is_taken_in_when_it_passes_the_check_and_quarantined_when_not()
            throws IOException {
        Files.write(day.resolve("20261122T170000Z-000.pb.gz"), Captures.bytes(5, 500));
        Files.write(day.resolve("20261122T180000Z-000.pb.gz"), new byte[500]);

        try (SnapshotStore store = open()) {
            assertThat(store.archive().list(AGENT)).hasSize(3);
            assertThat(store.verify(store.archive().list(AGENT).get(1).id())).isTrue();
            assertThat(store.verify(store.archive().list(AGENT).get(2).id())).isFalse();
            assertThat(store.stats().quarantined()).containsEntry(Defect.INVALID, 1L);
            assertThat(store.archive().list(AGENT)).hasSize(2);
        }
    }

    @Test
    void S04_the_quarantine_is_bounded_and_nothing_is_deleted_for_it() throws IOException {
        for (int i = 0; i < 150; i++) {
            Files.createFile(day.resolve(String.format("20261122T16%02d%02dZ-000.pb.gz", 10 + i / 60, i % 60)));
        }
        try (SnapshotStore store = open()) {
            assertThat(store.startUp().quarantined()).isEqualTo(100);
            assertThat(store.startUp().leftInPlace()).isEqualTo(50);
            assertThat(store.stats().quarantined()).containsEntry(Defect.EMPTY, 150L);
        }
        assertThat(directory.resolve("quarantine").toFile().list()).hasSize(100);
        try (SnapshotStore store = open()) {
            assertThat(store.startUp().quarantined()).isZero();
            assertThat(store.startUp().leftInPlace()).isEqualTo(50);
            assertThat(store.archive().list(AGENT)).hasSize(1);
        }
    }

    @Test
    void S04_a_damaged_index_costs_nothing() throws IOException {
        open().close();
        byte[] index = Files.readAllBytes(directory.resolve("index"));
        for (int i = 0; i < index.length; i += 7) {
            byte[] damaged = index.clone();
            damaged[i] ^= (byte) 0xff;
            Files.write(directory.resolve("index"), damaged);
            SnapshotArchive archive = SnapshotArchive.open(directory);
            assertThat(archive.newest(AGENT).orElseThrow().sha256()).contains(Sha256.hex(Captures.bytes(1, 1_000)));
        }
    }

    @Test
    void S04_things_in_the_way_of_directories_are_named_and_left_for_a_person() throws IOException {
        Path other = directory.resolve("other");
        Files.createDirectory(other);
        Files.createFile(other.resolve("agents"));
        Files.createFile(other.resolve("quarantine"));

        try (SnapshotStore store = SnapshotStore.open(other, KEEP_ALL, CHECK)) {
            assertThat(store.startUp().warnings())
                    .containsExactly("cannot read the directory " + other.resolve("agents")
                            + ": something else is in the way at " + other.resolve("agents") + ", move it away");
            assertThatThrownBy(() -> store.store(Captures.at(START), Captures.bytes(1, 100), NO_SUMMARY))
                    .hasMessage("cannot store a snapshot of machine-0 in " + other
                            + ": something else is in the way at " + other.resolve("agents") + ", move it away");
        }
        Path third = Files.createDirectory(directory.resolve("third"));
        Files.createDirectory(third.resolve("lock"));
        assertThatThrownBy(() -> SnapshotStore.open(third, KEEP_ALL, CHECK))
                .hasMessage("cannot keep snapshots in " + third + ": " + third.resolve("lock")
                        + " is in the way of the lock file: move it away");
    }

    @Test
    @HostileCase(value = "S20 the store's directory is removed", outcome = "made anew")
    void S20_a_directory_that_is_removed_while_in_use_is_made_anew() throws IOException {
        try (SnapshotStore store = open()) {
            removeTree(directory);

            store.store(Captures.at(START.plusSeconds(60)), Captures.bytes(2, 1_000), NO_SUMMARY);

            assertThat(store.archive().list(AGENT)).hasSize(1);
            assertThat(store.archive().read(store.archive().list(AGENT).get(0))).contains(Captures.bytes(2, 1_000));
            assertThatThrownBy(this::open).hasMessageContaining("is in use by another juju-heap");
        }
    }

    @Test
    @HostileCase(value = "S20 a part of the store's directory is removed", outcome = "made anew")
    void S20_a_part_of_the_directory_that_is_removed_is_made_anew() throws IOException {
        try (SnapshotStore store = open()) {
            store.store(Captures.at(START.plusSeconds(60)), Captures.bytes(2, 1_000), NO_SUMMARY);
            removeTree(directory.resolve("agents"));

            store.store(Captures.at(START.plusSeconds(120)), Captures.bytes(3, 1_000), NO_SUMMARY);
        }
        try (SnapshotStore store = open()) {
            assertThat(store.archive().list(AGENT)).hasSize(1);
        }
    }

    @Test
    @HostileCase(value = "S20 the store's lock is removed and taken by another process", outcome = "refuses to write")
    void S20_without_its_lock_file_a_store_gives_way_to_the_next_process() throws Exception {
        try (SnapshotStore store = open()) {
            Files.delete(directory.resolve("lock"));
            Process other = ChildJvm.start(StoreLockProbe.class, directory.toString(), "hold");
            try {
                assertThat(new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8)).readLine())
                        .isEqualTo("free");
                assertThatThrownBy(() ->
                                store.store(Captures.at(START.plusSeconds(60)), Captures.bytes(2, 1_000), NO_SUMMARY))
                        .hasMessageContaining("is in use by another juju-heap");
            } finally {
                other.destroyForcibly().waitFor();
            }
            store.store(Captures.at(START.plusSeconds(60)), Captures.bytes(2, 1_000), NO_SUMMARY);
        }
    }

    private static void removeTree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
