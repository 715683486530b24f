// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SamplingTest {

    /** The scaling is that of Go's runtime/pprof.scaleHeapSample, cut to whole numbers as there. */
    @Property
    void finds_the_sampled_count_behind_what_go_scaled(
            @ForAll @LongRange(min = 0, max = 1_000_000) long count,
            @ForAll @LongRange(min = 1, max = 1L << 32) long size,
            @ForAll @LongRange(min = 2, max = 1 << 24) long period) {
        double scale = 1 / (1 - Math.exp(-(double) size / period));
        long scaledBytes = (long) (count * size * scale);

        assertThat(Sampling.sampled(scaledBytes, size, period)).isEqualTo(count);
    }

    @Test
    void takes_every_object_as_sampled_when_the_profile_says_so() {
        assertThat(Sampling.sampled(4096, 32, 1)).isEqualTo(128);
        assertThat(Sampling.sampled(0, 0, 512 << 10)).isZero();
    }

    /** Measured on a Go heap of 1 KiB objects at the default rate: 2.27 MiB of deviation at 10 MiB, 7.08 at 100 MiB. */
    @Test
    void knows_the_error_of_estimates() {
        long period = 512 << 10;
        long mib = 1 << 20;

        assertThat(Sampling.errorBytes(10 * mib, period) / 1.96 / mib).isCloseTo(2.27, within(0.05));
        assertThat(Sampling.errorBytes(100 * mib, period) / 1.96 / mib).isCloseTo(7.08, within(0.1));
    }
}
