// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import io.jujuheap.io.FileErrors;
import io.jujuheap.io.LocalDisk;
import io.jujuheap.snapshot.StoreException.Reason;
import io.jujuheap.snapshot.StoreStats.Counters;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A durable directory of captures, with one process that writes. A snapshot that {@link #store} has returned survives
 * crashes of the process and the machine, until retention removes it. The store does not interpret the bytes.
 *
 * <p>Reading goes through {@link #archive}. Thread-safe.
 */
public final class SnapshotStore implements Closeable {
    /** Damaged captures may fill this part of the byte limit, as a divisor. */
    private static final int QUARANTINE_SHARE = 8;

    /**
     * The content of a store's directory when it was opened.
     *
     * @param snapshots how many snapshots there are
     * @param quarantined damaged captures moved to the quarantine
     * @param leftInPlace damaged captures that the quarantine had no room for
     * @param leftovers deleted files of a process that was killed
     * @param foreign files and directories that are not the store's or could not be examined; they are left alone
     * @param warnings one sentence each
     */
    public record StartUp(
            long snapshots, long quarantined, long leftInPlace, long leftovers, long foreign, List<String> warnings) {
        public StartUp {
            warnings = List.copyOf(warnings);
        }

        /** Returns the warnings and, when captures are damaged, how many and where they are now; for the log. */
        public List<String> sentences() {
            List<String> sentences = new ArrayList<>(warnings);
            if (quarantined > 0) {
                sentences.add("damaged snapshots were moved to the quarantine of the store: " + quarantined);
            }
            if (leftInPlace > 0) {
                sentences.add("damaged snapshots stay where they are, as the quarantine has no room: " + leftInPlace);
            }
            return sentences;
        }
    }

    private final Disk disk;
    private final StoreLayout layout;
    private final Retention retention;
    private Disk.Lock lock;
    private final SnapshotFiles files;
    private final FactsIndex index;
    private final Quarantine quarantine;
    private final Catalog catalog;
    private final SnapshotArchive archive;
    private final Housekeeper housekeeper;
    private final Inspector inspector;
    private final SnapshotWriter writer;
    private final StartUp startUp;
    private final Counters<Reason> writeFailures = new Counters<>(Reason.ofWrites());
    private boolean closed;

    /**
     * Opens the store in a directory, which is created when absent, and takes its lock. Leftovers of a killed process
     * are deleted, damaged captures are moved to the quarantine, and everything else is left alone.
     *
     * @param check checks captures before they are stored, and in {@link #verify} those that have lost their facts
     * @throws StoreException when another process holds the store, or the directory cannot be used
     */
    public static SnapshotStore open(Path directory, Retention retention, Capture.Check check) throws StoreException {
        return open(new LocalDisk(), directory, retention, check);
    }

    static SnapshotStore open(Disk disk, Path directory, Retention retention, Capture.Check check)
            throws StoreException {
        try {
            StoreLayout layout = new StoreLayout(disk.root(directory));
            Disk.Lock lock = disk.lock(layout.lock()).orElseThrow(() -> locked(directory));
            return new SnapshotStore(disk, layout, retention, check, lock);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            String message = "cannot keep snapshots in " + directory + ": " + FileErrors.reason(e, directory);
            throw new StoreException(Reason.NOT_A_STORE, message, e);
        }
    }

    private static StoreException locked(Path directory) {
        String message = directory + " is in use by another juju-heap: stop that one, or use another directory here";
        return new StoreException(Reason.LOCKED, message);
    }

    private SnapshotStore(Disk disk, StoreLayout layout, Retention retention, Capture.Check check, Disk.Lock lock) {
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
            return Optional.of(
                    "cannot tell who may write to " + layout.root() + ": " + FileErrors.reason(e, layout.root()));
        }
    }

    /** Returns the content of the directory when it was opened. */
    public StartUp startUp() {
        return startUp;
    }

    /** Returns the reading side of this store. */
    public SnapshotArchive archive() {
        return archive;
    }

    /**
     * Stores a capture. When this returns, it is on disk.
     *
     * @param bytes the capture as the agent sent it
     * @param summary stored beside the capture; may be empty; when it is lost, the caller can compute it again
     * @throws StoreException when it is not stored; this does not affect the next capture
     */
    public synchronized Snapshot store(Capture capture, byte[] bytes, byte[] summary) throws StoreException {
        try {
            return attempt("store a snapshot of " + capture.agent(), () -> writer.write(capture, bytes, summary));
        } catch (StoreException e) {
            writeFailures.add(e.reason());
            throw e;
        }
    }

    /** Exempts a snapshot from retention; returns the changed snapshot, empty when it has been removed. */
    public synchronized Optional<Snapshot> pin(SnapshotId id) throws StoreException {
        return attempt("pin snapshot " + id, () -> writer.pin(id));
    }

    /** Ends the exemption from retention; returns the changed snapshot, empty when it has been removed. */
    public synchronized Optional<Snapshot> unpin(SnapshotId id) throws StoreException {
        return attempt("unpin snapshot " + id, () -> writer.unpin(id));
    }

    /** Replaces the summary of a snapshot; returns the snapshot, empty when it is gone. */
    public synchronized Optional<Snapshot> summarise(SnapshotId id, byte[] summary) throws StoreException {
        return attempt("store a summary of snapshot " + id, () -> writer.summarise(id, summary));
    }

    /**
     * Reads a capture and compares it with its facts. A damaged capture is moved to the quarantine. A capture that has
     * lost its facts is checked instead, and gets new facts when it is valid.
     *
     * @return whether the snapshot exists and is complete
     */
    public synchronized boolean verify(SnapshotId id) throws StoreException {
        return attempt("verify snapshot " + id, () -> {
            Optional<Snapshot> found = catalog.find(id);
            return found.isPresent() && inspector.inspect(found.get());
        });
    }

    /** Returns the figures for metrics. */
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

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T attempt(String what, Work<T> work) throws StoreException {
        if (closed) {
            throw new StoreException(Reason.CLOSED, "the snapshot store " + layout.root() + " is closed");
        }
        try {
            holdLock();
            return work.run();
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            String message = "cannot " + what + " in " + layout.root() + ": " + FileErrors.reason(e, layout.root());
            throw new StoreException(FileErrors.meansNoSpace(e) ? Reason.NO_SPACE : Reason.IO, message, e);
        }
    }

    /**
     * Takes a new lock when the lock file was removed, alone or with the whole directory. Another process may have
     * locked a new one, and then this process must not write. Snapshots that were removed with the directory are
     * dropped.
     */
    private void holdLock() throws IOException {
        if (lock.isInPlace()) {
            return;
        }
        lock.close();
        disk.root(layout.root());
        lock = disk.lock(layout.lock()).orElseThrow(() -> locked(layout.root()));
        for (Snapshot snapshot : catalog.all().toList()) {
            if (disk.find(layout.file(snapshot.id(), StoreLayout.Part.CAPTURE)).isEmpty()) {
                catalog.remove(snapshot.id());
            }
        }
    }

    /** Waits for a write in progress and releases the lock. Closing again does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            index.save(catalog.all());
            lock.close();
        }
    }
}
