// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

import java.util.Arrays;

/**
 * Which of many tests to believe. Among a thousand call sites ten have a p-value of 0.01 by chance; Y. Benjamini and
 * Y. Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995), bound the share of such among those believed.
 */
public final class FalseDiscoveries {
    private FalseDiscoveries() {}

    /** The largest p-value to believe, so that at most a share {@code rate} of those believed are chance; -1 for none. */
    public static double threshold(double[] pValues, double rate) {
        double[] sorted = pValues.clone();
        Arrays.sort(sorted);
        for (int rank = sorted.length; rank > 0; rank--) {
            if (sorted[rank - 1] <= rate * rank / sorted.length) {
                return sorted[rank - 1];
            }
        }
        return -1;
    }
}
