// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.config;

import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;

/**
 * A value read from files, and read again when one of them has changed: certificates and passwords are renewed without
 * a restart. While the new content is invalid, the old value stays in use.
 */
public final class Reloading<T> implements Supplier<T> {
    private static final Logger LOG = Logger.getLogger(Reloading.class.getName());
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Path> files;
    private final Supplier<T> read;
    private volatile T value;
    private volatile boolean lastSuccessful = true;
    private volatile Instant lastSuccess = Instant.now();
    private List<FileTime> times;
    private volatile long lookedAt = System.nanoTime();

    /**
     * Reads the value for the first time.
     *
     * @param files the files it depends on
     * @param read reads them; throws {@link UsageException} when they are wrong, which this constructor passes on
     */
    public Reloading(List<Path> files, Supplier<T> read) {
        this.files = List.copyOf(files);
        this.read = read;
        this.times = times();
        this.value = read.get();
    }

    @Override
    public T get() {
        if (System.nanoTime() - lookedAt > LOOK_EVERY_NANOS) {
            look();
        }
        return value;
    }

    /** Returns whether the last attempt to read it succeeded. */
    public boolean isLastSuccessful() {
        return lastSuccessful;
    }

    /** Returns when it was last read without an error. */
    public Instant lastSuccess() {
        return lastSuccess;
    }

    private synchronized void look() {
        lookedAt = System.nanoTime();
        List<FileTime> now = times();
        if (now.equals(times)) {
            return;
        }
        times = now;
        try {
            value = read.get();
            lastSuccessful = true;
            lastSuccess = Instant.now();
            LOG.info(() -> "Read again after a change: " + files);
        } catch (UsageException e) {
            lastSuccessful = false;
            LOG.warning(() -> e.getMessage() + " The former content stays in force.");
        }
    }

    private List<FileTime> times() {
        return files.stream().map(Reloading::time).toList();
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
