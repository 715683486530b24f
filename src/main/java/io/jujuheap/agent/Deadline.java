// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The time by which a request must be complete. */
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
     * Returns how long the rest may take, in milliseconds; at least 1.
     *
     * @throws SocketTimeoutException when the deadline has passed
     */
    int millisLeft() throws SocketTimeoutException {
        if (endNanos - System.nanoTime() <= 0) {
            throw exceeded();
        }
        return (int) atMost(allowed).toMillis();
    }

    /** Returns the smaller of {@code longestStep} and the time left; at least 1 ms. */
    Duration atMost(Duration longestStep) {
        long step = Math.min(endNanos - System.nanoTime(), longestStep.toNanos());
        return Duration.ofNanos(Math.max(ONE_MILLISECOND, step));
    }

    /**
     * Returns the exception for a passed deadline; its message is the end of a sentence that starts with the agent's
     * name.
     */
    SocketTimeoutException exceeded() {
        return new SocketTimeoutException("was not done within " + seconds(allowed));
    }

    /** Returns a duration as text, such as {@code 10 s} or {@code 1.5 s}. */
    static String seconds(Duration time) {
        String number =
                BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
        return number + " s";
    }
}
