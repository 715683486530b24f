// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The machine's own file system. */
public final class LocalDisk implements Disk {
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final Path OWN_PROCESS = Path.of("/proc/self");

    /** The most bytes of one write: Java copies them into a buffer outside the heap, which the thread keeps. */
    private static final int PIECE = 1 << 16;

    private final Set<PosixFilePermission> fileMode;

    /** Creates a disk on which only the owner may read new files. */
    public LocalDisk() {
        this(OWNER_FILE);
    }

    /** @param fileMode the permissions of new files, whatever the umask */
    public LocalDisk(Set<PosixFilePermission> fileMode) {
        this.fileMode = Set.copyOf(fileMode);
    }

    @Override
    public Path root(Path directory) throws IOException {
        createForGood(directory.toAbsolutePath().normalize());
        return directory.toRealPath();
    }

    private void createForGood(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.resolve("..").normalize();
            createForGood(parent);
            createDirectory(directory);
            sync(parent);
        }
    }

    @Override
    public Optional<String> exposure(Path directory) throws IOException {
        int mode = (int) Files.getAttribute(directory, "unix:mode");
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            return Optional.of(directory + " can be written by other users: run chmod 0700 on it");
        }
        Object owner = Files.getAttribute(directory, "unix:uid");
        return owner.equals(Files.getAttribute(OWN_PROCESS, "unix:uid"))
                ? Optional.empty()
                : Optional.of(directory + " belongs to another user (uid " + owner + "): run chown on it");
    }

    @Override
    public Output create(Path file) throws IOException {
        Set<OpenOption> options = Set.of(CREATE_NEW, WRITE);
        FileChannel channel = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(fileMode));
        if (!fileMode.equals(OWNER_FILE)) {
            Files.setPosixFilePermissions(file, fileMode); // the umask may have removed some
        }
        return new ChannelOutput(channel);
    }

    @Override
    public InputStream open(Path file) throws IOException {
        if (!find(file).map(Entry::isFile).orElse(false)) {
            throw new NoSuchFileException(file.toString()); // Opening a pipe would block.
        }
        return Files.newInputStream(file, READ, NOFOLLOW_LINKS);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, OWNER_DIRECTORY);
    }

    @Override
    public void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    @Override
    public void names(Path directory, Consumer<String> visitor) throws IOException {
        if (!find(directory).map(Entry::isDirectory).orElse(false)) {
            throw new NotDirectoryException(directory.toString());
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                visitor.accept(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            return Optional.of(new Entry(kind(found), found.size()));
        } catch (FileSystemException e) {
            // A path through a file has no entry either, but JDKs before 25 report another error.
            if (e instanceof NoSuchFileException || FileErrors.meansNotDirectory(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Kind kind(BasicFileAttributes found) {
        if (found.isRegularFile()) {
            return Kind.FILE;
        }
        return found.isDirectory() ? Kind.DIRECTORY : Kind.OTHER;
    }

    @Override
    public long usableBytes(Path path) {
        // Not Files.getFileStore: it looks the path up in /proc/mounts, which fails in some containers.
        File file = path.toFile();
        return file.getTotalSpace() == 0 ? Long.MAX_VALUE : file.getUsableSpace();
    }

    @Override
    public Optional<Lock> lock(Path file) throws IOException {
        return LockFile.tryAcquire(file);
    }

    private record ChannelOutput(FileChannel channel) implements Output {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int end = bytes.limit();
            bytes.limit(bytes.position() + Math.min(PIECE, bytes.remaining()));
            try {
                return channel.write(bytes);
            } finally {
                bytes.limit(end);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
