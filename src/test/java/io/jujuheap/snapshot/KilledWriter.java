// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Stores captures as fast as it can, and says of each that it is stored, until it is killed. */
final class KilledWriter {
    static final int KEEP_NEWEST = 10;
    private static final int MAX_LENGTH = 8_000;

    private KilledWriter() {}

    public static void main(String[] args) throws IOException {
        int round = Integer.parseInt(args[1]);
        Retention retention =
                Captures.KEEP_ALL.withMaxSnapshots(Integer.parseInt(args[2])).withKeepNewest(KEEP_NEWEST);
        Instant time = Captures.START.plus(Duration.ofHours(round));
        try (SnapshotStore store = SnapshotStore.open(Path.of(args[0]), retention, Captures.CHECK)) {
            for (int i = 0; ; i++) {
                byte[] bytes = bytes(round * 1_000_000L + i);
                Snapshot snapshot = store.store(Captures.at(time.plusSeconds(i)), bytes, new byte[i % 100]);
                System.out.println(snapshot.id() + " " + snapshot.sha256().orElseThrow());
                if (i % 7 == 3) {
                    store.pin(snapshot.id());
                    store.unpin(snapshot.id());
                }
            }
        }
    }

    private static byte[] bytes(long number) {
        return Captures.bytes(number, (int) (number * 7919 % MAX_LENGTH));
    }
}
