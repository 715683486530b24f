// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static io.jujuheap.snapshot.Captures.AGENT;
import static io.jujuheap.snapshot.Captures.CHECK;
import static io.jujuheap.snapshot.Captures.KEEP_ALL;
import static io.jujuheap.snapshot.Captures.NO_SUMMARY;
import static io.jujuheap.snapshot.Captures.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.io.LocalDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StoreUnderLoadTest {
    @Test
    void S11_twenty_actions_a_timer_and_readers_at_once_lose_nothing(@TempDir Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(24);
        AtomicBoolean done = new AtomicBoolean();
        try (SnapshotStore store = SnapshotStore.open(directory, KEEP_ALL, CHECK)) {
            List<Future<Integer>> readers = submit(threads, 3, () -> readUntil(store, done));
            List<Future<Integer>> writers = submit(threads, 21, () -> storeSome(store));
            int stored = 0;
            for (Future<Integer> writer : writers) {
                stored += writer.get();
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
            assertThat(store.archive().list(AGENT)).hasSize(stored);
            assertThat(store.stats().snapshots()).isEqualTo(stored);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Future<Integer>> submit(ExecutorService threads, int count, Callable<Integer> task) {
        return IntStream.range(0, count).mapToObj(i -> threads.submit(task)).toList();
    }

    private static int storeSome(SnapshotStore store) throws IOException {
        for (int i = 0; i < 10; i++) {
            byte[] bytes = Captures.bytes(i, 2_000);
            Snapshot stored = store.store(Captures.at(START.plusSeconds(i)), bytes, NO_SUMMARY);
            assertThat(store.archive().read(stored)).contains(bytes);
            store.pin(stored.id());
        }
        return 10;
    }

    private static int readUntil(SnapshotStore store, AtomicBoolean done) throws IOException {
        int reads = 0;
        while (!done.get() || reads == 0) {
            for (Snapshot snapshot : store.archive().list(AGENT)) {
                assertThat(Captures.isWhole(store.archive().read(snapshot).orElseThrow()))
                        .isTrue();
                reads++;
            }
        }
        return reads;
    }

    @Test
    void S13_a_hundred_restarts_in_a_row_lose_nothing_and_leave_the_lock_free(@TempDir Path directory)
            throws IOException {
        for (int i = 0; i < 100; i++) {
            try (SnapshotStore store = SnapshotStore.open(directory, KEEP_ALL, CHECK)) {
                assertThat(store.stats().snapshots()).isEqualTo(i);
                store.store(Captures.at(START.plusSeconds(i / 3)), Captures.bytes(i, 100), NO_SUMMARY);
            }
        }
    }

    @Test
    void S16_a_long_run_at_its_limits_leaks_no_descriptor_no_file_and_no_directory(@TempDir Path directory)
            throws IOException {
        Retention retention = KEEP_ALL.withMaxSnapshots(20).withKeepNewest(2);
        try (SnapshotStore store = SnapshotStore.open(directory, retention, CHECK)) {
            long descriptors = 0;
            for (int i = 0; i < 150; i++) {
                Snapshot stored =
                        store.store(Captures.at(START.plus(Duration.ofHours(i))), Captures.bytes(i, 500), new byte[10]);
                store.archive().read(stored);
                descriptors = i == 50 ? openDescriptors() : descriptors;
            }
            assertThat(openDescriptors()).isLessThanOrEqualTo(descriptors + 3);
            assertThat(store.stats().snapshots()).isEqualTo(20);
        }
        List<String> names = new ArrayList<>();
        new LocalDisk().names(directory.resolve("agents/machine-0"), names::add);
        assertThat(names).as("days").hasSizeLessThanOrEqualTo(20);
    }

    private static long openDescriptors() throws IOException {
        List<String> names = new ArrayList<>();
        new LocalDisk().names(Path.of("/proc/self/fd").toRealPath(), names::add);
        return names.size();
    }
}
