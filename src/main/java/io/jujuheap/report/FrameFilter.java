// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies focus and ignore, which select samples by their frames, and hide and show, which select frames. */
final class FrameFilter {
    private final Profile profile;
    private final @Nullable FrameMatcher focus;
    private final @Nullable FrameMatcher ignore;
    private final @Nullable FrameMatcher hide;
    private final @Nullable FrameMatcher show;

    private final List<Location> locations;
    private final boolean[] isFocused;
    private final boolean[] isIgnored;
    private final boolean[] isHidden;

    private FrameFilter(Filters filters, Profile profile) {
        this.profile = profile;
        this.focus = FrameMatcher.of("focus", filters.focus(), profile);
        this.ignore = FrameMatcher.of("ignore", filters.ignore(), profile);
        this.hide = FrameMatcher.of("hide", filters.hide(), profile);
        this.show = FrameMatcher.of("show", filters.show(), profile);
        int count = profile.locations().size();
        this.locations = new ArrayList<>(count);
        this.isFocused = new boolean[count];
        this.isIgnored = new boolean[count];
        this.isHidden = new boolean[count];
    }

    static Profile apply(Filters filters, Profile profile) {
        FrameFilter filter = new FrameFilter(filters, profile);
        for (int i = 0; i < filter.isHidden.length; i++) {
            filter.examine(i, profile.locations().get(i));
        }
        return filter.chosen();
    }

    private void examine(int number, Location location) {
        isIgnored[number] = ignore != null && ignore.matches(location);
        isFocused[number] = focus == null || focus.matches(location);
        List<Line> lines = location.lines();
        if (hide != null && hide.matches(location)) {
            lines = hide.matchesBinary(location) ? List.of() : hide.linesMatching(false, lines);
            isHidden[number] = lines.isEmpty();
        }
        if (show != null) {
            lines = show.matchesBinary(location) ? lines : show.linesMatching(true, lines);
            isHidden[number] |= lines.isEmpty();
        }
        boolean unchanged = lines.size() == location.lines().size();
        locations.add(unchanged ? location : location.withLines(lines));
    }

    private Profile chosen() {
        Samples samples = profile.samples();
        StackCopier copier = new StackCopier(profile);
        for (int sample = 0; sample < samples.count(); sample++) {
            if (isChosen(samples, sample)) {
                copyShown(samples, sample, copier);
            }
        }
        return copier.build(locations);
    }

    private boolean isChosen(Samples samples, int sample) {
        boolean focused = false;
        for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
            int location = samples.locationAt(position);
            if (isIgnored[location]) {
                return false;
            }
            focused |= isFocused[location];
        }
        return focused;
    }

    private void copyShown(Samples samples, int sample, StackCopier copier) {
        for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
            if (!isHidden[samples.locationAt(position)]) {
                copier.copyLocation(position);
            }
        }
        if (copier.depth() > 0) {
            copier.end(sample);
        }
    }
}
