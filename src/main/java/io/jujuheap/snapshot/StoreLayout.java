// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.AtomicFile;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The layout of a store's directory:
 *
 * <pre>
 * agents/machine-0/2026-11-22/20261122T160211Z-000.pb.gz    the capture, exactly as the agent sent it
 *                             20261122T160211Z-000.facts    when and why it was taken, see {@link Facts}
 *                             20261122T160211Z-000.summary  computed from it by the caller, can be lost
 *                             20261122T160211Z-000.pin      if present, retention never deletes it
 * quarantine/                                               damaged captures
 * index                                                     a copy of all facts, can be lost
 * lock                                                      locked by the one process that writes
 * </pre>
 */
public record StoreLayout(Path root) {
    /** The kinds of file that belong to a snapshot. */
    enum Part {
        CAPTURE(".pb.gz"),
        FACTS(".facts"),
        SUMMARY(".summary"),
        PIN(".pin");

        private final String suffix;

        Part(String suffix) {
            this.suffix = suffix;
        }
    }

    /** The name of a file of a snapshot, or of a temporary file that was to become one. */
    record FileName(String text, SnapshotId id, Part part, boolean isTemporary) {}

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    Path agents() {
        return root.resolve("agents");
    }

    Path quarantine() {
        return root.resolve("quarantine");
    }

    Path index() {
        return root.resolve("index");
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path agent(String agent) {
        return agents().resolve(agent);
    }

    Path day(SnapshotId id) {
        return agent(id.agent()).resolve(dayName(id));
    }

    Path file(SnapshotId id, Part part) {
        return day(id).resolve(id.name() + part.suffix);
    }

    static boolean isDay(String name) {
        return DAY.matcher(name).matches();
    }

    private static String dayName(SnapshotId id) {
        return id.second().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Reads the name of a file in a day directory of an agent; empty when it is not a file of the store. */
    static Optional<FileName> fileName(String agent, String day, String text) {
        Optional<String> target = AtomicFile.targetOf(text);
        String name = target.orElse(text);
        for (Part part : Part.values()) {
            if (name.endsWith(part.suffix)) {
                return SnapshotId.of(agent, name.substring(0, name.length() - part.suffix.length()))
                        .filter(id -> dayName(id).equals(day))
                        .map(id -> new FileName(text, id, part, target.isPresent()));
            }
        }
        return Optional.empty();
    }
}
