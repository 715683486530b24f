// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

/**
 * The statistics of Go's sampling. Each byte allocated has the same small chance of having its object recorded, so an
 * object of {@code size} bytes is recorded with probability {@code 1 - exp(-size / period)}.
 */
public final class Sampling {
    private Sampling() {}

    /** Returns the chance that an object of that size is sampled; 1 when the period is at most 1 or the size is 0. */
    public static double probability(double size, long periodBytes) {
        return periodBytes <= 1 || size <= 0 ? 1 : -Math.expm1(-size / periodBytes);
    }

    /**
     * Returns the variance, in square bytes, that sampling gives to an estimate when that many sampled objects of that size
     * come and go: each stands for {@code size / p} bytes or for none. It is 0 for large objects, which are always sampled.
     */
    public static double variance(double samples, double size, long periodBytes) {
        double p = probability(size, periodBytes);
        return samples * (size / p) * (size / p) * (1 - p);
    }

    /**
     * Returns how many objects of one size were sampled when they stand for that many bytes. It undoes the scaling of Go's
     * {@code runtime/pprof.scaleHeapSample}. It starts from bytes because Go cuts bytes and objects to whole numbers, and
     * for large objects the cut of the object count loses a whole sample.
     */
    static long sampled(long estimatedBytes, double size, long periodBytes) {
        return size <= 0 ? 0 : Math.round(estimatedBytes * probability(size, periodBytes) / size);
    }
}
