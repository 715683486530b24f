// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.io.AtomicFile;
import io.jujuheap.io.Disk;
import io.jujuheap.snapshot.StoreLayout.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files of one snapshot. The capture makes it exist: the other files are written before it and deleted after it. */
final class SnapshotFiles {
    private static final long BLOCK_BYTES = 4096;

    private final Disk disk;
    private final StoreLayout layout;
    private final AtomicFile atomicFile;
    private final DurableDirectories directories;

    SnapshotFiles(Disk disk, StoreLayout layout) {
        this.disk = disk;
        this.layout = layout;
        this.atomicFile = new AtomicFile(disk);
        this.directories = new DurableDirectories(disk);
    }

    /** Returns the bytes that a file of that length takes on disk: whole blocks, as {@code du} counts. */
    static long onDisk(long bytes) {
        return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }

    /** Returns the bytes that the files of a snapshot take on disk, from the lengths of its capture and its summary. */
    static long diskBytes(long captureBytes, boolean hasFacts, long summaryBytes) {
        return onDisk(captureBytes) + onDisk(hasFacts ? 1 : 0) + onDisk(summaryBytes);
    }

    /** Tells whether the snapshot has no file yet, so that writing it replaces nothing. */
    boolean isFree(SnapshotId id) throws IOException {
        for (Part part : Part.values()) {
            if (disk.find(layout.file(id, part)).isPresent()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes a snapshot. When this returns, it is completely on disk. After an exception its files are removed, if the
     * disk allows it.
     */
    void write(Facts facts, byte[] capture, byte[] summary) throws IOException {
        SnapshotId id = facts.id();
        directories.ensure(layout.root(), layout.day(id));
        try {
            write(id, Part.FACTS, facts.text().getBytes(UTF_8));
            if (summary.length > 0) {
                write(id, Part.SUMMARY, summary);
            }
            write(id, Part.CAPTURE, capture);
            disk.sync(layout.day(id));
        } catch (IOException | RuntimeException e) {
            discard(id, e);
            throw e;
        }
    }

    private void write(SnapshotId id, Part part, byte[] bytes) throws IOException {
        atomicFile.write(layout.file(id, part), bytes);
    }

    private void discard(SnapshotId id, Exception cause) {
        try {
            delete(id);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Deletes the capture, and then the other files of the snapshot, if the disk allows it. */
    void delete(SnapshotId id) throws IOException {
        disk.delete(layout.file(id, Part.CAPTURE));
        deleteSideFiles(id);
    }

    /** Deletes all but the capture. */
    void deleteSideFiles(SnapshotId id) {
        Stream.of(Part.FACTS, Part.SUMMARY, Part.PIN)
                .map(part -> layout.file(id, part))
                .forEach(this::deleteLeftover);
    }

    /** Deletes a file that is useless alone; returns false when the disk fails. The next start tries again. */
    boolean deleteLeftover(Path file) {
        try {
            disk.delete(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes the directories of a removed snapshot if they are empty. */
    void deleteEmptyDirectories(SnapshotId id) {
        directories.deleteIfEmpty(layout.day(id));
        directories.deleteIfEmpty(layout.agent(id.agent()));
    }

    void writeFacts(Facts facts) throws IOException {
        write(facts.id(), Part.FACTS, facts.text().getBytes(UTF_8));
        disk.sync(layout.day(facts.id()));
    }

    void writeSummary(SnapshotId id, byte[] summary) throws IOException {
        write(id, Part.SUMMARY, summary);
        disk.sync(layout.day(id));
    }

    void pin(SnapshotId id) throws IOException {
        try {
            write(id, Part.PIN, new byte[0]);
            disk.sync(layout.day(id));
        } catch (IOException e) {
            deleteLeftover(layout.file(id, Part.PIN));
            throw e;
        }
    }

    void unpin(SnapshotId id) throws IOException {
        disk.delete(layout.file(id, Part.PIN));
        disk.sync(layout.day(id));
    }
}
