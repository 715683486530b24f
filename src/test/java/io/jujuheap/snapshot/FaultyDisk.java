// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Another disk, of which one operation goes wrong: the n-th, counted over all of them. */
final class FaultyDisk implements Disk {
    /** How the chosen operation goes wrong. */
    enum Fault {
        /** It is not done and says so. */
        FAILS,
        /** It and all after it are not done and say so: the disk is gone. */
        FAILS_FOR_GOOD,
        /** It is done, or half of it, and says that it is not. */
        FAILS_AFTERWARDS,
        /** A write takes half of the bytes and reports no error; everything else is done. */
        FALLS_SHORT,
        /** The process dies before it. */
        KILLS,
        /** The process dies after it; of a write, half is done. */
        KILLS_AFTERWARDS
    }

    /** The process is dead: no code of it, no clean-up either, has an effect on the disk any more. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private interface Operation<T> {
        T run() throws IOException;
    }

    private final Disk disk;
    private final Fault fault;
    private final long faultyOperation;
    private final String message;
    private final List<Closeable> held = new ArrayList<>();
    private long operations;
    private boolean dead;
    private boolean mended;

    FaultyDisk(Disk disk, Fault fault, long faultyOperation) {
        this(disk, fault, faultyOperation, "Input/output error");
    }

    FaultyDisk(Disk disk, Fault fault, long faultyOperation, String message) {
        this.disk = disk;
        this.fault = fault;
        this.faultyOperation = faultyOperation;
        this.message = message;
    }

    /** Whether the chosen operation was reached. */
    boolean hasStruck() {
        return operations >= faultyOperation;
    }

    private <T> T run(Operation<T> operation) throws IOException {
        if (!isFaulty()) {
            return operation.run();
        }
        return switch (fault) {
            case FAILS, FAILS_FOR_GOOD -> throw new IOException(message);
            case FAILS_AFTERWARDS -> {
                operation.run();
                throw new IOException(message);
            }
            case FALLS_SHORT -> operation.run();
            case KILLS -> throw die();
            case KILLS_AFTERWARDS -> {
                operation.run();
                throw die();
            }
        };
    }

    private boolean isFaulty() {
        if (dead) {
            throw new Killed();
        }
        if (mended) {
            return false;
        }
        operations++;
        return operations == faultyOperation || (fault == Fault.FAILS_FOR_GOOD && operations > faultyOperation);
    }

    private Killed die() {
        dead = true;
        return new Killed();
    }

    private void act(Action action) throws IOException {
        run(() -> {
            action.run();
            return true;
        });
    }

    private interface Action {
        void run() throws IOException;
    }

    @Override
    public Path root(Path directory) throws IOException {
        return run(() -> disk.root(directory));
    }

    @Override
    public Optional<String> exposure(Path directory) throws IOException {
        return run(() -> disk.exposure(directory));
    }

    @Override
    public Output create(Path file) throws IOException {
        return new FaultyOutput(run(() -> disk.create(file)));
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return run(() -> disk.open(file));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        act(() -> disk.move(from, to));
    }

    @Override
    public void delete(Path path) throws IOException {
        act(() -> disk.delete(path));
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        act(() -> disk.createDirectory(directory));
    }

    @Override
    public void sync(Path directory) throws IOException {
        act(() -> disk.sync(directory));
    }

    @Override
    public void names(Path directory, Consumer<String> visitor) throws IOException {
        List<String> names = new ArrayList<>();
        disk.names(directory, names::add);
        if (isFaulty() && fault != Fault.FALLS_SHORT) {
            names.subList(0, names.size() / 2).forEach(visitor);
            if (fault == Fault.KILLS || fault == Fault.KILLS_AFTERWARDS) {
                throw die();
            }
            throw new IOException(message);
        }
        names.forEach(visitor);
    }

    @Override
    public Optional<Entry> find(Path path) throws IOException {
        return run(() -> disk.find(path));
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return run(() -> disk.usableBytes(path));
    }

    @Override
    public Optional<Lock> lock(Path file) throws IOException {
        try {
            return run(() -> {
                Optional<Lock> lock = disk.lock(file);
                lock.ifPresent(held::add);
                return lock;
            });
        } catch (IOException e) {
            bury();
            throw e;
        }
    }

    /** From now on nothing goes wrong. */
    void mend() {
        mended = true;
    }

    /** Does what the kernel does for a dead process: gives its locks back. */
    void bury() throws IOException {
        for (Closeable lock : held) {
            lock.close();
        }
    }

    private final class FaultyOutput implements Output {
        private final Output output;

        FaultyOutput(Output output) {
            this.output = output;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (!isFaulty()) {
                return output.write(bytes);
            }
            return switch (fault) {
                case FAILS, FAILS_FOR_GOOD -> throw new IOException(message);
                case FAILS_AFTERWARDS -> {
                    writeHalf(bytes);
                    throw new IOException(message);
                }
                case FALLS_SHORT -> writeHalf(bytes);
                case KILLS -> throw die();
                case KILLS_AFTERWARDS -> {
                    writeHalf(bytes);
                    throw die();
                }
            };
        }

        private int writeHalf(ByteBuffer bytes) throws IOException {
            ByteBuffer half = bytes.slice(bytes.position(), (bytes.remaining() + 1) / 2);
            int written = output.write(half);
            bytes.position(bytes.position() + written);
            return written;
        }

        @Override
        public void force() throws IOException {
            act(output::force);
        }

        @Override
        public boolean isOpen() {
            return output.isOpen();
        }

        @Override
        public void close() throws IOException {
            output.close();
            if (!dead) {
                act(() -> {});
            }
        }
    }
}
