// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Creates directories durably: their entries are flushed to disk, so that a power failure cannot lose their contents. */
final class DurableDirectories {
    private final Disk disk;

    /** An earlier process may have created a directory and ended before the entry was on disk. */
    private final Set<Path> synced = new HashSet<>();

    DurableDirectories(Disk disk) {
        this.disk = disk;
    }

    /** Makes sure that {@code directory} and all directories between it and {@code root} exist durably. */
    void ensure(Path root, Path directory) throws IOException {
        if (directory.equals(root)
                || (synced.contains(directory) && disk.find(directory).isPresent())) {
            return;
        }
        Path parent = directory.resolve("..").normalize();
        ensure(root, parent);
        createIfAbsent(disk, directory);
        disk.sync(parent);
        synced.add(directory);
    }

    static void createIfAbsent(Disk disk, Path directory) throws IOException {
        Optional<Disk.Entry> found = disk.find(directory);
        if (found.isEmpty()) {
            disk.createDirectory(directory);
        } else if (!found.get().isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
    }

    /** Deletes a directory if it is empty. */
    void deleteIfEmpty(Path directory) {
        try {
            disk.delete(directory);
            synced.remove(directory);
        } catch (IOException notEmpty) {
            // A directory that is not empty stays.
        }
    }
}
