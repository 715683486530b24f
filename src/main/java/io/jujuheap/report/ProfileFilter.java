// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Profile;

/** Applies {@link Filters} to a profile, in pprof's order: names of frames, then where to show from, then labels. */
final class ProfileFilter {
    private ProfileFilter() {}

    /**
     * What the filters leave of the profile.
     *
     * @throws io.jujuheap.profile.UsageException when one of them is no regular expression
     */
    static Profile apply(Filters filters, Profile whole) {
        Profile profile = whole;
        if (filters.selectFrames()) {
            profile = FrameFilter.apply(filters, profile);
        }
        if (!filters.showFrom().isEmpty()) {
            profile = ShowFrom.apply(filters.showFrom(), profile);
        }
        if (filters.selectTags()) {
            // The units of labels are those of the whole profile, whatever the other filters left of it.
            profile = TagFilter.apply(filters, LabelUnits.of(whole.samples()), profile);
        }
        return profile;
    }
}
