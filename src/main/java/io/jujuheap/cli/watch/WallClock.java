// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notices that this machine has slept: Linux's monotonic clock stands still meanwhile, and the time of day does not. A time of
 * day that is set forward looks the same.
 */
final class WallClock {
    private static final Duration SHORTEST = Duration.ofSeconds(20);

    private final InstantSource timeOfDay;
    private final LongSupplier nanoTime;
    private Instant lastTime;
    private long lastNanos;

    /** A stretch of time without a chance to ask. */
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

    /** Returns the sleep since this was last asked, which has to be every second or so. */
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
