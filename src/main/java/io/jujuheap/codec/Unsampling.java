// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

/**
 * Estimates all allocations from the sampled ones. Go samples an allocation of {@code s} bytes with probability
 * {@code 1 - exp(-s/period)}; each record is divided by that probability. The order of operations is that of
 * {@code scaleHeapSample} in Go's runtime/pprof, so that text and protobuf of one moment give equal numbers.
 */
final class Unsampling {
    private static final int REMEMBERED = 256;

    private final double period;
    private final boolean scales;

    /** Scales found by the average they belong to: thousands of records share a few dozen object sizes. */
    private final double[] averages = new double[REMEMBERED];

    private final double[] scalesOfAverages = new double[REMEMBERED];

    Unsampling(TextHeader header) {
        this.period = header.period();
        this.scales = header.sampled() && header.period() > 1;
    }

    /** Returns the factor for both numbers of a record of {@code count} objects and {@code bytes} bytes. */
    double scale(long count, long bytes) {
        if (!scales) {
            return 1;
        }
        if (count == 0 || bytes == 0) {
            return 0;
        }
        double average = (double) bytes / (double) count;
        long bits = Double.doubleToRawLongBits(average);
        int slot = (int) ((bits * 0x9E3779B97F4A7C15L) >>> 56);
        if (averages[slot] != average) {
            averages[slot] = average;
            scalesOfAverages[slot] = 1 / (1 - StrictMath.exp(-average / period));
        }
        return scalesOfAverages[slot];
    }

    /** Returns {@code value} scaled, rounded towards zero; saturates at the limits of {@code long}. */
    static long apply(double scale, long value) {
        return scale == 1 ? value : (long) (value * scale);
    }
}
