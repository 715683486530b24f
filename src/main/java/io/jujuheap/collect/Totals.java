// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.leak.summary.Figures;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;

/**
 * The sums of a heap profile: estimates from samples, at the last completed garbage collection.
 *
 * @param inuseBytes bytes of live objects
 * @param inuseObjects live objects
 * @param allocatedBytes bytes allocated since the process started
 * @param allocatedObjects objects allocated since the process started
 */
public record Totals(long inuseBytes, long inuseObjects, long allocatedBytes, long allocatedObjects) {

    /** Returns the sums of a profile; a type that it lacks counts as 0. */
    public static Totals of(Profile profile) {
        return new Totals(
                total(profile, SampleType.INUSE_SPACE),
                total(profile, SampleType.INUSE_OBJECTS),
                total(profile, SampleType.ALLOC_SPACE),
                total(profile, SampleType.ALLOC_OBJECTS));
    }

    static Totals of(Figures figures) {
        return new Totals(
                figures.inuseBytes(), figures.inuseObjects(), figures.allocatedBytes(), figures.allocatedObjects());
    }

    private static long total(Profile profile, SampleType type) {
        return profile.sampleTypeIndex(type.type()).map(profile::total).orElse(0L);
    }
}
