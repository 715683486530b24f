// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.profile.Saturating;

/**
 * The figures of a call site, a function or a whole agent in one profile. Bytes and objects are estimates for the whole
 * heap; samples are the objects that the profiler recorded, and their counts are exact.
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
    /** The figures without samples. */
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);

    /** Returns the sum, saturating at the ends of {@code long}. */
    public Figures plus(Figures other) {
        return new Figures(
                Saturating.add(inuseBytes, other.inuseBytes),
                Saturating.add(inuseObjects, other.inuseObjects),
                Saturating.add(allocatedBytes, other.allocatedBytes),
                Saturating.add(allocatedObjects, other.allocatedObjects),
                Saturating.add(inuseSamples, other.inuseSamples),
                Saturating.add(allocatedSamples, other.allocatedSamples));
    }

    /** Returns these figures as they were before the live objects were allocated. */
    public Figures beforeLive() {
        return new Figures(
                0, 0, allocatedBytes - inuseBytes, allocatedObjects - inuseObjects, 0, allocatedSamples - inuseSamples);
    }

    /** Returns these figures as they will be once all live objects have been freed. */
    public Figures afterLive() {
        return new Figures(0, 0, allocatedBytes, allocatedObjects, 0, allocatedSamples);
    }

    /** Returns how many sampled objects have been freed. */
    public long freedSamples() {
        return allocatedSamples - inuseSamples;
    }
}
