// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

/**
 * The statistics of Go's sampling. Each byte allocated has the same small chance of having its object recorded, so an
 * object of {@code size} bytes is recorded with probability {@code 1 - exp(-size / period)}. The error of an estimate
 * is given as ±1.96 standard deviations, a 95 % confidence interval.
 */
public final class Sampling {
    /** 95 % of a normal distribution are within this number of standard deviations. */
    private static final double DEVIATIONS = 1.96;

    private Sampling() {}

    /**
     * Returns the sampling error of an estimate of bytes, in bytes; 0 for a period of at most 1. An object much smaller than
     * the period is recorded with probability {@code size / period}, so the estimate of {@code b} bytes in such objects has a
     * variance of {@code b * period}. For larger objects the true error is smaller.
     */
    public static long errorBytes(long bytes, long periodBytes) {
        double deviation = Math.sqrt((double) Saturating.abs(bytes) * (double) periodBytes);
        return periodBytes <= 1 ? 0 : Math.round(DEVIATIONS * deviation);
    }

    /** Returns the error of a value of a type, as {@link #errorBytes}; 0 when it is not in bytes or the period is unknown. */
    public static long error(long value, SampleType type, ProfileInfo info) {
        boolean inBytes =
                type.unit().equals("bytes") && info.periodType().unit().equals("bytes");
        return inBytes ? errorBytes(value, info.period()) : 0;
    }

    /** Returns the probability that an object of that size is sampled; 1 when the period is at most 1 or the size is 0. */
    public static double probability(double size, long periodBytes) {
        return periodBytes <= 1 || size <= 0 ? 1 : -Math.expm1(-size / periodBytes);
    }

    /**
     * Returns the number of sampled objects of one size for an estimate of bytes. It reverts the scaling of Go's
     * {@code runtime/pprof.scaleHeapSample}. It starts from bytes, because Go truncates bytes and objects to whole
     * numbers, and for large objects the truncated object count loses a whole sample.
     */
    public static long sampled(long estimatedBytes, double size, long periodBytes) {
        return size <= 0 ? 0 : Math.round(estimatedBytes * probability(size, periodBytes) / size);
    }
}
