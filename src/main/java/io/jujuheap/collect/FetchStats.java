// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.agent.AgentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The outcomes of the requests for an agent's profile since the agent was first seen. Immutable.
 *
 * @param attempts how many were made
 * @param failures how many of them failed, by the word of the reason; every reason is present
 * @param within the number of requests whose time is within the {@link #BOUNDS} entry of the same index but not within
 *     the one before; one entry more counts the longer ones
 * @param seconds the total time of all
 */
public record FetchStats(long attempts, SortedMap<String, Long> failures, List<Long> within, double seconds) {

    /** Upper bounds in seconds: a small heap takes milliseconds, a collection of a large one many seconds. */
    public static final List<Double> BOUNDS = List.of(0.005, 0.02, 0.1, 0.5, 2.0, 10.0);

    static final FetchStats NONE = none();

    public FetchStats {
        failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
        within = List.copyOf(within);
    }

    private static FetchStats none() {
        SortedMap<String, Long> failures = new TreeMap<>();
        for (AgentException.Reason reason : AgentException.Reason.values()) {
            failures.put(reason.word(), 0L);
        }
        return new FetchStats(0, failures, Collections.nCopies(BOUNDS.size() + 1, 0L), 0);
    }

    FetchStats succeeded(Duration took) {
        double tookSeconds = took.toNanos() / 1e9;
        int bucket = 0;
        while (bucket < BOUNDS.size() && tookSeconds > BOUNDS.get(bucket)) {
            bucket++;
        }
        List<Long> counted = new ArrayList<>(within);
        counted.set(bucket, counted.get(bucket) + 1);
        return new FetchStats(attempts + 1, failures, counted, seconds + tookSeconds);
    }

    FetchStats failed(AgentException.Reason reason, Duration took) {
        SortedMap<String, Long> counted = new TreeMap<>(failures);
        counted.merge(reason.word(), 1L, Long::sum);
        FetchStats timed = succeeded(took);
        return new FetchStats(timed.attempts, counted, timed.within, timed.seconds);
    }

    /** Returns how many failed, over all reasons. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}
