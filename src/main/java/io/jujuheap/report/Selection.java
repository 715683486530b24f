// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Profile;

/**
 * The data of a report: the filtered samples and frames, their measure, and the value of 100%.
 *
 * @param profile the filtered profile
 * @param measure the value of every sample
 * @param total the value of 100%: that of the whole profile, unless the options ask for relative percentages
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

    /** Returns the format of values before the unit of the table is chosen. */
    ValueFormat format() {
        return new ValueFormat(measure.unit(), options.unit(), options.ratio());
    }
}
