// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where everything lies in a store's directory:
 *
 * <pre>
 * agents/machine-0/2026-11-22/20261122T160211Z-000.pb.gz    the capture, exactly as the agent sent it
 *                             20261122T160211Z-000.facts    what is known of it, see {@link Facts}
 *                             20261122T160211Z-000.summary  derived from it by the caller, can be lost
 *                             20261122T160211Z-000.pin      present: retention leaves it alone
 * quarantine/                                               captures found damaged
 * index                                                     copy of all facts, can be lost
 * lock                                                      held by the one process that writes
 * </pre>
 */
record Layout(Path root) {
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

    /** A file that belongs to a snapshot. */
    record PartName(SnapshotId id, Part part) {}

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.tmp");

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

    /** The snapshot that a file name in an agent's day directory belongs to; empty when the file is not ours. */
    static Optional<PartName> partName(String agent, String day, String fileName) {
        for (Part part : Part.values()) {
            if (fileName.endsWith(part.suffix)) {
                String name = fileName.substring(0, fileName.length() - part.suffix.length());
                return SnapshotId.of(agent, name)
                        .filter(id -> dayName(id).equals(day))
                        .map(id -> new PartName(id, part));
            }
        }
        return Optional.empty();
    }

    /** Where {@code target} is written before it gets its name: the same directory, because only there a move is atomic. */
    static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".tmp");
    }

    /** Whether a file in a day directory is a temporary file of ours. */
    static boolean isTemporary(String agent, String day, String fileName) {
        Matcher matcher = TEMPORARY.matcher(fileName);
        return matcher.matches() && partName(agent, day, matcher.group(1)).isPresent();
    }
}
