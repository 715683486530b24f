// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.memory.MemoryFigures;
import io.jujuheap.memory.MetricsText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Figures from an agent's own metrics about its process. Profiles do not contain them. Without them it is unknown
 * whether two profiles are of the same process, or of the same garbage collection.
 *
 * @param started when the process started
 * @param gcCount the number of completed garbage collections: the epoch of a profile
 * @param residentBytes resident memory of the process
 * @param goroutines the number of goroutines
 * @param memory the figures from which its parts are computed
 */
public record Vitals(
        Optional<Instant> started,
        OptionalLong gcCount,
        OptionalLong residentBytes,
        OptionalLong goroutines,
        Optional<MemoryFigures> memory) {

    /** The vitals of an agent whose metrics are not available. */
    public static final Vitals UNKNOWN = new Vitals(
            Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    /**
     * Reads the page of an agent's metrics; a figure that it lacks is unknown.
     *
     * @param status the text of the process's {@code /proc/PID/status}, empty when it cannot be read
     */
    static Vitals of(MetricsText metrics, String status) {
        return new Vitals(
                instant(metrics.value("process_start_time_seconds")),
                metrics.whole("go_gc_duration_seconds_count"),
                metrics.whole("process_resident_memory_bytes"),
                metrics.whole("go_goroutines"),
                MemoryFigures.of(metrics, status));
    }

    private static Optional<Instant> instant(OptionalDouble seconds) {
        return seconds.isPresent() && seconds.getAsDouble() > 0 && seconds.getAsDouble() < 1e11
                ? Optional.of(Instant.EPOCH.plus(Duration.ofMillis(Math.round(seconds.getAsDouble() * 1e3))))
                : Optional.empty();
    }
}
