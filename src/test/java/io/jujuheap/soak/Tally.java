// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts outcomes of requests, from any thread. */
final class Tally {
    private final Map<Integer, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param status of an answer; 0 when the connection ended without one */
    void add(int status) {
        counts.computeIfAbsent(status, any -> new LongAdder()).increment();
    }

    /** Returns how many outcomes there were of each status. */
    Map<Integer, Long> byStatus() {
        Map<Integer, Long> all = new TreeMap<>();
        counts.forEach((status, count) -> all.put(status, count.sum()));
        return all;
    }

    /** Returns how many outcomes there were in all. */
    long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
