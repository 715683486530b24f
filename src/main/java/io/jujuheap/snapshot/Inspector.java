// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import io.jujuheap.snapshot.StoreLayout.Part;
import io.jujuheap.snapshot.StoreStats.Defect;
import java.io.IOException;
import java.util.Optional;

/** Compares captures with their facts and handles differences. */
final class Inspector {
    private final Disk disk;
    private final StoreLayout layout;
    private final Capture.Check check;
    private final Catalog catalog;
    private final SnapshotArchive archive;
    private final SnapshotFiles files;
    private final Quarantine quarantine;

    Inspector(
            Disk disk,
            StoreLayout layout,
            Capture.Check check,
            Catalog catalog,
            SnapshotArchive archive,
            SnapshotFiles files,
            Quarantine quarantine) {
        this.disk = disk;
        this.layout = layout;
        this.check = check;
        this.catalog = catalog;
        this.archive = archive;
        this.files = files;
        this.quarantine = quarantine;
    }

    /**
     * Tells whether the capture exists and is complete. A damaged capture is moved to the quarantine. A capture without
     * facts is checked, and gets new facts when it is valid.
     */
    boolean inspect(Snapshot snapshot) throws IOException {
        Snapshot known = snapshot.facts().areLost() ? withFactsFoundAgain(snapshot) : snapshot;
        try {
            Optional<byte[]> bytes = archive.read(known);
            if (bytes.isEmpty()) {
                catalog.remove(known.id());
                return false;
            }
            return !known.facts().areLost() || adopt(known, bytes.get());
        } catch (StoreException damaged) {
            return reject(known, Defect.CHECKSUM);
        }
    }

    /** Tries to read the facts again: the disk may have failed only when the store was opened. */
    private Snapshot withFactsFoundAgain(Snapshot snapshot) throws IOException {
        Optional<Facts> facts = Facts.read(disk, layout.file(snapshot.id(), Part.FACTS))
                .filter(f -> f.id().equals(snapshot.id()) && f.size() == snapshot.size());
        if (facts.isEmpty()) {
            return snapshot;
        }
        Snapshot known = new Snapshot(facts.get(), snapshot.diskBytes(), snapshot.pinned());
        catalog.put(known);
        return known;
    }

    private boolean adopt(Snapshot snapshot, byte[] bytes) throws IOException {
        if (check.fault(bytes).isPresent()) {
            return reject(snapshot, Defect.INVALID);
        }
        Capture capture = new Capture(snapshot.id().agent(), snapshot.taken(), snapshot.trigger(), snapshot.origin());
        Facts facts = Facts.of(snapshot.id(), capture, bytes);
        files.writeFacts(facts);
        catalog.put(new Snapshot(facts, snapshot.diskBytes() + SnapshotFiles.diskBytes(0, true, 0), snapshot.pinned()));
        return true;
    }

    private boolean reject(Snapshot snapshot, Defect defect) {
        catalog.remove(snapshot.id());
        quarantine.admit(snapshot.id(), defect);
        return false;
    }
}
