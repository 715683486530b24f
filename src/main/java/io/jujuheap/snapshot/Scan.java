// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Disk;
import io.jujuheap.io.FileErrors;
import io.jujuheap.snapshot.StoreLayout.FileName;
import io.jujuheap.snapshot.StoreLayout.Part;
import io.jujuheap.snapshot.StoreStats.Defect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Scans a store's directory with any content and changes nothing. It reads names, lengths and facts, but no captures. */
final class Scan {
    /**
     * The content of a directory.
     *
     * @param snapshots captures of the right length
     * @param damaged captures that do not match their facts
     * @param leftovers temporary files and side files without a capture, from a process that was killed
     * @param foreign the number of names that are not the store's or cannot be examined
     * @param unreadable one sentence for each directory that could not be read
     */
    record Findings(
            List<Snapshot> snapshots,
            Map<SnapshotId, Defect> damaged,
            List<Path> leftovers,
            long foreign,
            List<String> unreadable) {}

    private final Disk disk;
    private final StoreLayout layout;
    private final Map<SnapshotId, Facts> index;

    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Map<SnapshotId, Defect> damaged = new LinkedHashMap<>();
    private final List<Path> leftovers = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private long foreign;

    private Scan(Disk disk, StoreLayout layout, Map<SnapshotId, Facts> index) {
        this.disk = disk;
        this.layout = layout;
        this.index = index;
    }

    static Findings of(Disk disk, StoreLayout layout) {
        Scan scan = new Scan(disk, layout, new FactsIndex(disk, layout).load());
        scan.agents();
        return new Findings(scan.snapshots, scan.damaged, scan.leftovers, scan.foreign, scan.unreadable);
    }

    private void agents() {
        for (String agent : namesIn(layout.agents(), named(SnapshotId::isAgent))) {
            for (String day : namesIn(layout.agent(agent), named(StoreLayout::isDay))) {
                day(agent, day);
            }
        }
    }

    private static Function<String, Optional<String>> named(Predicate<String> wanted) {
        return name -> Optional.of(name).filter(wanted);
    }

    private void day(String agent, String day) {
        Path directory = layout.agent(agent).resolve(day);
        Map<SnapshotId, Map<Part, Disk.Entry>> found = new TreeMap<>();
        for (FileName name : namesIn(directory, file -> StoreLayout.fileName(agent, day, file))) {
            Path file = directory.resolve(name.text());
            if (name.isTemporary()) {
                leftovers.add(file);
            } else {
                found.computeIfAbsent(name.id(), id -> new EnumMap<>(Part.class))
                        .put(name.part(), look(file));
            }
        }
        found.forEach(this::snapshot);
    }

    /** Examines a file. One that cannot be examined counts as foreign, so that it is left alone. */
    private Disk.Entry look(Path file) {
        Disk.Entry entry = find(file).orElse(new Disk.Entry(Disk.Kind.OTHER, 0));
        foreign += entry.isFile() ? 0 : 1;
        return entry;
    }

    private void snapshot(SnapshotId id, Map<Part, Disk.Entry> parts) {
        Disk.Entry capture = parts.get(Part.CAPTURE);
        if (capture == null) {
            parts.forEach((part, entry) -> {
                if (entry.isFile()) {
                    leftovers.add(layout.file(id, part));
                }
            });
        } else if (capture.isFile()) {
            judge(id, capture.size(), parts);
        }
    }

    private void judge(SnapshotId id, long size, Map<Part, Disk.Entry> parts) {
        long diskBytes = parts.values().stream()
                .mapToLong(part -> SnapshotFiles.onDisk(part.size()))
                .sum();
        boolean pinned = parts.containsKey(Part.PIN);
        Optional<Facts> facts = facts(id, size, parts.containsKey(Part.FACTS));
        if (size == 0) {
            damaged.put(id, Defect.EMPTY);
        } else if (facts.isEmpty()) {
            snapshots.add(new Snapshot(Facts.lost(id, size), diskBytes, pinned));
        } else if (!facts.get().id().equals(id)) {
            damaged.put(id, Defect.MISPLACED);
        } else if (facts.get().size() != size) {
            damaged.put(id, Defect.SIZE);
        } else {
            snapshots.add(new Snapshot(facts.get(), diskBytes, pinned));
        }
    }

    /** Returns the facts from the index if they match, otherwise from the file beside the capture. */
    private Optional<Facts> facts(SnapshotId id, long size, boolean hasFile) {
        Facts indexed = index.get(id);
        if (indexed != null && (indexed.size() == size || !hasFile)) {
            return Optional.of(indexed);
        }
        return hasFile ? readFacts(layout.file(id, Part.FACTS)) : Optional.empty();
    }

    private Optional<Facts> readFacts(Path file) {
        try {
            return Facts.read(disk, file);
        } catch (IOException e) {
            unreadable.add("cannot read " + file + ": " + FileErrors.reason(e, file));
            return Optional.empty();
        }
    }

    /** Returns all names with a meaning, or none: in an incomplete list, a side file could look like a leftover. */
    private <T> List<T> namesIn(Path directory, Function<String, Optional<T>> meaning) {
        List<T> names = new ArrayList<>();
        if (find(directory).isEmpty()) {
            return names;
        }
        try {
            disk.names(directory, name -> meaning.apply(name).ifPresentOrElse(names::add, () -> foreign++));
        } catch (IOException e) {
            unreadable.add("cannot read the directory " + directory + ": " + FileErrors.reason(e, directory));
            return List.of();
        }
        return names;
    }

    private Optional<Disk.Entry> find(Path path) {
        try {
            return disk.find(path);
        } catch (IOException e) {
            unreadable.add("cannot look at " + path + ": " + FileErrors.reason(e, path));
            return Optional.empty();
        }
    }
}
