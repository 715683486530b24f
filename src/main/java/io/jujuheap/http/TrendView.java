// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.Totals;
import io.jujuheap.collect.Trend;
import io.jujuheap.leak.MemoryLimit;
import io.jujuheap.memory.MemoryPart;
import io.jujuheap.memory.PartSizes;
import java.util.AbstractList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * JSON: memory over time, in columns of equal length.
 *
 * @param memory the parts of resident memory; absent where no snapshot has them
 * @param memoryLimit the memory limit of the agent; absent when unknown
 * @param goroutines the number of goroutines, null where unknown; absent when no snapshot has it
 */
record TrendView(
        String agent,
        List<Long> at,
        List<String> snapshot,
        List<Long> segment,
        List<Long> inuseBytes,
        List<Long> inuseObjects,
        List<Long> allocatedBytes,
        List<Long> allocatedObjects,
        @Nullable Memory memory,
        @Nullable Limit memoryLimit,
        @Nullable List<@Nullable Long> goroutines,
        List<Site> sites) {

    /** JSON: the parts of resident memory over the same time; null where they are not known. */
    record Memory(List<@Nullable Long> residentBytes, List<Part> parts) {}

    /** JSON: one part over the same time. */
    record Part(String part, String title, List<@Nullable Long> bytes) {}

    /**
     * JSON: the memory limit of a process.
     *
     * @param source {@code cgroup} or {@code machine}
     */
    record Limit(long bytes, String source) {}

    /** JSON: a function over the same time; null where it was not among the largest. */
    record Site(
            String function,
            List<@Nullable Long> inuseBytes,
            List<@Nullable Long> inuseObjects,
            List<@Nullable Long> allocatedBytes,
            List<@Nullable Long> allocatedObjects) {}

    static TrendView of(String agent, Trend trend, Optional<MemoryLimit> limit) {
        return new TrendView(
                agent,
                column(trend, Trend.Point::atSeconds),
                column(trend, Trend.Point::snapshot),
                column(trend, Trend.Point::segment),
                totals(trend, Totals::inuseBytes),
                totals(trend, Totals::inuseObjects),
                totals(trend, Totals::allocatedBytes),
                totals(trend, Totals::allocatedObjects),
                memory(trend),
                limit.map(known -> new Limit(known.bytes(), known.source().word()))
                        .orElse(null),
                goroutines(trend),
                trend.functions().stream().map(name -> site(trend, name)).toList());
    }

    private static @Nullable Memory memory(Trend trend) {
        Set<MemoryPart> known = EnumSet.noneOf(MemoryPart.class);
        trend.points().forEach(point -> point.kept()
                .memory()
                .ifPresent(sizes -> known.addAll(sizes.parts().keySet())));
        return known.isEmpty()
                ? null
                : new Memory(
                        sizes(trend, PartSizes::resident),
                        known.stream()
                                .map(part ->
                                        new Part(part.word(), part.title(), sizes(trend, sizes -> sizes.bytes(part))))
                                .toList());
    }

    private static @Nullable List<@Nullable Long> goroutines(Trend trend) {
        boolean isKnown = trend.points().stream()
                .anyMatch(point -> point.kept().goroutines().isPresent());
        return isKnown ? column(trend, point -> nullable(point.kept().goroutines())) : null;
    }

    private static @Nullable Long nullable(OptionalLong figure) {
        return figure.isPresent() ? (Long) figure.getAsLong() : null;
    }

    private static List<@Nullable Long> sizes(Trend trend, Function<PartSizes, OptionalLong> size) {
        return column(trend, point -> {
            OptionalLong bytes = point.kept().memory().map(size).orElse(OptionalLong.empty());
            return nullable(bytes);
        });
    }

    private static Site site(Trend trend, String function) {
        return new Site(
                function,
                column(trend, function, Totals::inuseBytes),
                column(trend, function, Totals::inuseObjects),
                column(trend, function, Totals::allocatedBytes),
                column(trend, function, Totals::allocatedObjects));
    }

    private static List<@Nullable Long> column(Trend trend, String function, ToLongFunction<Totals> figure) {
        return column(trend, point -> {
            Totals totals = point.functions().get(function);
            return totals == null ? null : figure.applyAsLong(totals);
        });
    }

    private static List<Long> totals(Trend trend, ToLongFunction<Totals> figure) {
        return column(trend, point -> figure.applyAsLong(point.totals()));
    }

    /** A view, not a copy: a month has half a million figures, and as objects they take more memory than as text. */
    private static <T extends @Nullable Object> List<T> column(Trend trend, Function<Trend.Point, T> figure) {
        List<Trend.Point> points = trend.points();
        return new AbstractList<>() {
            @Override
            public T get(int index) {
                return figure.apply(points.get(index));
            }

            @Override
            public int size() {
                return points.size();
            }
        };
    }
}
