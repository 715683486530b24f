// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The operations on files that a store needs, so that tests can make each of them fail. None follows a symbolic link. */
public interface Disk {
    /** A new file being written. */
    interface Output extends WritableByteChannel {
        /** Flushes the written bytes to disk. */
        void force() throws IOException;
    }

    /**
     * An entry of a directory.
     *
     * @param kind its kind
     * @param size its length in bytes
     */
    record Entry(Kind kind, long size) {
        public boolean isFile() {
            return kind == Kind.FILE;
        }

        public boolean isDirectory() {
            return kind == Kind.DIRECTORY;
        }
    }

    /** The kinds of entries; all but files and directories are other. */
    enum Kind {
        FILE,
        DIRECTORY,
        OTHER
    }

    /** Returns the real path of a store's directory. The directory and its parents are created durably when absent. */
    Path root(Path directory) throws IOException;

    /** Returns a sentence about other users who can change the content of a directory; empty when none can. */
    Optional<String> exposure(Path directory) throws IOException;

    /** Creates a file; fails when it exists. */
    Output create(Path file) throws IOException;

    /** Opens a file for reading; an entry of another kind counts as absent. */
    InputStream open(Path file) throws IOException;

    /** Renames a file within one directory in one step, replacing a file of the new name. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory; nothing happens when there is none. */
    void delete(Path path) throws IOException;

    /** Creates a directory that only its owner may enter; fails when it exists. */
    void createDirectory(Path directory) throws IOException;

    /** Flushes the names in the directory to disk. */
    void sync(Path directory) throws IOException;

    /** Passes on the names in a directory one by one, because there may be a million. */
    void names(Path directory, Consumer<String> visitor) throws IOException;

    /** Returns the entry at the path; empty when there is none. */
    Optional<Entry> find(Path path) throws IOException;

    /** Returns the bytes that can still be written to the file system of the path; the largest number when unknown. */
    long usableBytes(Path path) throws IOException;

    /** Locks a file for this process until the result is closed; empty when it is locked already. */
    Optional<Lock> lock(Path file) throws IOException;

    /** A lock on a file. */
    @FunctionalInterface
    interface Lock extends Closeable {
        /** Returns whether the locked file is still at its path. Otherwise another process can lock a new one there. */
        default boolean isInPlace() {
            return true;
        }
    }

    /** Reads a file, of a longer one the first {@code limit} bytes. */
    default byte[] read(Path file, long limit) throws IOException {
        try (InputStream in = open(file)) {
            return in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 8));
        }
    }
}
