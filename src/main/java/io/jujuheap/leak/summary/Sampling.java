// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

/**
 * How Go samples allocations: each byte allocated has the same small chance to be the one that gets its object recorded,
 * so an object of {@code size} bytes is seen with probability {@code 1 - exp(-size / period)}.
 */
public final class Sampling {
    private Sampling() {}

    /** The chance that an object of that size is sampled; 1 when the period is at most 1, and for objects of no size. */
    public static double probability(double size, long periodBytes) {
        return periodBytes <= 1 || size <= 0 ? 1 : -Math.expm1(-size / periodBytes);
    }

    /**
     * The variance of an estimate of bytes, from sampling alone, when that many sampled objects of that size come and go:
     * each stands for {@code size / p} bytes or for none. Nothing for large objects, which are always sampled.
     */
    public static double variance(double samples, double size, long periodBytes) {
        double p = probability(size, periodBytes);
        return samples * (size / p) * (size / p) * (1 - p);
    }

    /**
     * How many objects of one size were sampled, when they stand for that many bytes. Undoes the scaling of Go's
     * {@code runtime/pprof.scaleHeapSample}. Bytes, not objects: Go cuts both to whole numbers, and for large objects
     * the cut of the object count loses a whole sample.
     */
    static long sampled(long estimatedBytes, double size, long periodBytes) {
        return size <= 0 ? 0 : Math.round(estimatedBytes * probability(size, periodBytes) / size);
    }
}
