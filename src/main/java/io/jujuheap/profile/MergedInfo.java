// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a sum of profiles says about itself. */
final class MergedInfo {
    private MergedInfo() {}

    /**
     * The first profile's info with: the longest period, the earliest time that is stated, the sum of the durations, all
     * comments, and the first default type and URL that are stated. Memory statistics are of one moment and get lost.
     */
    static ProfileInfo of(List<Profile> profiles) {
        ProfileInfo first = profiles.get(0).info();
        long period = 0;
        long time = 0;
        long duration = 0;
        String defaultType = "";
        String docUrl = "";
        Set<String> comments = new LinkedHashSet<>();
        for (Profile profile : profiles) {
            ProfileInfo info = profile.info();
            period = Math.max(period, info.period());
            time = earliest(time, info.timeNanos());
            duration = Saturating.add(duration, info.durationNanos());
            defaultType = firstStated(defaultType, info.defaultSampleType());
            docUrl = firstStated(docUrl, info.docUrl());
            comments.addAll(info.comments());
        }
        return new ProfileInfo(
                first.sampleTypes(),
                defaultType,
                first.periodType(),
                period,
                time,
                duration,
                first.dropFrames(),
                first.keepFrames(),
                List.copyOf(comments),
                docUrl,
                null);
    }

    private static long earliest(long one, long other) {
        if (one == 0 || other == 0) {
            return one + other;
        }
        return Math.min(one, other);
    }

    private static String firstStated(String one, String other) {
        return one.isEmpty() ? other : one;
    }
}
