// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.io.UsageException;
import java.time.Duration;

/**
 * The interval of collection, and the limits of one profile.
 *
 * @param interval the time from one profile of an agent to the next, 1 s to 1 day
 * @param timeout the longest time for an agent to answer, 100 ms to 5 min
 * @param profileBytes the largest size of an uncompressed profile, 1 MiB to 1 GiB
 */
public record CollectSettings(Duration interval, Duration timeout, int profileBytes) {
    public static final CollectSettings DEFAULT =
            new CollectSettings(Duration.ofSeconds(60), Duration.ofSeconds(10), 128 << 20);

    public CollectSettings {
        require(
                isWithin(interval, Duration.ofSeconds(1), Duration.ofDays(1)),
                "The interval between two profiles must be from 1s to 1d: set --collect.interval.");
        require(
                isWithin(timeout, Duration.ofMillis(100), Duration.ofMinutes(5)),
                "The time for an agent to answer must be from 100ms to 5m: set --collect.timeout.");
        require(
                profileBytes >= 1 << 20 && profileBytes <= 1 << 30,
                "The limit of a profile must be from 1MB to 1GB: set --limit.profile-bytes.");
    }

    /**
     * Returns the most bytes of an inflated profile that this process can take: the setting, or less where its heap is small.
     * Reading holds the bytes twice while they grow, and the decoded profile beside them.
     */
    int affordableProfileBytes() {
        return (int) Math.min(profileBytes, Runtime.getRuntime().maxMemory() / 5);
    }

    private static boolean isWithin(Duration value, Duration min, Duration max) {
        return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UsageException(otherwise);
        }
    }
}
