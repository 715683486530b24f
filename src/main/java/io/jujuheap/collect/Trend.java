// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of an agent over time, oldest first.
 *
 * @param points one for each snapshot
 * @param functions the functions that hold most over the whole time, most first
 */
public record Trend(List<Point> points, List<String> functions) {
    public Trend {
        points = List.copyOf(points);
        functions = List.copyOf(functions);
    }

    /**
     * A moment.
     *
     * @param atSeconds seconds since the Unix epoch
     * @param snapshot the id of the snapshot
     * @param segment grows with each start of the agent
     * @param totals the sums
     * @param inuseBytes bytes in use by function, of those that held most at that moment
     */
    public record Point(long atSeconds, String snapshot, long segment, Totals totals, Map<String, Long> inuseBytes) {
        public Point {
            inuseBytes = Map.copyOf(inuseBytes);
        }
    }

    /** The trend of some points, with the {@code count} functions of the highest peaks. */
    static Trend of(List<Point> points, int count) {
        Map<String, Long> peaks = new HashMap<>();
        points.forEach(point -> point.inuseBytes().forEach((name, bytes) -> peaks.merge(name, bytes, Math::max)));
        List<String> functions = peaks.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .map(Map.Entry::getKey)
                .toList();
        return new Trend(points, functions);
    }
}
