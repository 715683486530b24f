// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Some families of the exposition, kept as text until their figures change. A scrape seldom finds an agent or the store
 * otherwise than the scrape before, and to make their text costs more than all else of a scrape.
 *
 * @param <T> the figures; those that are equal give the same text
 */
final class KeptText<T> {
    private final Supplier<T> figures;
    private final Function<T, List<MetricSnapshot>> families;
    private final Map<Exposition, Text<T>> texts = new ConcurrentHashMap<>();

    private static final class Text<T> {
        private final T figures;
        private final byte[] bytes;

        Text(T figures, byte[] bytes) {
            this.figures = figures;
            this.bytes = bytes;
        }
    }

    /**
     * @param figures tells the figures as they are now
     * @param families makes the families of figures, and of nothing else
     */
    KeptText(Supplier<T> figures, Function<T, List<MetricSnapshot>> families) {
        this.figures = figures;
        this.families = families;
    }

    /** Returns the families as they are now. */
    List<MetricSnapshot> families() {
        return families.apply(figures.get());
    }

    /** Returns the text of the families as they are now, which the caller must not change. */
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
