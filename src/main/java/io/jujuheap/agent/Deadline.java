// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** The moment at which a request must have ended. */
final class Deadline {
    private final Duration allowed;
    private final long endNanos;

    private Deadline(Duration allowed, long endNanos) {
        this.allowed = allowed;
        this.endNanos = endNanos;
    }

    static Deadline in(Duration allowed) {
        return new Deadline(allowed, System.nanoTime() + allowed.toNanos());
    }

    /**
     * How long the next step may take, in milliseconds, at least 1.
     *
     * @param longestStep no step may take longer than this
     * @throws SocketTimeoutException when the deadline has passed
     */
    int millisFor(Duration longestStep) throws SocketTimeoutException {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
            throw exceeded();
        }
        long step = Math.min(left, longestStep.toNanos());
        return (int) Math.max(1, Duration.ofNanos(step).toMillis());
    }

    boolean hasPassed() {
        return endNanos - System.nanoTime() <= 0;
    }

    /** What to throw when it has passed: a predicate for a sentence that starts with the agent. */
    SocketTimeoutException exceeded() {
        return new SocketTimeoutException("was not done within " + seconds(allowed));
    }

    /** A time for a person, such as {@code 10 s} or {@code 1.5 s}. */
    static String seconds(Duration time) {
        String number = java.math.BigDecimal.valueOf(time.toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
        return number + " s";
    }
}
