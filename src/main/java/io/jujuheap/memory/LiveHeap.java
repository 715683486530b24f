// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Sampling;
import java.util.Optional;

/**
 * The live heap as a heap profile estimates it.
 *
 * @param bytes bytes in use at the last completed collection before the profile
 * @param errorBytes the sampling error, see {@link Sampling}: the half-width of the 95 % confidence interval
 */
public record LiveHeap(long bytes, long errorBytes) {

    /** Returns the estimate of a heap profile; empty when the profile is not of a heap. */
    public static Optional<LiveHeap> of(Profile heap) {
        return heap.sampleTypeIndex(SampleType.INUSE_SPACE.type())
                .map(heap::total)
                .map(bytes -> of(bytes, heap.info().period()));
    }

    /** Returns the estimate from a profile with the sum {@code bytes} and one sample per {@code periodBytes} on average. */
    public static LiveHeap of(long bytes, long periodBytes) {
        return new LiveHeap(bytes, Sampling.errorBytes(bytes, periodBytes));
    }
}
