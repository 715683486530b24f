// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Detects that this machine was suspended: meanwhile Linux's monotonic clock stops, but the time of day does not.
 * Setting the time of day forward looks the same.
 */
final class WallClock {
    private static final Duration SHORTEST = Duration.ofSeconds(20);

    private final InstantSource timeOfDay;
    private final LongSupplier nanoTime;
    private Instant lastTime;
    private long lastNanos;

    /** A time in which the machine was suspended. */
    record Gap(Instant from, Instant to) {}

    WallClock(InstantSource timeOfDay, LongSupplier nanoTime) {
        this.timeOfDay = timeOfDay;
        this.nanoTime = nanoTime;
        lastTime = timeOfDay.instant();
        lastNanos = nanoTime.getAsLong();
    }

    Instant now() {
        return timeOfDay.instant();
    }

    /** Returns the suspension since the last call. Call this about every second. */
    Optional<Gap> slept() {
        Instant from = lastTime;
        Instant to = timeOfDay.instant();
        long nanos = nanoTime.getAsLong();
        Duration asleep = Duration.between(from, to).minusNanos(nanos - lastNanos);
        lastTime = to;
        lastNanos = nanos;
        return asleep.compareTo(SHORTEST) < 0 ? Optional.empty() : Optional.of(new Gap(from, to));
    }
}
