// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The footprint of the sidecar itself, under the names of every Prometheus client; read from the kernel at each scrape. */
final class ProcessFamilies {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private ProcessFamilies() {}

    static Stream<MetricSnapshot> now() {
        List<MetricSnapshot> all = new ArrayList<>();
        ProcessHandle.Info self = ProcessHandle.current().info();
        self.totalCpuDuration().ifPresent(cpu -> all.add(cpu(cpu)));
        self.startInstant().ifPresent(start -> all.add(start(start)));
        try {
            Matcher resident = RESIDENT.matcher(Files.readString(STATUS));
            if (resident.find()) {
                all.add(Families.gauge(
                        "process_resident_memory_bytes",
                        "Resident memory of the sidecar.",
                        Long.parseLong(resident.group(1)) * 1024));
            }
            all.add(Families.gauge("process_open_fds", "Open file descriptors of the sidecar.", openDescriptors()));
        } catch (IOException e) {
            // Without /proc there are no such figures; the others stand.
        }
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

    private static long openDescriptors() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path ignored : all) {
                count++;
            }
        }
        return count - 1; // The one that lists them.
    }
}
