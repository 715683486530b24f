// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A disk that can lose power. Like a journalling file system it keeps the changes of a directory in order, and at a
 * power cut keeps any number of the first ones since the last sync. The content of a file that was not forced may be
 * anything from nothing to all. It can also be full.
 */
final class MemoryDisk implements Disk {
    /** A file or a directory: {@code names} is null for files. */
    private static final class Node {
        byte[] live = {};
        byte[] durable = {};
        final boolean isDirectory;
        Map<String, Node> names = new TreeMap<>();
        Map<String, Node> durableNames = new TreeMap<>();
        final List<Consumer<Map<String, Node>>> changes = new ArrayList<>();

        Node(boolean isDirectory) {
            this.isDirectory = isDirectory;
        }

        void change(Consumer<Map<String, Node>> change) {
            change.accept(names);
            changes.add(change);
        }

        void sync(int changesKept) {
            changes.subList(0, changesKept).forEach(change -> change.accept(durableNames));
            changes.clear();
        }
    }

    private static final Path TOP = Path.of("/");

    private final Node top = new Node(true);
    private final Set<Path> locks = new HashSet<>();
    private long capacity = Long.MAX_VALUE;

    /** From now on the files may take so many bytes. */
    void setCapacity(long bytes) {
        capacity = bytes;
    }

    long usedBytes() {
        return used(top);
    }

    private static long used(Node node) {
        return node.live.length
                + node.names.values().stream().mapToLong(MemoryDisk::used).sum();
    }

    /** Ends all processes: their locks are gone, their files are as they left them. */
    void killProcesses() {
        locks.clear();
    }

    /** Takes the power away and gives it back. */
    void cutPower(Random chance) {
        killProcesses();
        cutPower(top, chance);
    }

    private static void cutPower(Node node, Random chance) {
        if (!node.isDirectory) {
            boolean forced = Arrays.equals(node.live, node.durable);
            node.live = forced ? node.live : Arrays.copyOf(node.live, chance.nextInt(node.live.length + 1));
            node.durable = node.live;
            return;
        }
        node.sync(chance.nextInt(node.changes.size() + 1));
        node.names = new TreeMap<>(node.durableNames);
        node.names.values().forEach(child -> cutPower(child, chance));
    }

    /** Every file, by path. */
    Map<Path, byte[]> files() {
        Map<Path, byte[]> files = new HashMap<>();
        collect(TOP, top, files);
        return files;
    }

    private static void collect(Path path, Node node, Map<Path, byte[]> files) {
        if (!node.isDirectory) {
            files.put(path, node.live);
        }
        node.names.forEach((name, child) -> collect(path.resolve(name), child, files));
    }

    @Override
    public Path root(Path directory) throws IOException {
        Path path = TOP;
        for (Path name : directory) {
            path = path.resolve(name);
            if (find(path).isEmpty()) {
                createDirectory(path);
                sync(parent(path));
            }
        }
        return directory;
    }

    @Override
    public Optional<String> exposure(Path directory) {
        return Optional.empty();
    }

    @Override
    public Output create(Path file) throws IOException {
        Node node = new Node(false);
        add(file, node);
        return new MemoryOutput(node);
    }

    private void add(Path path, Node node) throws IOException {
        Node parent = directory(parent(path));
        if (parent.names.containsKey(name(path))) {
            throw new FileAlreadyExistsException(path.toString());
        }
        parent.change(names -> names.put(name(path), node));
    }

    @Override
    public InputStream open(Path file) throws IOException {
        Node node = existing(file);
        if (node.isDirectory) {
            throw new NoSuchFileException(file.toString());
        }
        return new ByteArrayInputStream(node.live);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (!parent(from).equals(parent(to)) && !to.toString().contains("quarantine")) {
            throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "another directory");
        }
        Node node = existing(from);
        Node source = directory(parent(from));
        Node target = directory(parent(to));
        if (source == target) {
            source.change(names -> {
                names.remove(name(from));
                names.put(name(to), node);
            });
        } else {
            target.change(names -> names.put(name(to), node));
            source.change(names -> names.remove(name(from)));
            target.sync(target.changes.size());
            source.sync(source.changes.size());
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        Node parent = directory(parent(path));
        Node node = parent.names.get(name(path));
        if (node != null && !node.names.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        parent.change(names -> names.remove(name(path)));
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        add(directory, new Node(true));
    }

    @Override
    public void sync(Path directory) throws IOException {
        Node node = directory(directory);
        node.sync(node.changes.size());
    }

    @Override
    public void names(Path directory, Consumer<String> visitor) throws IOException {
        List.copyOf(directory(directory).names.keySet()).forEach(visitor);
    }

    @Override
    public Optional<Entry> find(Path path) {
        return node(path).map(n -> new Entry(n.isDirectory ? Kind.DIRECTORY : Kind.FILE, n.live.length));
    }

    @Override
    public long usableBytes(Path path) {
        return Math.max(0, capacity - usedBytes());
    }

    @Override
    public Optional<Lock> lock(Path file) throws IOException {
        if (find(file).isEmpty()) {
            create(file).close();
        }
        return locks.add(file) ? Optional.of(() -> locks.remove(file)) : Optional.empty();
    }

    private Optional<Node> node(Path path) {
        Optional<Node> node = Optional.of(top);
        for (Path name : path) {
            node = node.flatMap(n -> Optional.ofNullable(n.names.get(name.toString())));
        }
        return node;
    }

    private Node existing(Path path) throws NoSuchFileException {
        return node(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    }

    private Node directory(Path path) throws IOException {
        Node node = existing(path);
        if (!node.isDirectory) {
            throw new NotDirectoryException(path.toString());
        }
        return node;
    }

    private static Path parent(Path path) {
        return path.resolve("..").normalize();
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private final class MemoryOutput implements Output {
        private final Node node;
        private boolean open = true;

        MemoryOutput(Node node) {
            this.node = node;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (!open) {
                throw new ClosedChannelException();
            }
            int room = (int) Math.min(bytes.remaining(), capacity - usedBytes());
            if (room <= 0 && bytes.hasRemaining()) {
                throw new IOException("No space left on device");
            }
            int start = node.live.length;
            node.live = Arrays.copyOf(node.live, start + room);
            bytes.get(node.live, start, room);
            return room;
        }

        @Override
        public void force() {
            node.durable = node.live;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
