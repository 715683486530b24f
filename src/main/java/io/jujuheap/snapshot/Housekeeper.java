// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import io.jujuheap.snapshot.Eviction.Shortage;
import io.jujuheap.snapshot.StoreException.Reason;
import io.jujuheap.snapshot.StoreStats.Counters;
import io.jujuheap.snapshot.StoreStats.Removal;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Applies {@link Retention}: makes room before a write, and removes aged snapshots after it. */
final class Housekeeper {
    /**
     * The most aged snapshots to remove per stored one. That is enough to keep up with the timer. And when a clock
     * jumps ahead, so that everything looks old, only a few snapshots are lost before it is corrected.
     */
    private static final int AGEING_AT_ONCE = 8;

    /** Pins may fill this part of the byte limit, as a divisor: the rest stays for new snapshots. */
    private static final int PINNED_SHARE = 2;

    private final Disk disk;
    private final StoreLayout layout;
    private final Retention retention;
    private final Catalog catalog;
    private final SnapshotFiles files;
    private final Quarantine quarantine;

    private final Counters<Removal> removed = new Counters<>(EnumSet.allOf(Removal.class));
    private final LongAdder failures = new LongAdder();

    /** Bytes that were freed for a snapshot that was then not stored. They are available for the next. */
    private long freedAhead;

    Housekeeper(
            Disk disk,
            StoreLayout layout,
            Retention retention,
            Catalog catalog,
            SnapshotFiles files,
            Quarantine quarantine) {
        this.disk = disk;
        this.layout = layout;
        this.retention = retention;
        this.catalog = catalog;
        this.files = files;
        this.quarantine = quarantine;
    }

    /** Returns the bytes that the store takes on disk. */
    long diskBytes() {
        return catalog.diskBytes() + quarantine.diskBytes();
    }

    Map<Removal, Long> removed() {
        return removed.values();
    }

    long failures() {
        return failures.sum();
    }

    /**
     * Removes snapshots until that many more bytes and snapshots fit within all limits.
     *
     * @throws StoreException when they do not fit; then nothing was removed for the limit that it names
     */
    void makeRoom(long bytes, long snapshots, Instant now) throws IOException {
        Shortage overLimit = new Shortage(diskBytes() + bytes - retention.maxBytes(), 0);
        evict(Removal.BYTES, overLimit, now);
        Shortage overCount = new Shortage(0, catalog.count() + snapshots - retention.maxSnapshots());
        evict(Removal.COUNT, overCount, now);
        long free = Math.max(0, disk.usableBytes(layout.root()) - retention.minFreeBytes());
        freedAhead += evict(Removal.FREE_SPACE, new Shortage(bytes - free - freedAhead, 0), now);
    }

    /** Refuses a pin when pinned snapshots would leave too little room for new ones. */
    void requireRoomForPin(Snapshot snapshot) throws StoreException {
        long limit = retention.maxBytes() / PINNED_SHARE;
        if (catalog.pinnedBytes() + snapshot.diskBytes() > limit) {
            throw new StoreException(
                    Reason.LIMIT,
                    "snapshot " + snapshot.id() + " cannot be pinned: pinned snapshots would take more than " + limit
                            + " bytes, half of the store, so unpin some first");
        }
    }

    /** Records that the room has been used. */
    void stored() {
        freedAhead = 0;
    }

    private long evict(Removal reason, Shortage shortage, Instant now) throws IOException {
        if (shortage.isMet()) {
            return 0; // The usual case, which must not copy the histories of a large store.
        }
        boolean lastResort = reason != Removal.FREE_SPACE;
        List<Snapshot> victims = Eviction.choose(catalog.histories(), retention.keepNewest(), lastResort, shortage, now)
                .orElseThrow(() -> noRoom(reason));
        for (Snapshot victim : victims) {
            remove(victim, reason);
        }
        return victims.stream().mapToLong(Snapshot::diskBytes).sum();
    }

    private StoreException noRoom(Removal reason) {
        String what = "no room for another snapshot in " + layout.root() + ": ";
        return switch (reason) {
            case BYTES ->
                new StoreException(
                        Reason.LIMIT,
                        what + "pinned snapshots, quarantine and the newest one fill the limit of "
                                + retention.maxBytes() + " bytes, so unpin some or raise the limit");
            case COUNT ->
                new StoreException(
                        Reason.LIMIT,
                        what + "pinned snapshots and the newest one fill the limit of " + retention.maxSnapshots()
                                + " snapshots, so unpin some or raise the limit");
            default ->
                new StoreException(
                        Reason.NO_SPACE,
                        what + "the disk has less than " + retention.minFreeBytes()
                                + " bytes left and no old snapshot can go, so make room on the disk");
        };
    }

    /** Removes aged snapshots, a few at a time. Does not throw: a snapshot that cannot be removed is counted and stays. */
    void age(Instant now) {
        Map<Snapshot, Removal> due = new LinkedHashMap<>();
        Ageing ageing = new Ageing(retention);
        catalog.histories().forEach(history -> due.putAll(ageing.due(history, now)));
        due.entrySet().stream().limit(AGEING_AT_ONCE).forEach(entry -> {
            try {
                remove(entry.getKey(), entry.getValue());
            } catch (IOException e) {
                // Counted, and retried after the next write.
            }
        });
    }

    private void remove(Snapshot snapshot, Removal reason) throws IOException {
        try {
            files.delete(snapshot.id());
        } catch (IOException e) {
            failures.increment();
            throw e;
        }
        catalog.remove(snapshot.id());
        removed.add(reason);
        if (catalog.isDayEmpty(snapshot.id())) {
            files.deleteEmptyDirectories(snapshot.id());
        }
    }
}
