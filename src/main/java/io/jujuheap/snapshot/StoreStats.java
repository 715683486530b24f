// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.snapshot;

import io.jujuheap.io.Worded;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of a store at one moment, and counters since it was opened. Every reason is present in the
 * maps, with 0 when it has not occurred.
 *
 * @param snapshots the number of snapshots
 * @param diskBytes the bytes that they take on disk, side files and quarantine included
 * @param limitBytes the most bytes that they may take
 * @param oldest when the oldest was taken, empty when there is none
 * @param writeFailures captures that were not stored
 * @param removed snapshots that retention removed
 * @param removalFailures snapshots that retention could not remove
 * @param quarantined damaged captures found, whether or not the quarantine had room
 */
public record StoreStats(
        long snapshots,
        long diskBytes,
        long limitBytes,
        Optional<Instant> oldest,
        Map<StoreException.Reason, Long> writeFailures,
        Map<Removal, Long> removed,
        long removalFailures,
        Map<Defect, Long> quarantined) {

    public StoreStats {
        writeFailures = Map.copyOf(writeFailures);
        removed = Map.copyOf(removed);
        quarantined = Map.copyOf(quarantined);
    }

    /** Returns the sums of this store and another. */
    public StoreStats plus(StoreStats other) {
        return new StoreStats(
                snapshots + other.snapshots,
                diskBytes + other.diskBytes,
                limitBytes + other.limitBytes,
                Stream.concat(oldest.stream(), other.oldest.stream()).min(Comparator.naturalOrder()),
                sum(writeFailures, other.writeFailures),
                sum(removed, other.removed),
                removalFailures + other.removalFailures,
                sum(quarantined, other.quarantined));
    }

    private static <E> Map<E, Long> sum(Map<E, Long> one, Map<E, Long> other) {
        return one.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue() + other.getOrDefault(entry.getKey(), 0L)));
    }

    /** The reason why retention removes a snapshot. */
    public enum Removal implements Worded {
        /** It is older than the store keeps. */
        AGE,
        /** It is too close to another snapshot of its age. */
        THINNING,
        /** The store is at its limit of bytes. */
        BYTES,
        /** The store is at its limit of snapshots. */
        COUNT,
        /** The disk is nearly full. */
        FREE_SPACE
    }

    /** The fault of a stored capture. */
    public enum Defect implements Worded {
        /** It has no bytes. */
        EMPTY,
        /** It is shorter or longer than what was stored. */
        SIZE,
        /** Its bytes are not those that were stored. */
        CHECKSUM,
        /** Its facts are lost, and its bytes are not a valid capture. */
        INVALID,
        /** The facts beside it belong to another snapshot. */
        MISPLACED
    }

    /** One counter for each of a closed set of reasons. Thread-safe. */
    static final class Counters<E extends Enum<E>> {
        private final Map<E, LongAdder> counts;

        Counters(Set<E> reasons) {
            counts = reasons.stream().collect(Collectors.toMap(reason -> reason, reason -> new LongAdder()));
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
}
