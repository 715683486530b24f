// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.snapshot.Layout.Part;
import io.jujuheap.snapshot.Layout.PartName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Looks at a store's directory, whatever is in it, and changes nothing. It reads names, lengths and facts; captures
 * are read when they are used.
 */
final class Scan {
    /**
     * What a scan found.
     *
     * @param snapshots captures with a right length
     * @param damaged captures that are not what was stored
     * @param leftovers temporary files and side files without a capture, from a process that died
     * @param foreign names that are not the store's
     * @param unreadable one sentence for each directory that could not be read
     */
    record Findings(
            List<Snapshot> snapshots,
            Map<SnapshotId, Defect> damaged,
            List<Path> leftovers,
            long foreign,
            List<String> unreadable) {}

    private final Disk disk;
    private final Layout layout;
    private final Map<SnapshotId, Facts> index;

    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Map<SnapshotId, Defect> damaged = new LinkedHashMap<>();
    private final List<Path> leftovers = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private long foreign;

    private Scan(Disk disk, Layout layout, Map<SnapshotId, Facts> index) {
        this.disk = disk;
        this.layout = layout;
        this.index = index;
    }

    static Findings of(Disk disk, Layout layout) {
        Scan scan = new Scan(disk, layout, new FactsIndex(disk, layout).load());
        scan.agents();
        return new Findings(scan.snapshots, scan.damaged, scan.leftovers, scan.foreign, scan.unreadable);
    }

    private void agents() {
        for (String agent : namesIn(layout.agents(), SnapshotId::isAgent)) {
            for (String day : namesIn(layout.agent(agent), Layout::isDay)) {
                day(agent, day);
            }
        }
    }

    private void day(String agent, String day) {
        Path directory = layout.agent(agent).resolve(day);
        Map<SnapshotId, Map<Part, Long>> sizes = new TreeMap<>();
        for (String name : namesIn(directory, file -> isOurs(agent, day, file))) {
            Path file = directory.resolve(name);
            Optional<Disk.Entry> entry = find(file).filter(Disk.Entry::isFile);
            Optional<PartName> part = Layout.partName(agent, day, name);
            if (entry.isEmpty()) {
                foreign++;
            } else if (part.isEmpty()) {
                leftovers.add(file);
            } else {
                sizes.computeIfAbsent(part.get().id(), id -> new EnumMap<>(Part.class))
                        .put(part.get().part(), entry.get().size());
            }
        }
        sizes.forEach(this::snapshot);
    }

    private static boolean isOurs(String agent, String day, String file) {
        return Layout.partName(agent, day, file).isPresent() || Layout.isTemporary(agent, day, file);
    }

    private void snapshot(SnapshotId id, Map<Part, Long> sizes) {
        Long size = sizes.get(Part.CAPTURE);
        if (size == null) {
            sizes.keySet().forEach(part -> leftovers.add(layout.file(id, part)));
            return;
        }
        if (size == 0) {
            damaged.put(id, Defect.EMPTY);
            return;
        }
        long diskBytes =
                sizes.values().stream().mapToLong(SnapshotFiles::onDisk).sum();
        boolean pinned = sizes.containsKey(Part.PIN);
        Optional<Facts> facts = facts(id, size, sizes.containsKey(Part.FACTS));
        if (facts.isEmpty()) {
            snapshots.add(Snapshot.withoutFacts(id, size, diskBytes, pinned));
        } else if (!facts.get().id().equals(id)) {
            damaged.put(id, Defect.MISPLACED);
        } else if (facts.get().size() != size) {
            damaged.put(id, Defect.SIZE);
        } else {
            snapshots.add(Snapshot.of(facts.get(), diskBytes, pinned));
        }
    }

    /** The facts from the index when they fit, else from the file beside the capture. */
    private Optional<Facts> facts(SnapshotId id, long size, boolean hasFile) {
        Facts indexed = index.get(id);
        if (indexed != null && (indexed.size() == size || !hasFile)) {
            return Optional.of(indexed);
        }
        return hasFile ? readFacts(layout.file(id, Part.FACTS)) : Optional.empty();
    }

    private Optional<Facts> readFacts(Path file) {
        try {
            return Facts.parse(new String(disk.read(file, Facts.MAX_BYTES), UTF_8));
        } catch (IOException e) {
            unreadable.add("cannot read " + file + ": " + Sentences.reason(e));
            return Optional.empty();
        }
    }

    private List<String> namesIn(Path directory, Predicate<String> wanted) {
        List<String> names = new ArrayList<>();
        if (find(directory).isEmpty()) {
            return names;
        }
        try {
            disk.names(directory, name -> {
                if (wanted.test(name)) {
                    names.add(name);
                } else {
                    foreign++;
                }
            });
        } catch (IOException e) {
            unreadable.add("cannot read the directory " + directory + ": " + Sentences.reason(e));
        }
        return names;
    }

    private Optional<Disk.Entry> find(Path path) {
        try {
            return disk.find(path);
        } catch (IOException e) {
            unreadable.add("cannot look at " + path + ": " + Sentences.reason(e));
            return Optional.empty();
        }
    }
}
