// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks of values. */
final class Ranks {
    private Ranks() {}

    /** The rank of each value, from 1; equal values share the mean of their ranks. */
    static double[] of(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] ranks = new double[values.length];
        for (int start = 0; start < order.length; ) {
            int end = start;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            double shared = (start + 1 + end) / 2.0;
            for (int i = start; i < end; i++) {
                ranks[order[i]] = shared;
            }
            start = end;
        }
        return ranks;
    }
}
