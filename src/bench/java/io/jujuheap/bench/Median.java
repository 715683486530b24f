// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle of what was measured, which a disturbance of less than half of it does not move. */
final class Median {
    private Median() {}

    /** The median of at least one figure; of an even number of them, the mean of the two in the middle. */
    static double of(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static <T> double of(Collection<T> measured, ToDoubleFunction<T> figure) {
        return of(measured.stream().mapToDouble(figure).toArray());
    }
}
