// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.jujuheap.io.KernelFile;
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
import java.util.stream.Stream;

/**
 * The footprint of the sidecar itself, under the names of every Prometheus client, and the machine's memory; read from the
 * kernel at each scrape.
 */
final class ProcessFamilies {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path MACHINE = Path.of("/proc/meminfo");

    private ProcessFamilies() {}

    static Stream<MetricSnapshot> now() {
        List<MetricSnapshot> all = new ArrayList<>();
        ProcessHandle.Info self = ProcessHandle.current().info();
        self.totalCpuDuration().ifPresent(cpu -> all.add(cpu(cpu)));
        self.startInstant().ifPresent(start -> all.add(start(start)));
        KernelFile.bytes(STATUS, "VmRSS")
                .ifPresent(bytes -> all.add(
                        Families.gauge("process_resident_memory_bytes", "Resident memory of the sidecar.", bytes)));
        KernelFile.bytes(MACHINE, "MemTotal")
                .ifPresent(bytes -> all.add(Families.gauge(
                        "juju_heap_machine_memory_bytes", "Memory of the machine, to relate heaps to.", bytes)));
        openDescriptors()
                .ifPresent(count ->
                        all.add(Families.gauge("process_open_fds", "Open file descriptors of the sidecar.", count)));
        return all.stream();
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
            return OptionalLong.of(all.count() - 1); // without the one that lists them
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
