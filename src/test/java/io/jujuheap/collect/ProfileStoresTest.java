// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotArchive;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.snapshot.StoreException;
import io.jujuheap.testkit.Recorded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileStoresTest {
    private static final String AGENT = "machine-0";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Retention RETENTION = Retention.DEFAULT.withMinFreeBytes(0);
    private static final byte[] HEAP = Recorded.heaps().get(0).protobuf();
    private static final byte[] GOROUTINES = Recorded.goroutines().get(0).protobuf();

    @TempDir
    Path folder;

    private ProfileStores open(long maxBytes) throws StoreException {
        return ProfileStores.open(folder, RETENTION.withMaxBytes(maxBytes), CollectSettings.DEFAULT);
    }

    private static void store(SnapshotStore store, int second, byte[] bytes) throws StoreException {
        Capture about = new Capture(AGENT, NOON.plusSeconds(second), Trigger.TIMER, Origin.UNKNOWN);
        store.store(about, bytes, new byte[0]);
    }

    @Test
    void a_store_of_a_version_before_is_read_unchanged_and_takes_goroutines() throws Exception {
        try (SnapshotStore before = SnapshotStore.open(folder, RETENTION, bytes -> Optional.empty())) {
            store(before, 0, HEAP);
        }
        assertThat(ProfileStores.goroutinesIn(folder)).isEmpty();

        try (ProfileStores stores = open(1 << 20)) {
            assertThat(stores.heaps().archive().list(AGENT)).hasSize(1);
            assertThat(stores.warnings()).isEmpty();
            store(stores.goroutines(), 1, GOROUTINES);
        }

        SnapshotArchive heaps = SnapshotArchive.open(folder);
        assertThat(heaps.read(heaps.newest(AGENT).orElseThrow()))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(HEAP));
        SnapshotArchive goroutines = ProfileStores.goroutinesIn(folder).orElseThrow();
        assertThat(goroutines.read(goroutines.newest(AGENT).orElseThrow()))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(GOROUTINES));
        try (SnapshotStore before = SnapshotStore.open(folder, RETENTION, bytes -> Optional.empty())) {
            assertThat(before.archive().list(AGENT)).as("by the version before").hasSize(1);
        }
    }

    @Test
    void damaged_snapshots_are_told_of_when_the_store_is_opened() throws Exception {
        try (ProfileStores stores = open(1 << 20)) {
            store(stores.heaps(), 0, HEAP);
            store(stores.heaps(), 1, HEAP);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path capture :
                    files.filter(file -> file.toString().endsWith(".pb.gz")).toList()) {
                Files.write(capture, new byte[10]);
            }
        }

        try (ProfileStores stores = open(1 << 20)) {
            assertThat(stores.warnings())
                    .containsExactly("damaged snapshots were moved to the quarantine of the store: 2");
        }
        try (ProfileStores stores = open(1 << 20)) {
            assertThat(stores.warnings()).isEmpty();
        }
    }

    @Test
    void goroutines_never_take_the_room_of_heaps_and_both_keep_to_the_limit() throws Exception {
        try (ProfileStores stores = open(1 << 20)) {
            for (int second = 0; second < 20; second++) {
                store(stores.heaps(), second, HEAP);
            }
            for (int second = 0; second < 200; second++) {
                store(stores.goroutines(), second, GOROUTINES);
            }

            assertThat(stores.heaps().archive().list(AGENT)).hasSize(20);
            assertThat(stores.goroutines().archive().list(AGENT)).hasSizeBetween(2, 199);
            assertThat(stores.goroutines().stats().diskBytes()).isLessThanOrEqualTo((1 << 20) / 8);
            assertThat(stores.heaps().stats().plus(stores.goroutines().stats()).limitBytes())
                    .isEqualTo(1 << 20);
        }
    }

    @Test
    void a_second_process_gets_neither() throws Exception {
        try (ProfileStores stores = open(1 << 20)) {
            assertThatThrownBy(() -> open(1 << 20)).hasMessageContaining("in use by another juju-heap");
        }
        open(1 << 20).close();
    }

    @Test
    void heaps_are_let_go_when_the_goroutines_are_held() throws Exception {
        Path below = folder.resolve("goroutines");
        try (SnapshotStore held = SnapshotStore.open(below, RETENTION, bytes -> Optional.empty())) {
            assertThatThrownBy(() -> open(1 << 20)).hasMessageContaining("in use by another juju-heap");
            SnapshotStore.open(folder, RETENTION, bytes -> Optional.empty()).close();
        }
    }
}
