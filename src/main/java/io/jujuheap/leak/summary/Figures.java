// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.profile.Saturating;

/**
 * What a profile says about a call site, a function or a whole agent. Bytes and objects are estimates for the whole
 * heap; samples are the objects that the profiler really saw, and their counts are exact.
 *
 * @param inuseBytes bytes of live objects as of the last garbage collection
 * @param inuseObjects live objects as of the last garbage collection
 * @param allocatedBytes bytes allocated since the process started
 * @param allocatedObjects objects allocated since the process started
 * @param inuseSamples sampled objects that are live
 * @param allocatedSamples objects sampled since the process started
 */
public record Figures(
        long inuseBytes,
        long inuseObjects,
        long allocatedBytes,
        long allocatedObjects,
        long inuseSamples,
        long allocatedSamples) {
    /** Nothing was ever sampled. */
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);

    /** The sum, saturating at the ends of {@code long}. */
    public Figures plus(Figures other) {
        return new Figures(
                Saturating.add(inuseBytes, other.inuseBytes),
                Saturating.add(inuseObjects, other.inuseObjects),
                Saturating.add(allocatedBytes, other.allocatedBytes),
                Saturating.add(allocatedObjects, other.allocatedObjects),
                Saturating.add(inuseSamples, other.inuseSamples),
                Saturating.add(allocatedSamples, other.allocatedSamples));
    }

    /** These figures before anything that is live was allocated. */
    public Figures beforeLive() {
        return new Figures(
                0, 0, allocatedBytes - inuseBytes, allocatedObjects - inuseObjects, 0, allocatedSamples - inuseSamples);
    }

    /** These figures once all that is live has been freed. */
    public Figures afterLive() {
        return new Figures(0, 0, allocatedBytes, allocatedObjects, 0, allocatedSamples);
    }

    /** Sampled objects that have been freed. */
    public long freedSamples() {
        return allocatedSamples - inuseSamples;
    }
}
