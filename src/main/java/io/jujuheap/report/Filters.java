// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters of a report: pprof's filters of samples and frames, in RE2 syntax, matched anywhere in the name of a
 * function, of its file or of its binary. An empty string filters nothing.
 *
 * @param focus keep samples that go through a match
 * @param ignore drop samples that go through a match; stronger than {@code focus}
 * @param hide drop matching frames, keep their samples
 * @param show keep only matching frames
 * @param showFrom drop the frames above the outermost match, and samples without one
 * @param tagFocus keep samples with a matching label: a range as {@code 64kb:}, {@code :1mb}, {@code bytes=1kb:2mb}, or
 *     regular expressions separated by commas
 * @param tagIgnore drop samples with a matching label
 */
public record Filters(
        String focus, String ignore, String hide, String show, String showFrom, String tagFocus, String tagIgnore) {

    /** Filters nothing. */
    public static final Filters NONE = new Filters("", "", "", "", "", "", "");

    public Filters {
        requireNonNull(focus, "focus is null");
        requireNonNull(ignore, "ignore is null");
        requireNonNull(hide, "hide is null");
        requireNonNull(show, "show is null");
        requireNonNull(showFrom, "showFrom is null");
        requireNonNull(tagFocus, "tagFocus is null");
        requireNonNull(tagIgnore, "tagIgnore is null");
    }

    /** The filters in use, each as {@code name=value} with pprof's name, in pprof's order. */
    public List<String> active() {
        List<String> active = new ArrayList<>();
        addTo(active, "focus=", focus);
        addTo(active, "ignore=", ignore);
        addTo(active, "hide=", hide);
        addTo(active, "show=", show);
        addTo(active, "show_from=", showFrom);
        addTo(active, "tagfocus=", tagFocus);
        addTo(active, "tagignore=", tagIgnore);
        return active;
    }

    /**
     * Returns the filtered profile. The order is pprof's: names of frames, then {@code showFrom}, then labels.
     *
     * @throws io.jujuheap.io.UsageException when one of them is not a regular expression
     */
    Profile apply(Profile whole) {
        Profile profile = whole;
        if (selectFrames()) {
            profile = FrameFilter.apply(this, profile);
        }
        if (!showFrom.isEmpty()) {
            profile = ShowFrom.apply(showFrom, profile);
        }
        if (selectTags()) {
            // The units of labels are those of the whole profile, not of the filtered one.
            profile = TagFilter.apply(this, LabelUnits.of(whole.samples()), profile);
        }
        return profile;
    }

    private boolean selectFrames() {
        return !(focus.isEmpty() && ignore.isEmpty() && hide.isEmpty() && show.isEmpty());
    }

    private boolean selectTags() {
        return !(tagFocus.isEmpty() && tagIgnore.isEmpty());
    }

    private static void addTo(List<String> active, String prefix, String value) {
        if (!value.isEmpty()) {
            active.add(prefix.concat(value));
        }
    }
}
