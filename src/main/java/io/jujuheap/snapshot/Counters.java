// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One counter for each of a closed set of reasons; all start at 0. Safe for use by several threads. */
final class Counters<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    Counters(Class<E> type, Collection<E> reasons) {
        counts = reasons.stream()
                .collect(Collectors.toMap(
                        Function.identity(), reason -> new LongAdder(), (a, b) -> a, () -> new EnumMap<>(type)));
    }

    /** Counts one; a reason outside the set is not counted. */
    void add(E reason) {
        LongAdder count = counts.get(reason);
        if (count != null) {
            count.increment();
        }
    }

    Map<E, Long> values() {
        return counts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, count -> count.getValue()
                .sum()));
    }
}
