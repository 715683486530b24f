// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.util.List;
import java.util.Map;

/**
 * The memory of an agent over time, oldest first.
 *
 * @param points one for each snapshot
 * @param functions the functions with the highest peaks of memory in use, highest first
 */
public record Trend(List<Point> points, List<String> functions) {
    public Trend {
        points = List.copyOf(points);
        functions = List.copyOf(functions);
    }

    /**
     * The figures of one moment.
     *
     * @param atSeconds seconds since the Unix epoch
     * @param snapshot the id of the snapshot
     * @param segment grows with each start of the agent
     * @param totals the sums
     * @param kept the parts of resident memory and the number of goroutines, where they were kept
     * @param functions the sums of those functions of the trend that held much at that moment
     */
    public record Point(
            long atSeconds,
            String snapshot,
            long segment,
            Totals totals,
            KeptFigures kept,
            Map<String, Totals> functions) {
        public Point {
            functions = Map.copyOf(functions);
        }
    }
}
