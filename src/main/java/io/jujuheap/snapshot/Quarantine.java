// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import io.jujuheap.snapshot.StoreLayout.Part;
import io.jujuheap.snapshot.StoreStats.Counters;
import io.jujuheap.snapshot.StoreStats.Defect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directory to which damaged captures are moved, so that they can be inspected. Nothing is deleted from it. When it
 * is full, damaged captures stay in place and are not listed.
 */
final class Quarantine {
    private static final int MAX_FILES = 100;

    private final Disk disk;
    private final StoreLayout layout;
    private final long maxBytes;
    private final SnapshotFiles snapshotFiles;
    private final Counters<Defect> found = new Counters<>(EnumSet.allOf(Defect.class));
    private int files;
    private long diskBytes;

    /** @param maxBytes the most bytes on disk */
    Quarantine(Disk disk, StoreLayout layout, SnapshotFiles snapshotFiles, long maxBytes) {
        this.disk = disk;
        this.layout = layout;
        this.snapshotFiles = snapshotFiles;
        this.maxBytes = maxBytes;
        measure();
    }

    private void measure() {
        List<String> names = new ArrayList<>();
        try {
            disk.names(layout.quarantine(), name -> {
                if (names.size() < MAX_FILES) {
                    names.add(name);
                }
            });
            for (String name : names) {
                Optional<Disk.Entry> entry = disk.find(layout.quarantine().resolve(name));
                diskBytes += SnapshotFiles.onDisk(entry.map(Disk.Entry::size).orElse(0L));
            }
        } catch (IOException e) {
            // It does not exist yet, or cannot be read; then it accepts no captures.
        }
        files = names.size();
    }

    /** Returns the bytes that the quarantine takes on disk, in whole blocks. */
    long diskBytes() {
        return diskBytes;
    }

    /** Returns the number of damaged captures found so far, in the quarantine or not. */
    Map<Defect, Long> found() {
        return found.values();
    }

    /** Moves a capture into the quarantine; returns false when there is no room or the disk fails. */
    boolean admit(SnapshotId id, Defect defect) {
        found.add(defect);
        boolean moved = move(id);
        if (moved) {
            snapshotFiles.deleteSideFiles(id);
        }
        return moved;
    }

    private boolean move(SnapshotId id) {
        Path capture = layout.file(id, Part.CAPTURE);
        try {
            long size = SnapshotFiles.onDisk(
                    disk.find(capture).map(Disk.Entry::size).orElse(0L));
            if (files >= MAX_FILES || diskBytes + size > maxBytes) {
                return false;
            }
            DurableDirectories.createIfAbsent(disk, layout.quarantine());
            disk.move(capture, freeName(id));
            files++;
            diskBytes += size;
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Path freeName(SnapshotId id) throws IOException {
        String name = id.agent() + "_" + layout.file(id, Part.CAPTURE).getFileName();
        Path path = layout.quarantine().resolve(name);
        for (int copy = 2; disk.find(path).isPresent(); copy++) {
            path = layout.quarantine().resolve(name + "." + copy);
        }
        return path;
    }
}
