// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.profile.Saturating;

/**
 * What a profile says about a call site, a function or a whole agent. Bytes and objects are estimates for the whole
 * heap; samples are the objects that the profiler really saw, and their counts are exact.
 *
 * @param inuseBytes bytes of live objects as of the last garbage collection
 * @param inuseObjects live objects as of the last garbage collection
 * @param allocBytes bytes allocated since the process started
 * @param allocObjects objects allocated since the process started
 * @param inuseSamples sampled objects that are live
 * @param allocSamples objects sampled since the process started
 */
public record Figures(
        long inuseBytes, long inuseObjects, long allocBytes, long allocObjects, long inuseSamples, long allocSamples) {
    /** Nothing was ever sampled. */
    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);

    /** The sum, saturating at the ends of {@code long}. */
    public Figures plus(Figures other) {
        return new Figures(
                Saturating.add(inuseBytes, other.inuseBytes),
                Saturating.add(inuseObjects, other.inuseObjects),
                Saturating.add(allocBytes, other.allocBytes),
                Saturating.add(allocObjects, other.allocObjects),
                Saturating.add(inuseSamples, other.inuseSamples),
                Saturating.add(allocSamples, other.allocSamples));
    }

    /** These figures before anything that is live was allocated. */
    public Figures beforeLive() {
        return new Figures(0, 0, allocBytes - inuseBytes, allocObjects - inuseObjects, 0, allocSamples - inuseSamples);
    }

    /** These figures once all that is live has been freed. */
    public Figures afterLive() {
        return new Figures(0, 0, allocBytes, allocObjects, 0, allocSamples);
    }

    /** Sampled objects that have been freed. */
    public long freedSamples() {
        return allocSamples - inuseSamples;
    }
}
