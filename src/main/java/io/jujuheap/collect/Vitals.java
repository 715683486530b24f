// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Figures from an agent's own metrics about its process. A profile has none of them, and without them two profiles cannot
 * be told to be of the same process, or of the same garbage collection.
 *
 * @param started when the process started
 * @param gcCount how many garbage collections have completed: the epoch that a profile shows
 * @param residentBytes resident memory of the process
 */
public record Vitals(Optional<Instant> started, OptionalLong gcCount, OptionalLong residentBytes) {

    /** The vitals of an agent whose metrics cannot be had. */
    public static final Vitals UNKNOWN = new Vitals(Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Reads three lines of a Prometheus text and skips the others; a line that is missing leaves its figure unknown. */
    static Vitals parse(byte[] metrics) {
        String text = new String(metrics, StandardCharsets.UTF_8);
        return new Vitals(
                instant(value(text, "process_start_time_seconds")),
                whole(value(text, "go_gc_duration_seconds_count")),
                whole(value(text, "process_resident_memory_bytes")));
    }

    private static OptionalDouble value(String text, String name) {
        String start = "\n" + name + " ";
        int at = text.indexOf(start);
        if (at < 0) {
            return OptionalDouble.empty();
        }
        int from = at + start.length();
        int end = text.indexOf('\n', from);
        try {
            return OptionalDouble.of(Double.parseDouble(text.substring(from, end < 0 ? text.length() : end)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalLong whole(OptionalDouble value) {
        return value.isPresent() && value.getAsDouble() >= 0
                ? OptionalLong.of((long) value.getAsDouble())
                : OptionalLong.empty();
    }

    private static Optional<Instant> instant(OptionalDouble seconds) {
        return seconds.isPresent() && seconds.getAsDouble() > 0 && seconds.getAsDouble() < 1e11
                ? Optional.of(Instant.EPOCH.plus(Duration.ofMillis(Math.round(seconds.getAsDouble() * 1e3))))
                : Optional.empty();
    }
}
