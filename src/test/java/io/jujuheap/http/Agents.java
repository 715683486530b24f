// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.testkit.Recorded;
import io.jujuheap.testkit.Script;

/** What a well-behaved agent answers, from a recorded heap. */
public final class Agents {
    static final Recorded HEAP = Recorded.heaps().get(0);

    private static final String METRICS =
            """
            # HELP go_gc_duration_seconds A summary of the pause duration of garbage collection cycles.
            # TYPE go_gc_duration_seconds summary
            go_gc_duration_seconds_sum 0.001
            go_gc_duration_seconds_count 7
            process_resident_memory_bytes 5.2e+07
            process_start_time_seconds %d
            """;

    private Agents() {}

    /** Answers each of the few questions rightly. */
    static Script good() {
        return good(HEAP, 1_790_000_000);
    }

    /** Answers each of the few questions rightly, with this heap, as a process that started then. */
    static Script good(Recorded heap, long startedAtSeconds) {
        byte[] metrics = METRICS.formatted(startedAtSeconds).getBytes(UTF_8);
        return exchange -> {
            String line = exchange.requestLine();
            if (line.startsWith("GET /metrics")) {
                exchange.send(Script.okBytes(metrics));
            } else {
                exchange.send(Script.okBytes(line.contains("debug=1") ? heap.text() : heap.protobuf()));
            }
        };
    }
}
