// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.ProfileCapture;
import io.jujuheap.collect.Totals;
import io.jujuheap.profile.Sampling;
import io.jujuheap.render.CaptureView;
import io.jujuheap.render.TopView;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the sums of a profile, how they grew, and its largest functions.
 *
 * @param samplingErrorBytes the half-width of the 95 % confidence interval of {@code totals.inuseBytes}
 */
record SummaryView(
        CaptureView capture,
        Totals totals,
        long sampleIntervalBytes,
        long samplingErrorBytes,
        @Nullable Growth growth,
        TopView top) {

    /** JSON: growth since an earlier snapshot. */
    record Growth(String since, String snapshot, long inuseBytes, long inuseObjects) {}

    static SummaryView of(ProfileCapture capture, @Nullable Growth growth, ReportParameters asked) {
        Totals totals = capture.totals();
        return new SummaryView(
                ProfileLookup.about(capture),
                totals,
                capture.sampleIntervalBytes(),
                Sampling.errorBytes(totals.inuseBytes(), capture.sampleIntervalBytes()),
                growth,
                asked.top(capture));
    }
}
