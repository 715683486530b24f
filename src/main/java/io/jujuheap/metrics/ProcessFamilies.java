// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.jujuheap.io.KernelFile;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The footprint of the sidecar itself, under the names of every Prometheus client, and the machine's memory; read from the
 * kernel at each scrape.
 */
final class ProcessFamilies {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final File DESCRIPTORS = new File("/proc/self/fd");
    private static final Path MACHINE = Path.of("/proc/meminfo");

    /** Linux counts processor time to user space in hundredths of a second. */
    private static final double TICKS_PER_SECOND = 100;

    /** The indexes of {@code utime} and {@code stime} in {@link #STAT} after the program's name, see proc(5). */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    private static final Optional<Instant> START =
            ProcessHandle.current().info().startInstant();

    private ProcessFamilies() {}

    static Stream<MetricSnapshot> now() {
        List<MetricSnapshot> all = new ArrayList<>();
        String stat = KernelFile.text(STAT);
        if (!stat.isEmpty()) {
            all.add(cpu(stat));
        }
        START.ifPresent(start -> all.add(Families.gauge(
                "process_start_time_seconds",
                "When the sidecar started, in seconds since the Unix epoch.",
                start.toEpochMilli() / 1e3)));
        KernelFile.bytes(STATUS, "VmRSS")
                .ifPresent(bytes -> all.add(
                        Families.gauge("process_resident_memory_bytes", "Resident memory of the sidecar.", bytes)));
        KernelFile.bytes(MACHINE, "MemTotal")
                .ifPresent(bytes -> all.add(Families.gauge(
                        "juju_heap_machine_memory_bytes", "Memory of the machine, to relate heaps to.", bytes)));
        String[] descriptors = DESCRIPTORS.list();
        if (descriptors != null) {
            all.add(Families.gauge(
                    "process_open_fds",
                    "Open file descriptors of the sidecar.",
                    descriptors.length - 1L)); // without the one that lists them
        }
        return all.stream();
    }

    private static MetricSnapshot cpu(String stat) {
        // The program's name, in brackets, may contain any characters.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SYSTEM_TICKS + 2);
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        return Families.counter(
                "process_cpu_seconds",
                "Processor time of the sidecar, user and system.",
                Stream.of(Families.point(Labels.EMPTY, ticks / TICKS_PER_SECOND)));
    }
}
