// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static io.jujuheap.snapshot.Captures.AGENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.snapshot.StoreLayout.Part;
import io.jujuheap.testkit.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S17: a store with one snapshot a minute for a month. */
class StartUpTimeTest {
    private static final int MINUTES = 43_200;

    /** In memory: creating so many files on a disk takes far longer than reading them. */
    @Test
    @Timeout(300)
    void S17_starts_fast_with_the_43_200_snapshots_of_a_month(@TempDir Path parent) throws IOException {
        try (SmallDisk disk = SmallDisk.mount(parent, "size=1g")) {
            measure(disk.path());
        }
    }

    private static void measure(Path directory) throws IOException {
        fill(new StoreLayout(directory));

        long withoutIndex = millisToOpen(directory);
        long withIndex = millisToOpen(directory);

        System.out.printf(
                "start-up with 43,200 snapshots: %d ms without the index, %d ms with it%n", withoutIndex, withIndex);
        assertThat(withoutIndex).isLessThan(20_000);
        assertThat(withIndex).isLessThan(10_000);
    }

    private static void fill(StoreLayout layout) throws IOException {
        Instant first = Instant.parse("2026-10-01T00:00:00Z");
        for (int minute = 0; minute < MINUTES; minute++) {
            Instant taken = first.plus(Duration.ofMinutes(minute));
            SnapshotId id = new SnapshotId(AGENT, taken, 0);
            byte[] bytes = Captures.bytes(minute, 16);
            if (minute % 1440 == 0) {
                Files.createDirectories(layout.day(id));
            }
            Files.write(layout.file(id, Part.CAPTURE), bytes);
            Files.writeString(
                    layout.file(id, Part.FACTS),
                    Facts.of(id, Captures.at(taken), bytes).text());
        }
    }

    private static long millisToOpen(Path directory) throws IOException {
        long start = System.nanoTime();
        try (SnapshotStore store = SnapshotStore.open(directory, Captures.KEEP_ALL, Captures.CHECK)) {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertThat(store.stats().snapshots()).isEqualTo(MINUTES);
            return millis;
        }
    }
}
