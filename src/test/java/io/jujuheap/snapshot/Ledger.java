// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.io.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Remembers what a store reported stored, and asks for it again. */
final class Ledger {
    private final Map<Snapshot, byte[]> reported = new LinkedHashMap<>();

    void add(Snapshot snapshot, byte[] bytes) {
        reported.put(snapshot, bytes);
    }

    int size() {
        return reported.size();
    }

    /** The last that were reported stored; retention that keeps so many newest may not have removed them. */
    List<Snapshot> newest(int count) {
        List<Snapshot> all = new ArrayList<>(reported.keySet());
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** Asserts that the newest so many are there with everything that was known of them, and that all there is is whole. */
    void assertKept(SnapshotArchive archive, int newest) throws IOException {
        for (Snapshot snapshot : newest(newest)) {
            Snapshot found = archive.find(snapshot.id().toString())
                    .orElseThrow(() -> new NoSuchElementException("lost: " + snapshot.id()));
            assertThat(found.withPinned(false).withDiskBytes(0))
                    .isEqualTo(snapshot.withPinned(false).withDiskBytes(0));
            assertThat(archive.read(found)).contains(bytes(snapshot));
        }
        assertAllWhole(archive);
    }

    private byte[] bytes(Snapshot snapshot) {
        return reported.getOrDefault(snapshot, new byte[0]);
    }

    private static void assertAllWhole(SnapshotArchive archive) throws IOException {
        for (String agent : archive.agents()) {
            for (Snapshot snapshot : archive.list(agent)) {
                byte[] bytes = archive.read(snapshot).orElseThrow();
                assertThat(Captures.isWhole(bytes))
                        .as("%s is whole", snapshot.id())
                        .isTrue();
            }
        }
    }

    /**
     * Starts a new process on what is left of the store: it must open, hold what was reported, take another capture,
     * and leave no temporary files.
     */
    void assertReopens(Disk disk, Path directory, Retention retention, int newest) throws IOException {
        if (size() > 0) {
            assertKept(SnapshotArchive.open(disk, directory), newest);
        }
        try (SnapshotStore store = SnapshotStore.open(disk, directory, retention, Captures.CHECK)) {
            assertKept(store.archive(), newest);
            assertThat(store.startUp().quarantined() + store.startUp().leftInPlace())
                    .as("damaged captures")
                    .isZero();
            byte[] bytes = Captures.bytes(4711, 500);
            Snapshot next = store.store(Captures.at(Captures.START.plusSeconds(1_000_000)), bytes, Captures.NO_SUMMARY);
            assertThat(store.archive().read(next)).contains(bytes);
        }
    }
}
