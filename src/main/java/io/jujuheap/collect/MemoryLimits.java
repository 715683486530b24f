// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.io.KernelFile;
import io.jujuheap.leak.MemoryLimit;
import io.jujuheap.leak.MemoryLimit.Source;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The memory limits of processes of this machine: the limits of their control groups, of version 1 or 2 (systemd's {@code
 * MemoryMax=}, a container's limit), or else the memory of the machine. A few small files of the kernel are read each
 * time; a file that is missing or has an unexpected content limits nothing.
 */
final class MemoryLimits {

    /**
     * How far up the hierarchy is read, because a group limits the groups within it, too. Real groups are not nested
     * deeper.
     */
    private static final int MOST_LEVELS = 32;

    /** Version 1 writes "no limit" as the largest number of whole pages, which is more than an exabyte. */
    private static final long NO_LIMIT = 1L << 60;

    private final Path root;

    /** @param root the root directory, or another one in tests */
    MemoryLimits(Path root) {
        this.root = root;
    }

    static MemoryLimits ofThisMachine() {
        return new MemoryLimits(Path.of("/"));
    }

    /**
     * Returns the limit of a process: the lowest of its control groups, unless the machine has less; empty when neither is
     * known.
     *
     * @param pid the process, 0 when unknown
     */
    Optional<MemoryLimit> of(long pid) {
        Optional<MemoryLimit> machine = limit(machineBytes(), Source.MACHINE);
        Optional<MemoryLimit> groups = limit(groupBytes(pid), Source.CGROUP);
        boolean groupsCount = groups.isPresent()
                && (machine.isEmpty() || groups.get().bytes() < machine.get().bytes());
        return groupsCount ? groups : machine;
    }

    private static Optional<MemoryLimit> limit(OptionalLong bytes, Source source) {
        return bytes.isPresent() && bytes.getAsLong() > 0
                ? Optional.of(new MemoryLimit(bytes.getAsLong(), source))
                : Optional.empty();
    }

    private OptionalLong machineBytes() {
        return KernelFile.bytes(root.resolve("proc/meminfo"), "MemTotal");
    }

    private OptionalLong groupBytes(long pid) {
        if (pid <= 0) {
            return OptionalLong.empty();
        }
        return group(KernelFile.text(root.resolve("proc/" + pid + "/cgroup")))
                .map(Group::limitBytes)
                .orElse(OptionalLong.empty());
    }

    /**
     * Returns the control group that accounts for the memory of a process, from lines {@code hierarchy:controllers:path}:
     * that of version 1 where it has the controller, else that of version 2, whose hierarchy is 0.
     */
    private Optional<Group> group(String lines) {
        Path mount = root.resolve("sys/fs/cgroup");
        Optional<Group> first = Optional.empty();
        for (String[] line : lines.lines().map(line -> line.split(":", 3)).toList()) {
            if (line.length == 3 && Stream.of(line[1].split(",")).anyMatch("memory"::equals)) {
                return Group.of(mount.resolve("memory"), line[2], "memory.limit_in_bytes");
            }
            if (line.length == 3 && line[0].equals("0")) {
                first = Group.of(mount, line[2], "memory.max");
            }
        }
        return first;
    }

    /**
     * A control group.
     *
     * @param mount the directory on which its hierarchy is mounted
     * @param directory its own directory below
     * @param file the name of the file with a group's limit
     */
    private record Group(Path mount, Path directory, String file) {

        static Optional<Group> of(Path mount, String path, String file) {
            try {
                return Optional.of(new Group(
                        mount, mount.resolve(path.replaceFirst("^/+", "")).normalize(), file));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }

        /**
         * Returns the lowest limit of the group and of those around it; empty when its path leads out of the hierarchy, as
         * that of a process outside of this container does.
         */
        OptionalLong limitBytes() {
            return Stream.iterate(directory, group -> group.startsWith(mount), group -> group.resolve("..")
                            .normalize())
                    .limit(MOST_LEVELS)
                    .flatMapToLong(
                            group -> number(KernelFile.text(group.resolve(file)).strip()).stream())
                    .filter(bytes -> bytes < NO_LIMIT)
                    .min();
        }
    }

    /** Reads a number; empty for {@code max}, which means unlimited, and for any other text. */
    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
