// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.profile.Matching;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.Profiles;

/**
 * Two profiles of one agent.
 *
 * @param before the earlier
 * @param after the later
 */
public record CapturePair(HeapCapture before, HeapCapture after) {

    /** The growth between the two, as Go's net/http/pprof answers to {@code seconds=N}: dated from the first. */
    public Profile growth() {
        Profile growth = Profiles.subtract(after.profile(), before.profile(), Matching.ADDRESS);
        return new Profile(dated(growth.info()), growth.mappings(), growth.locations(), growth.samples());
    }

    private ProfileInfo dated(ProfileInfo info) {
        long start = before.profile().info().timeNanos();
        long end = after.profile().info().timeNanos();
        return new ProfileInfo(
                info.sampleTypes(),
                info.defaultSampleType(),
                info.periodType(),
                info.period(),
                start,
                end - start,
                info.dropFrames(),
                info.keepFrames(),
                info.comments(),
                info.docUrl(),
                info.memStats());
    }
}
