// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** The wait before the next request to an agent: the interval, doubled with each failure in a row. */
final class Backoff {
    /** The longest wait, so that the return of an agent is noticed. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Waits vary randomly by up to this share, so that many sidecars do not all ask at the same time after an outage. */
    private static final double JITTER = 0.1;

    private final Duration interval;
    private final DoubleSupplier random;

    /** @param random numbers from 0 to 1 */
    Backoff(Duration interval, DoubleSupplier random) {
        this.interval = interval;
        this.random = random;
    }

    /**
     * Returns how long to wait.
     *
     * @param failures how many requests in a row have failed
     */
    Duration delay(int failures) {
        if (failures == 0) {
            return interval;
        }
        long doubled = interval.toMillis() << Math.min(failures - 1, 10);
        long capped = Math.min(doubled, Math.max(interval.toMillis(), LONGEST.toMillis()));
        return Duration.ofMillis(Math.round(capped * (1 + JITTER * (2 * random.getAsDouble() - 1))));
    }
}
