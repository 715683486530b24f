// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes metric families of plain figures. An unknown figure gives no series. */
final class Families {
    private Families() {}

    /** Returns a gauge without labels. */
    static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    /** Returns a gauge without labels. */
    static MetricSnapshot gauge(String name, String help, long value) {
        return gauge(name, help, (double) value);
    }

    /** Returns a known figure. */
    static OptionalDouble known(long value) {
        return OptionalDouble.of((double) value);
    }

    /** Returns a gauge with a series for each subject. */
    static <T> MetricSnapshot gauge(
            String name,
            String help,
            Collection<T> subjects,
            Function<T, Labels> labels,
            Function<T, OptionalDouble> value) {
        List<GaugeDataPointSnapshot> points = subjects.stream()
                .flatMap(subject -> value.apply(subject).stream().mapToObj(figure -> GaugeDataPointSnapshot.builder()
                        .value(figure)
                        .labels(labels.apply(subject))
                        .build()))
                .toList();
        return new GaugeSnapshot(new MetricMetadata(name, help), points);
    }

    /** Returns a counter with a series for each subject; its name comes without {@code _total}. */
    static <T> MetricSnapshot counter(
            String name,
            String help,
            Collection<T> subjects,
            Function<T, Labels> labels,
            Function<T, OptionalDouble> value) {
        return counter(name, help, subjects.stream().flatMap(subject -> value.apply(subject).stream()
                .mapToObj(figure -> point(labels.apply(subject), figure))));
    }

    /** Returns a counter with a series for each reason. */
    static <E> MetricSnapshot counter(String name, String help, Map<E, Long> reasons, Function<E, String> word) {
        return counter(
                name,
                help,
                reasons.entrySet().stream()
                        .map(entry -> point(Labels.of("reason", word.apply(entry.getKey())), entry.getValue())));
    }

    static MetricSnapshot counter(String name, String help, Stream<CounterDataPointSnapshot> points) {
        return new CounterSnapshot(new MetricMetadata(name, help), points.toList());
    }

    static CounterDataPointSnapshot point(Labels labels, double value) {
        return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
