// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.ProfileKind;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.StoreStats;
import java.util.List;

/** JSON: the snapshots that are kept. */
record SnapshotsView(List<Item> snapshots, Store store) {

    /** JSON: a snapshot. */
    record Item(String id, String agent, String takenAt, long bytes, String trigger, boolean pinned, String url) {
        static Item of(ProfileKind kind, Snapshot snapshot) {
            return new Item(
                    snapshot.id().toString(),
                    snapshot.id().agent(),
                    snapshot.taken().toString(),
                    snapshot.size(),
                    snapshot.trigger() == Trigger.TIMER ? "timer" : "request",
                    snapshot.pinned(),
                    "/api/v1/snapshots/" + snapshot.id() + (kind == ProfileKind.HEAP ? "" : "?profile=" + kind.word()));
        }
    }

    /** JSON: the store. */
    record Store(long snapshots, long bytes, long limitBytes) {}

    static SnapshotsView of(ProfileKind kind, List<Snapshot> snapshots, StoreStats store) {
        return new SnapshotsView(
                snapshots.stream().map(snapshot -> Item.of(kind, snapshot)).toList(),
                new Store(store.snapshots(), store.diskBytes(), store.limitBytes()));
    }
}
