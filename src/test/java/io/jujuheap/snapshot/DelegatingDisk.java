// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Another disk, for those that differ from it in one thing. */
abstract class DelegatingDisk implements Disk {
    private final Disk disk;

    DelegatingDisk(Disk disk) {
        this.disk = disk;
    }

    /** Says that there is room for everything. */
    static Disk boastful(Disk disk) {
        return new DelegatingDisk(disk) {
            @Override
            public long usableBytes(Path path) {
                return Long.MAX_VALUE;
            }
        };
    }

    /** Creates files and fails to write to them. */
    static Disk unwritable(Disk disk) {
        return new DelegatingDisk(disk) {
            @Override
            public Output create(Path file) throws IOException {
                return new UnwritableOutput(super.create(file));
            }
        };
    }

    private record UnwritableOutput(Output output) implements Output {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            throw new IOException("Input/output error");
        }

        @Override
        public void force() throws IOException {
            output.force();
        }

        @Override
        public boolean isOpen() {
            return output.isOpen();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }

    @Override
    public Path root(Path directory) throws IOException {
        return disk.root(directory);
    }

    @Override
    public Optional<String> exposure(Path directory) throws IOException {
        return disk.exposure(directory);
    }

    @Override
    public Output create(Path file) throws IOException {
        return disk.create(file);
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        disk.createDirectory(directory);
    }

    @Override
    public void sync(Path directory) throws IOException {
        disk.sync(directory);
    }

    @Override
    public void names(Path directory, Consumer<String> visitor) throws IOException {
        disk.names(directory, visitor);
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        return disk.find(path);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return disk.usableBytes(path);
    }

    @Override
    public Optional<Lock> lock(Path file) throws IOException {
        return disk.lock(file);
    }
}
