// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentException.Reason;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits forced garbage collections, which slow an agent down. They are forced for a heap profile of this moment and to
 * find goroutines that can never run again. Used on the agent's thread only.
 */
final class ForcedCollections {
    private static final Duration REST = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private long restsUntilNanos;

    /** @param nanoTime a clock as {@link System#nanoTime} */
    ForcedCollections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.restsUntilNanos = nanoTime.getAsLong();
    }

    /** A request that forces a garbage collection. */
    @FunctionalInterface
    interface Request<T> {
        T send() throws AgentException;
    }

    /**
     * Sends a request, unless one was sent less than half a minute ago. A request that the agent refuses does not count.
     *
     * @throws TooSoonException when it comes too soon
     */
    <T> T allow(Request<T> request) throws AgentException {
        long rest = restsUntilNanos - nanoTime.getAsLong();
        if (rest > 0) {
            throw new TooSoonException(
                    "An agent is made to collect garbage at most once in " + REST.toSeconds()
                            + " s, because that slows it down: ask again later, or for a profile that needs no"
                            + " collection.",
                    Duration.ofNanos(rest));
        }
        restsUntilNanos = nanoTime.getAsLong() + REST.toNanos();
        try {
            return request.send();
        } catch (AgentException e) {
            if (e.reason() == Reason.BAD_STATUS) {
                restsUntilNanos = nanoTime.getAsLong();
            }
            throw e;
        }
    }
}
