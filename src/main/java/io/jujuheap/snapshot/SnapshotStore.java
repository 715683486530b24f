// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import io.jujuheap.io.FileErrors;
import io.jujuheap.io.LocalDisk;
import io.jujuheap.snapshot.StoreException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A durable directory of captures, with one process that writes. A snapshot that {@link #store} returned is there, whole, whatever
 * happens to the process or the machine afterwards, until retention removes it. The store treats the bytes as opaque.
 *
 * <p>Reading goes through {@link #archive}. All methods may be called from any thread.
 */
public final class SnapshotStore implements Closeable {
    /** Damaged captures may fill this part of the byte limit, as a divisor. */
    private static final int QUARANTINE_SHARE = 8;

    private final Disk disk;
    private final StoreLayout layout;
    private final Retention retention;
    private final Closeable lock;
    private final SnapshotFiles files;
    private final FactsIndex index;
    private final Quarantine quarantine;
    private final Catalog catalog;
    private final SnapshotArchive archive;
    private final Housekeeper housekeeper;
    private final Inspector inspector;
    private final SnapshotWriter writer;
    private final StartUp startUp;
    private final Counters<Reason> writeFailures = new Counters<>(Reason.class, Reason.ofWrites());
    private boolean closed;

    /**
     * Opens the store in a directory, which is created when absent, and takes its lock. Whatever is in the directory:
     * leftovers of a process that died are deleted, damaged captures are moved to the quarantine, all else is left
     * alone.
     *
     * @param check asked before anything is stored, and by {@link #verify} about captures that have lost their facts
     * @throws StoreException when another process holds the store, or the directory cannot be used
     */
    public static SnapshotStore open(Path directory, Retention retention, CaptureCheck check) throws StoreException {
        return open(new LocalDisk(), directory, retention, check);
    }

    static SnapshotStore open(Disk disk, Path directory, Retention retention, CaptureCheck check)
            throws StoreException {
        try {
            StoreLayout layout = new StoreLayout(disk.root(directory));
            Closeable lock = disk.lock(layout.lock()).orElseThrow(() -> locked(directory));
            return new SnapshotStore(disk, layout, retention, check, lock);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            String message = "cannot keep snapshots in " + directory + ": " + FileErrors.reason(e);
            throw new StoreException(Reason.NOT_A_STORE, message, e);
        }
    }

    private static StoreException locked(Path directory) {
        String message = directory + " is in use by another juju-heap: stop that one, or use another directory here";
        return new StoreException(Reason.LOCKED, message);
    }

    private SnapshotStore(Disk disk, StoreLayout layout, Retention retention, CaptureCheck check, Closeable lock) {
        this.disk = disk;
        this.layout = layout;
        this.retention = retention;
        this.lock = lock;
        Scan.Findings findings = Scan.of(disk, layout);
        files = new SnapshotFiles(disk, layout);
        index = new FactsIndex(disk, layout);
        quarantine = new Quarantine(disk, layout, files, retention.maxBytes() / QUARANTINE_SHARE);
        catalog = new Catalog(findings.snapshots());
        archive = new SnapshotArchive(disk, layout, catalog);
        inspector = new Inspector(disk, layout, check, catalog, archive, files, quarantine);
        housekeeper = new Housekeeper(disk, layout, retention, catalog, files, quarantine);
        writer = new SnapshotWriter(check, catalog, files, index, housekeeper);
        startUp = tidy(findings);
    }

    private StartUp tidy(Scan.Findings findings) {
        List<String> warnings = new ArrayList<>(findings.unreadable());
        exposure().ifPresent(warnings::add);
        long moved = findings.damaged().entrySet().stream()
                .filter(damaged -> quarantine.admit(damaged.getKey(), damaged.getValue()))
                .count();
        long deleted =
                findings.leftovers().stream().filter(files::deleteLeftover).count();
        return new StartUp(
                catalog.count(), moved, findings.damaged().size() - moved, deleted, findings.foreign(), warnings);
    }

    private Optional<String> exposure() {
        try {
            return disk.exposure(layout.root());
        } catch (IOException e) {
            return Optional.of("cannot tell who may write to " + layout.root() + ": " + FileErrors.reason(e));
        }
    }

    /** What opening found. */
    public StartUp startUp() {
        return startUp;
    }

    /** The same snapshots, to read from. */
    public SnapshotArchive archive() {
        return archive;
    }

    /**
     * Stores a capture. When this returns, it is on the medium.
     *
     * @param bytes the capture as the agent sent it
     * @param summary what the caller wants to have beside it; it can be lost, and then derived again; may be empty
     * @throws StoreException when it is not stored; the next capture is tried as if nothing had happened
     */
    public synchronized Snapshot store(Capture capture, byte[] bytes, byte[] summary) throws StoreException {
        try {
            requireOpen();
            return writer.write(capture, bytes, summary);
        } catch (IOException e) {
            StoreException failure = failure("store a snapshot of " + capture.agent(), e);
            writeFailures.add(failure.reason());
            throw failure;
        }
    }

    /** Keeps a snapshot from retention; answers it as it now is, empty when it is gone. */
    public synchronized Optional<Snapshot> pin(SnapshotId id) throws StoreException {
        requireOpen();
        try {
            return writer.pin(id);
        } catch (IOException e) {
            throw failure("pin snapshot " + id, e);
        }
    }

    /** Hands a snapshot back to retention; answers it as it now is, empty when it is gone. */
    public synchronized Optional<Snapshot> unpin(SnapshotId id) throws StoreException {
        requireOpen();
        try {
            return writer.unpin(id);
        } catch (IOException e) {
            throw failure("unpin snapshot " + id, e);
        }
    }

    /** Replaces the summary of a snapshot; answers the snapshot, empty when it is gone. */
    public synchronized Optional<Snapshot> summarise(SnapshotId id, byte[] summary) throws StoreException {
        requireOpen();
        try {
            return writer.summarise(id, summary);
        } catch (IOException e) {
            throw failure("store a summary of snapshot " + id, e);
        }
    }

    /**
     * Reads a capture and compares it with what was stored. A damaged one goes to the quarantine. One that has lost its
     * facts is put to the check instead, and gets new facts when it passes.
     *
     * @return whether the snapshot is there and whole
     */
    public synchronized boolean verify(SnapshotId id) throws StoreException {
        requireOpen();
        Optional<Snapshot> found = catalog.find(id);
        if (found.isEmpty()) {
            return false;
        }
        try {
            return inspector.inspect(found.get());
        } catch (IOException e) {
            throw failure("verify snapshot " + id, e);
        }
    }

    /** Figures for metrics. */
    public StoreStats stats() {
        return new StoreStats(
                catalog.count(),
                housekeeper.diskBytes(),
                retention.maxBytes(),
                catalog.oldest(),
                writeFailures.values(),
                housekeeper.removed(),
                housekeeper.failures(),
                quarantine.found());
    }

    private void requireOpen() throws StoreException {
        if (closed) {
            throw new StoreException(Reason.CLOSED, "the snapshot store " + layout.root() + " is closed");
        }
    }

    private StoreException failure(String attempt, IOException e) {
        if (e instanceof StoreException failure) {
            return failure;
        }
        String message = "cannot " + attempt + " in " + layout.root() + ": " + FileErrors.reason(e);
        return new StoreException(FileErrors.meansNoSpace(e) ? Reason.NO_SPACE : Reason.IO, message, e);
    }

    /** Waits for a write in progress and gives the lock back. Closing again does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            index.save(catalog.all());
            lock.close();
        }
    }
}
