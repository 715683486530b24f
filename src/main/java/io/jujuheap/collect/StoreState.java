// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.snapshot.StoreStats;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The store at one moment, and what happened to it since the sidecar started. Reasons are words; each is present.
 *
 * @param snapshots how many are stored
 * @param bytes what they take on disk
 * @param limitBytes what they may take
 * @param oldest when the oldest was taken
 * @param writeFailures how many were not stored, by reason
 * @param removed how many gave way, by reason
 * @param quarantined how many were found damaged, by reason
 */
public record StoreState(
        long snapshots,
        long bytes,
        long limitBytes,
        Optional<Instant> oldest,
        SortedMap<String, Long> writeFailures,
        SortedMap<String, Long> removed,
        SortedMap<String, Long> quarantined) {

    public StoreState {
        writeFailures = Collections.unmodifiableSortedMap(new TreeMap<>(writeFailures));
        removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
        quarantined = Collections.unmodifiableSortedMap(new TreeMap<>(quarantined));
    }

    static StoreState of(StoreStats stats) {
        return new StoreState(
                stats.snapshots(),
                stats.diskBytes(),
                stats.limitBytes(),
                stats.oldest(),
                words(stats.writeFailures(), reason -> reason.word()),
                words(stats.removed(), reason -> reason.word()),
                words(stats.quarantined(), defect -> defect.word()));
    }

    private static <E> SortedMap<String, Long> words(Map<E, Long> counts, Function<E, String> word) {
        SortedMap<String, Long> words = new TreeMap<>();
        counts.forEach((reason, count) -> words.put(word.apply(reason), count));
        return words;
    }
}
