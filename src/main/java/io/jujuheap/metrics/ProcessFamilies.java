// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The footprint of the sidecar itself, under the names of every Prometheus client, and the machine's memory beside it; read
 * from the kernel at each scrape.
 */
final class ProcessFamilies {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");

    private ProcessFamilies() {}

    static Stream<MetricSnapshot> now() {
        List<MetricSnapshot> all = new ArrayList<>();
        ProcessHandle.Info self = ProcessHandle.current().info();
        self.totalCpuDuration().ifPresent(cpu -> all.add(cpu(cpu)));
        self.startInstant().ifPresent(start -> all.add(start(start)));
        kilobytes(STATUS, RESIDENT)
                .ifPresent(kb -> all.add(
                        Families.gauge("process_resident_memory_bytes", "Resident memory of the sidecar.", kb * 1024)));
        kilobytes(MACHINE, TOTAL)
                .ifPresent(kb -> all.add(Families.gauge(
                        "juju_heap_machine_memory_bytes", "Memory of the machine, to relate heaps to.", kb * 1024)));
        openDescriptors()
                .ifPresent(count ->
                        all.add(Families.gauge("process_open_fds", "Open file descriptors of the sidecar.", count)));
        return all.stream();
    }

    /** A figure of one of the kernel's files; nothing where there is no such file. */
    private static OptionalLong kilobytes(Path file, Pattern line) {
        try {
            Matcher matcher = line.matcher(Files.readString(file));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static MetricSnapshot cpu(Duration cpu) {
        return CounterSnapshot.builder()
                .name("process_cpu_seconds")
                .help("Processor time of the sidecar, user and system.")
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value(cpu.toNanos() / 1e9)
                        .build())
                .build();
    }

    private static MetricSnapshot start(Instant start) {
        return Families.gauge(
                "process_start_time_seconds",
                "When the sidecar started, in seconds since the Unix epoch.",
                start.toEpochMilli() / 1e3);
    }

    private static OptionalLong openDescriptors() {
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return OptionalLong.of(all.count() - 1); // The one that lists them.
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
