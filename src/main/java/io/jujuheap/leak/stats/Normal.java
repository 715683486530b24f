// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

/** The standard normal distribution. */
final class Normal {
    private Normal() {}

    /**
     * The chance of a value above {@code z}, to a relative error below 1.2e-7 in both tails: the Chebyshev fit of the
     * complementary error function in Press et al., Numerical Recipes, 2nd edition, §6.2.
     */
    static double upperTail(double z) {
        double x = z / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * Math.abs(x));
        double polynomial = -1.26551223
                + t
                        * (1.00002368
                                + t
                                        * (0.37409196
                                                + t
                                                        * (0.09678418
                                                                + t
                                                                        * (-0.18628806
                                                                                + t
                                                                                        * (0.27886807
                                                                                                + t
                                                                                                        * (-1.13520398
                                                                                                                + t
                                                                                                                        * (1.48851587
                                                                                                                                + t
                                                                                                                                        * (-0.82215223
                                                                                                                                                + t
                                                                                                                                                        * 0.17087277))))))));
        double tail = 0.5 * t * Math.exp(-x * x + polynomial);
        return x >= 0 ? tail : 1 - tail;
    }
}
