// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.io.KernelFile;
import io.jujuheap.testkit.Recorded;
import io.jujuheap.testkit.Script;
import java.nio.file.Path;

/** What a well-behaved agent answers, from a recorded heap. */
public final class Agents {
    static final Recorded HEAP = Recorded.heaps().get(0);
    static final Recorded GOROUTINES = Recorded.goroutines().get(0);

    private static final String METRICS =
            """
            # HELP go_gc_duration_seconds A summary of the pause duration of garbage collection cycles.
            # TYPE go_gc_duration_seconds summary
            go_gc_duration_seconds_sum 0.001
            go_gc_duration_seconds_count 7
            go_goroutines 12
            go_memstats_heap_alloc_bytes 2.4e+07
            go_memstats_heap_idle_bytes 1.2e+07
            go_memstats_heap_inuse_bytes 2.6e+07
            go_memstats_heap_released_bytes 4e+06
            go_memstats_next_gc_bytes 4.1e+07
            go_memstats_stack_inuse_bytes 1e+06
            go_memstats_sys_bytes 4.5e+07
            process_resident_memory_bytes %d
            process_start_time_seconds %d
            """;

    private Agents() {}

    /** The process of the tests is the agent's, too: the kernel says the same of it. */
    private static long resident() {
        return KernelFile.bytes(Path.of("/proc/self/status"), "VmRSS").orElseThrow();
    }

    /** Answers each of the few questions rightly. */
    static Script good() {
        return good(HEAP, 1_790_000_000);
    }

    /** Answers each of the few questions rightly, with this heap, as a process that started then. */
    static Script good(Recorded heap, long startedAtSeconds) {
        return exchange -> {
            String line = exchange.requestLine();
            if (line.startsWith("GET /metrics")) {
                exchange.send(Script.okBytes(
                        METRICS.formatted(resident(), startedAtSeconds).getBytes(UTF_8)));
            } else if (line.startsWith("GET /debug/pprof/ ")) {
                exchange.send(Script.okBytes("<a href=\"heap?debug=1\">heap</a>".getBytes(UTF_8)));
            } else {
                Recorded asked = line.contains("/goroutine") ? GOROUTINES : heap;
                exchange.send(Script.okBytes(line.contains("debug=1") ? asked.text() : asked.protobuf()));
            }
        };
    }
}
