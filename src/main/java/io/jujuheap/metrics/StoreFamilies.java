// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.jujuheap.snapshot.StoreException;
import io.jujuheap.snapshot.StoreStats;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.OptionalDouble;

/** The metrics of the snapshot store. */
final class StoreFamilies {
    private StoreFamilies() {}

    static List<MetricSnapshot> of(StoreStats store) {
        return List.of(
                Families.gauge(
                        "juju_heap_snapshots",
                        "Profiles that are stored, of heaps and of goroutines.",
                        store.snapshots()),
                Families.gauge(
                        "juju_heap_store_bytes",
                        "What the stored profiles take on disk, with all that belongs to them.",
                        store.diskBytes()),
                Families.gauge(
                        "juju_heap_store_limit_bytes",
                        "What the stored profiles may take on disk; old ones give way to new ones.",
                        store.limitBytes()),
                Families.gauge(
                        "juju_heap_oldest_snapshot_timestamp_seconds",
                        "When the oldest stored profile was taken, in seconds since the Unix epoch.",
                        List.of(store),
                        any -> Labels.EMPTY,
                        any -> store.oldest()
                                .map(oldest -> OptionalDouble.of(oldest.toEpochMilli() / 1e3))
                                .orElse(OptionalDouble.empty())),
                Families.counter(
                        "juju_heap_store_write_failures",
                        "Profiles that could not be stored, by reason.",
                        store.writeFailures(),
                        StoreException.Reason::word),
                Families.counter(
                        "juju_heap_snapshots_deleted",
                        "Stored profiles that gave way, by reason.",
                        store.removed(),
                        StoreStats.Removal::word),
                Families.counter(
                        "juju_heap_snapshots_quarantined",
                        "Stored profiles that were found damaged, by reason.",
                        store.quarantined(),
                        StoreStats.Defect::word));
    }
}
