// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Profile;
import java.util.List;
import java.util.stream.IntStream;

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
        return of(whole, List.of(options)).get(0);
    }

    /** Returns the same part of a profile for options that differ in the sample type alone. */
    static List<Selection> of(Profile whole, List<ReportOptions> ofTypes) {
        List<Measure> measures =
                ofTypes.stream().map(options -> Measure.of(whole, options)).toList();
        ReportOptions options = ofTypes.get(0);
        Profile profile = LabelFrames.apply(FramePruner.prune(whole), options);
        Profile selected = options.filters().apply(profile);
        Profile reference = options.relativePercentages() ? selected : profile;
        Profile shown = PackageFrames.apply(selected, options, whole.locations().size());
        return IntStream.range(0, measures.size())
                .mapToObj(type -> new Selection(
                        shown, measures.get(type), measures.get(type).total(reference.samples()), ofTypes.get(type)))
                .toList();
    }

    /** Returns the format of values before the unit of the table is chosen. */
    ValueFormat format() {
        return new ValueFormat(measure.unit(), options.unit(), options.ratio());
    }
}
