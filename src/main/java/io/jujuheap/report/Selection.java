// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Profile;

/**
 * What a report looks at: the samples and frames that the filters leave, the value of them, and what 100% is.
 *
 * @param profile what the filters leave of the profile
 * @param measure the value of every sample
 * @param total what 100% is: of the whole profile, unless percentages were asked to be relative to what is left
 * @param options the options of the report
 */
record Selection(Profile profile, Measure measure, long total, ReportOptions options) {

    static Selection of(Profile whole, ReportOptions options) {
        Measure measure = Measure.of(whole, options);
        Profile profile = LabelFrames.apply(FramePruner.prune(whole), options);
        Profile selected = options.filters().apply(profile);
        Profile reference = options.relativePercentages() ? selected : profile;
        Profile shown = PackageFrames.apply(selected, options, whole.locations().size());
        return new Selection(shown, measure, measure.total(reference.samples()), options);
    }

    /** How to write values before a unit that suits the table is known. */
    ValueFormat format() {
        return new ValueFormat(measure.unit(), options.unit(), options.ratio());
    }
}
