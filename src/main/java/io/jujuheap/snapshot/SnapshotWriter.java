// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.snapshot.StoreException.Reason;
import java.io.IOException;
import java.util.Optional;

/** Changes the content of the store, first on disk, then in the catalog. Not thread-safe. */
final class SnapshotWriter {
    private final Capture.Check check;
    private final Catalog catalog;
    private final SnapshotFiles files;
    private final FactsIndex index;
    private final Housekeeper housekeeper;

    SnapshotWriter(
            Capture.Check check, Catalog catalog, SnapshotFiles files, FactsIndex index, Housekeeper housekeeper) {
        this.check = check;
        this.catalog = catalog;
        this.files = files;
        this.index = index;
        this.housekeeper = housekeeper;
    }

    /** Checks and writes a capture and its summary, which may be empty. */
    Snapshot write(Capture capture, byte[] bytes, byte[] summary) throws IOException {
        requireValid(bytes);
        requireSummaryLength(summary);
        Facts facts = Facts.of(freeId(capture), capture, bytes);
        Snapshot snapshot = new Snapshot(facts, SnapshotFiles.diskBytes(bytes.length, true, summary.length), false);
        housekeeper.makeRoom(snapshot.diskBytes(), 1, capture.taken());
        boolean firstOfDay = catalog.isDayEmpty(snapshot.id());
        files.write(facts, bytes, summary);
        catalog.put(snapshot);
        housekeeper.stored();
        housekeeper.age(capture.taken());
        if (firstOfDay) {
            index.save(catalog.all()); // so that after a crash, a start reads the facts of at most one day
        }
        return snapshot;
    }

    private void requireValid(byte[] bytes) throws StoreException {
        Optional<String> fault = bytes.length == 0 ? Optional.of("it has no bytes") : check.fault(bytes);
        if (fault.isPresent()) {
            throw new StoreException(Reason.INVALID, "the capture is not stored: " + fault.get());
        }
    }

    private static void requireSummaryLength(byte[] summary) {
        if (summary.length > SnapshotArchive.MAX_SUMMARY_BYTES) {
            throw new IllegalArgumentException(
                    "a summary has at most " + SnapshotArchive.MAX_SUMMARY_BYTES + " bytes, not " + summary.length);
        }
    }

    /** Returns the first free id of a second, after all known ids and without files on disk. */
    private SnapshotId freeId(Capture capture) throws IOException {
        SnapshotId last = new SnapshotId(capture.agent(), capture.taken(), SnapshotId.MAX_SEQUENCE);
        int sequence = catalog.atOrBefore(last)
                .map(Snapshot::id)
                .filter(id -> id.second().equals(last.second()))
                .map(id -> id.sequence() + 1)
                .orElse(0);
        for (; sequence <= SnapshotId.MAX_SEQUENCE; sequence++) {
            SnapshotId id = new SnapshotId(capture.agent(), capture.taken(), sequence);
            if (files.isFree(id)) {
                return id;
            }
        }
        throw new StoreException(
                Reason.LIMIT, "all names for a snapshot of " + last.agent() + " at " + last.second() + " are taken");
    }

    Optional<Snapshot> pin(SnapshotId id) throws IOException {
        Optional<Snapshot> found = catalog.find(id);
        if (found.isEmpty() || found.get().pinned()) {
            return found;
        }
        housekeeper.requireRoomForPin(found.get());
        files.pin(id);
        return Optional.of(replace(found.get().withPinned(true)));
    }

    Optional<Snapshot> unpin(SnapshotId id) throws IOException {
        Optional<Snapshot> found = catalog.find(id);
        if (found.isEmpty() || !found.get().pinned()) {
            return found;
        }
        files.unpin(id);
        return Optional.of(replace(found.get().withPinned(false)));
    }

    /** Replaces the summary of a snapshot; empty when it has been removed, or must be removed to make room for its summary. */
    Optional<Snapshot> summarise(SnapshotId id, byte[] summary) throws IOException {
        requireSummaryLength(summary);
        Optional<Snapshot> found = catalog.find(id);
        if (found.isEmpty()) {
            return found;
        }
        Snapshot before = found.get();
        long diskBytes = SnapshotFiles.diskBytes(before.size(), !before.facts().areLost(), summary.length);
        Snapshot newest = catalog.newest(id.agent()).orElse(before);
        housekeeper.makeRoom(Math.max(0, diskBytes - before.diskBytes()), 0, newest.taken());
        if (catalog.find(id).isEmpty()) {
            return Optional.empty();
        }
        files.writeSummary(id, summary);
        return Optional.of(replace(before.withDiskBytes(diskBytes)));
    }

    private Snapshot replace(Snapshot snapshot) {
        catalog.put(snapshot);
        return snapshot;
    }
}
