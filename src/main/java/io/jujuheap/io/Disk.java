// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Every operation the store does on files, so that tests can make each of them fail. None follows a symbolic link. */
public interface Disk {
    /** A new file being written. */
    interface Output extends WritableByteChannel {
        /** Returns when what was written is on the medium. */
        void force() throws IOException;
    }

    /** What stands in a directory under a name. {@code size} is in bytes. */
    record Entry(Kind kind, long size) {
        public boolean isFile() {
            return kind == Kind.FILE;
        }

        public boolean isDirectory() {
            return kind == Kind.DIRECTORY;
        }
    }

    enum Kind {
        FILE,
        DIRECTORY,
        OTHER
    }

    /** The real path of a store's directory, which is created for good with its parents when absent. */
    Path root(Path directory) throws IOException;

    /** Who besides this process could change what is in a directory, in one sentence; empty when nobody. */
    Optional<String> exposure(Path directory) throws IOException;

    /** Creates a file that only its owner may read; fails when the name is taken. */
    Output create(Path file) throws IOException;

    /** The bytes of a file; anything else under that name counts as no such file. */
    InputStream open(Path file) throws IOException;

    /** Renames within one directory or not at all, replacing a file of the new name. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory; nothing happens when there is none. */
    void delete(Path path) throws IOException;

    /** Creates a directory that only its owner may enter; fails when the name is taken. */
    void createDirectory(Path directory) throws IOException;

    /** Returns when the names in the directory are on the medium. */
    void sync(Path directory) throws IOException;

    /** Hands over every name in a directory, one by one: there may be a million. */
    void names(Path directory, Consumer<String> visitor) throws IOException;

    /** What stands at the path, empty when nothing does. */
    Optional<Entry> find(Path path) throws IOException;

    /** Bytes that can still be written to the file system of the path; the most there can be when it does not say. */
    long usableBytes(Path path) throws IOException;

    /** Holds the lock file for this process until closed; empty when somebody holds it. */
    Optional<Closeable> lock(Path file) throws IOException;

    /** The first {@code limit} bytes of a file at most. */
    default byte[] read(Path file, long limit) throws IOException {
        try (InputStream in = open(file)) {
            return in.readNBytes((int) Math.min(limit, Integer.MAX_VALUE - 8));
        }
    }
}
