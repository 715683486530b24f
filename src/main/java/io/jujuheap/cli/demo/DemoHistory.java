// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.demo;

import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Fills a store with what a sidecar would have collected had it run before the demo started. */
final class DemoHistory {
    /** Summaries are derived: the sidecar makes those that are missing. */
    private static final byte[] NO_SUMMARY = {};

    private DemoHistory() {}

    static void write(Path directory, Replay replay, int moments) throws IOException {
        try (SnapshotStore store = SnapshotStore.open(directory, Retention.DEFAULT, bytes -> Optional.empty())) {
            for (int step = 0; step < moments; step++) {
                Origin origin =
                        new Origin(ProcessHandle.current().pid(), replay.startOf(step), replay.gcCyclesAt(step), 0);
                Capture capture = new Capture(DemoAgent.TAG, replay.timeOf(step), Trigger.TIMER, origin);
                store.store(capture, replay.protobufAt(step), NO_SUMMARY);
            }
        }
    }
}
