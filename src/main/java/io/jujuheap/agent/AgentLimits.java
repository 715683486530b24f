// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.time.Duration;

/**
 * The limits of the time and the size of one response.
 *
 * @param connect the longest wait for the agent to accept the connection, and also for an earlier request to end
 * @param total the longest time from the start of the request to the last byte of the response
 * @param maxBytes the largest body, in bytes as sent
 */
public record AgentLimits(Duration connect, Duration total, int maxBytes) {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_BYTES = 1 << 30;

    /**
     * One second to connect, ten seconds for the response, and 64 MiB, a hundred times the size of a usual heap
     * profile.
     */
    public static final AgentLimits DEFAULT = new AgentLimits(Duration.ofSeconds(1), Duration.ofSeconds(10), 64 << 20);

    /** For {@link AgentQuery#forcesGc()}: the garbage collection of a large, busy heap takes long. */
    public static final AgentLimits WITH_GC = DEFAULT.within(Duration.ofSeconds(60));

    /**
     * @throws IllegalArgumentException when a time is not between 1 ms and 1 h, or {@code maxBytes} not between 1 byte
     *     and 1 GiB
     */
    public AgentLimits {
        check("connect", connect);
        check("total", total);
        if (maxBytes < 1 || maxBytes > MOST_BYTES) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + ", not between 1 and " + MOST_BYTES);
        }
    }

    /** Returns these limits with {@code time} as the total time. */
    public AgentLimits within(Duration time) {
        return new AgentLimits(connect, time, maxBytes);
    }

    private static void check(String name, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + time + ", not between 1 ms and " + LONGEST.toHours() + " h");
        }
    }
}
