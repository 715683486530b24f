// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The figures of one moment about the memory of a Go process, except for its live heap.
 *
 * @param go the statistics of Go's runtime
 * @param process the kernel's figures, if available
 * @param resident resident memory as the process itself reports it
 */
public record MemoryFigures(GoMemory go, Optional<ProcessMemory> process, OptionalLong resident) {
    /** Figures of resident memory that differ by less than this belong to one process at nearly the same moment. */
    private static final long SAME_MOMENT_BYTES = 4 << 20;

    /**
     * Returns the figures of an agent; empty when its metrics lack one of Go's collector.
     *
     * @param metrics the page that the collectors of client_golang write
     * @param status the text of the process's {@code /proc/PID/status}, empty when it cannot be read. It is ignored
     *     when its resident memory differs from that of the metrics: then it belongs to another moment, or to another
     *     process, such as a proxy for the agent's socket.
     */
    public static Optional<MemoryFigures> of(MetricsText metrics, String status) {
        OptionalLong resident = metrics.whole("process_resident_memory_bytes");
        Optional<ProcessMemory> process =
                ProcessMemory.parse(status).filter(kernels -> isSame(kernels.resident(), resident));
        return GoMemory.ofMetrics(metrics).map(go -> new MemoryFigures(go, process, resident));
    }

    private static boolean isSame(long kernels, OptionalLong ofMetrics) {
        long other = ofMetrics.orElse(kernels);
        return Math.abs(kernels - other) <= Math.max(SAME_MOMENT_BYTES, other / 10);
    }

    /** Returns the parts of resident memory that follow from these figures. */
    public ResidentMemory parts(Optional<LiveHeap> live) {
        if (process.isPresent()) {
            return ResidentMemory.of(go, live, process.get());
        }
        return resident.isPresent() ? ResidentMemory.of(go, live, resident.getAsLong()) : ResidentMemory.of(go, live);
    }
}
