// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A lock on a file, for one writer per store. The kernel releases it when the process ends in any way. */
final class LockFile implements Disk.Lock {
    /**
     * The lock files this process holds. POSIX releases a process's lock when it closes any descriptor of the file. So
     * a second attempt in the same process must be refused before it opens the file.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    /** The inode of the locked file, as the file system names it. */
    private final @Nullable Object key;

    private LockFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.key = key(file);
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS)
                .fileKey();
    }

    @Override
    public boolean isInPlace() {
        try {
            return channel.isOpen() && Objects.equals(key, key(file));
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes the lock; empty when this or another process holds it. */
    static Optional<Disk.Lock> tryAcquire(Path file) throws IOException {
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return Optional.empty();
            }
            FileChannel channel = openChannel(file);
            if (lock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            HELD.add(file);
            return Optional.of(new LockFile(file, channel));
        }
    }

    private static FileChannel openChannel(Path file) throws IOException {
        if (Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
            throw new IOException(file + " is in the way of the lock file: move it away");
        }
        return FileChannel.open(
                file,
                Set.of(CREATE, WRITE, NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            channel.close();
            HELD.remove(file);
        }
    }
}
