// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import io.jujuheap.io.FileErrors;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.io.LocalDisk;
import io.jujuheap.io.Sha256;
import io.jujuheap.snapshot.StoreLayout.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Reads a store. Thread-safe, also while snapshots are added and removed. For a removed snapshot the results are empty. */
public final class SnapshotArchive {
    /** The most bytes of a summary. Usual ones have a few kilobytes. */
    static final int MAX_SUMMARY_BYTES = 1 << 20;

    private final Disk disk;
    private final StoreLayout layout;
    private final Catalog catalog;

    SnapshotArchive(Disk disk, StoreLayout layout, Catalog catalog) {
        this.disk = disk;
        this.layout = layout;
        this.catalog = catalog;
    }

    /**
     * Reads the current content of a store's directory. It changes nothing and takes no lock, so it works while a
     * sidecar writes to the store. Damaged captures are left out.
     *
     * @throws StoreException when the directory is not a store, or cannot be read
     */
    public static SnapshotArchive open(Path directory) throws StoreException {
        return open(new LocalDisk(), directory);
    }

    static SnapshotArchive open(Disk disk, Path directory) throws StoreException {
        StoreLayout layout = new StoreLayout(directory.toAbsolutePath().normalize());
        if (!isDirectory(disk, layout.agents())) {
            throw new StoreException(
                    StoreException.Reason.NOT_A_STORE,
                    directory + " is not a snapshot store: there is no directory \"agents\" in it");
        }
        return new SnapshotArchive(
                disk, layout, new Catalog(Scan.of(disk, layout).snapshots()));
    }

    private static boolean isDirectory(Disk disk, Path path) throws StoreException {
        try {
            return disk.find(path).map(Disk.Entry::isDirectory).orElse(false);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Reason.IO, "cannot look at " + path + ": " + FileErrors.reason(e, path), e);
        }
    }

    /** Returns the tags of the agents that have snapshots. */
    public SortedSet<String> agents() {
        return catalog.agents();
    }

    /** Returns all snapshots of an agent, oldest first; none for an unknown agent. */
    public List<Snapshot> list(String agent) {
        return catalog.history(agent);
    }

    /** Returns the snapshots of an agent taken from {@code from} on and before {@code to}, oldest first. */
    public List<Snapshot> list(String agent, Instant from, Instant to) {
        return catalog.history(agent).stream()
                .filter(s -> !s.taken().isBefore(from) && s.taken().isBefore(to))
                .toList();
    }

    /** Returns the newest snapshot of an agent. */
    public Optional<Snapshot> newest(String agent) {
        return catalog.newest(agent);
    }

    /** Finds the snapshot with that id. The text is not used as a path; it only selects a known snapshot. */
    public Optional<Snapshot> find(String id) {
        return SnapshotId.parse(id).flatMap(catalog::find);
    }

    /** Finds the last snapshot of the agent up to the time of an id. There need not be a snapshot with that id. */
    public Optional<Snapshot> lastUntil(String id) {
        return SnapshotId.parse(id)
                .flatMap(until ->
                        catalog.atOrBefore(new SnapshotId(until.agent(), until.second(), SnapshotId.MAX_SEQUENCE)));
    }

    /** Returns the file of the capture, which other tools can open. */
    public Path file(Snapshot snapshot) {
        return layout.file(snapshot.id(), Part.CAPTURE);
    }

    /**
     * Opens the capture as a stream, which the caller closes; empty when it has been removed. The stream stays complete
     * when retention removes the snapshot meanwhile.
     */
    public Optional<InputStream> open(Snapshot snapshot) throws IOException {
        try {
            return Optional.of(disk.open(file(snapshot)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /**
     * Reads the capture, exactly the bytes that were stored; empty when it has been removed.
     *
     * @throws StoreException with reason {@code DAMAGED} when the file has other bytes
     */
    public Optional<byte[]> read(Snapshot snapshot) throws IOException {
        Optional<InputStream> stream = open(snapshot);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = stream.get()) {
            HeapRoom.require(2 * snapshot.size()); // the stream collects pieces and joins them
            byte[] bytes = in.readNBytes((int) Math.min(snapshot.size() + 1, Integer.MAX_VALUE - 8));
            if (bytes.length != snapshot.size() || !hasDigest(snapshot, bytes)) {
                throw new StoreException(
                        StoreException.Reason.DAMAGED,
                        "snapshot " + snapshot.id() + " is damaged: " + file(snapshot)
                                + " no longer holds the bytes that were stored");
            }
            return Optional.of(bytes);
        }
    }

    private static boolean hasDigest(Snapshot snapshot, byte[] bytes) {
        return snapshot.sha256().map(Sha256.hex(bytes)::equals).orElse(true);
    }

    /** Reads the summary stored with the snapshot; empty when it was lost or never given. */
    public Optional<byte[]> summary(Snapshot snapshot) throws IOException {
        try {
            return Optional.of(disk.read(layout.file(snapshot.id(), Part.SUMMARY), MAX_SUMMARY_BYTES));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
