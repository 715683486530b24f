// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Saturating;

/**
 * How far a number of a heap profile may be from the truth, because only some allocations are sampled. Samples are a
 * Poisson process of one per {@code period} bytes, so the estimate of {@code b} bytes has a standard deviation of
 * {@code sqrt(b * period)}; twice that holds in 95 of 100 cases.
 */
final class SamplingError {
    private static final double DEVIATIONS = 2;

    private SamplingError() {}

    /** Half the width of the range that holds the true number of bytes in 95 of 100 cases; 0 for a period of 1 or less. */
    static long ofBytes(long bytes, long period) {
        if (period <= 1) {
            return 0;
        }
        return (long) (DEVIATIONS * Math.sqrt((double) Saturating.abs(bytes) * (double) period));
    }

    /** The same for a value of that type; 0 when it is not in bytes or the profile does not tell how it was sampled. */
    static long of(long value, SampleType type, ProfileInfo info) {
        boolean inBytes =
                type.unit().equals("bytes") && info.periodType().unit().equals("bytes");
        return inBytes ? ofBytes(value, info.period()) : 0;
    }
}
