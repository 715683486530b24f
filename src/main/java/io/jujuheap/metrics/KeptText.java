// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A part of the exposition, cached as text until its figures change. Between two scrapes, an agent or the store seldom
 * changes, and formatting the text is the most expensive part of a scrape.
 *
 * @param <T> the figures; equal figures give the same text
 */
final class KeptText<T> {
    private final Supplier<T> figures;
    private final Function<T, List<MetricSnapshot>> families;
    private final Map<Exposition, Text<T>> texts = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // only its figures are compared
    private record Text<T>(T figures, byte[] bytes) {}

    /**
     * @param figures supplies the current figures
     * @param families makes the families; the result must depend on the figures alone
     */
    KeptText(Supplier<T> figures, Function<T, List<MetricSnapshot>> families) {
        this.figures = figures;
        this.families = families;
    }

    /** Returns the current families. */
    List<MetricSnapshot> families() {
        return families.apply(figures.get());
    }

    /** Returns the text of the current families. The caller must not change it. */
    byte[] bytes(Exposition format) {
        T now = figures.get();
        Text<T> kept = texts.get(format);
        if (kept == null || !kept.figures.equals(now)) {
            kept = new Text<>(now, FamilyWriter.of(format).part(families.apply(now)));
            texts.put(format, kept);
        }
        return kept.bytes;
    }
}
