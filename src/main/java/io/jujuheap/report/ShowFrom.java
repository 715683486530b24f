// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.List;

/** Cuts every stack above the outermost frame that matches, and drops samples without one. */
final class ShowFrom {
    private ShowFrom() {}

    static Profile apply(String regex, Profile profile) {
        FrameMatcher matcher = new FrameMatcher(NamePattern.of("show_from", regex), profile);
        List<Location> locations = new ArrayList<>(profile.locations().size());
        boolean[] isMatch = new boolean[profile.locations().size()];
        for (Location location : profile.locations()) {
            int outermost = matcher.outermostMatch(location.lines());
            boolean byBinary = matcher.matchesBinary(location);
            isMatch[locations.size()] = byBinary || outermost >= 0;
            locations.add(
                    byBinary || outermost < 0
                            ? location
                            : location.withLines(location.lines().subList(0, outermost + 1)));
        }
        return cut(profile, isMatch, locations);
    }

    private static Profile cut(Profile profile, boolean[] isMatch, List<Location> locations) {
        Samples samples = profile.samples();
        StackCopier copier = new StackCopier(profile);
        for (int sample = 0; sample < samples.count(); sample++) {
            int start = samples.stackStart(sample);
            int end = samples.stackEnd(sample);
            while (end > start && !isMatch[samples.locationAt(end - 1)]) {
                end--;
            }
            if (end > start) {
                copier.copy(sample, start, end);
            }
        }
        return copier.build(locations);
    }
}
