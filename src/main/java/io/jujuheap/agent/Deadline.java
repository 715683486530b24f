// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The moment at which a request must have ended. */
final class Deadline {
    private static final long ONE_MILLISECOND = 1_000_000;

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
     * Returns the time that the next step may take, in milliseconds, at least 1.
     *
     * @param longestStep no step may take longer than this
     * @throws SocketTimeoutException when the deadline has passed
     */
    int millisFor(Duration longestStep) throws SocketTimeoutException {
        if (hasPassed()) {
            throw exceeded();
        }
        return (int) atMost(longestStep).toMillis();
    }

    /** Returns {@code longestStep}, or the time that is left when that is less; at least a millisecond. */
    Duration atMost(Duration longestStep) {
        long step = Math.min(endNanos - System.nanoTime(), longestStep.toNanos());
        return Duration.ofNanos(Math.max(ONE_MILLISECOND, step));
    }

    boolean hasPassed() {
        return endNanos - System.nanoTime() <= 0;
    }

    /** Returns the exception for a passed deadline; its message continues a sentence that starts with the agent. */
    SocketTimeoutException exceeded() {
        return new SocketTimeoutException("was not done within " + seconds(allowed));
    }

    /** Returns a time as text, such as {@code 10 s} or {@code 1.5 s}. */
    static String seconds(Duration time) {
        String number =
                BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
        return number + " s";
    }
}
