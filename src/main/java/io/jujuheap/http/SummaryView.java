// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.HeapCapture;
import io.jujuheap.collect.Totals;
import org.jspecify.annotations.Nullable;

/** JSON: the sums of a profile, how they grew, and its largest functions. */
record SummaryView(
        CaptureView capture,
        Totals totals,
        long sampleIntervalBytes,
        long standardErrorBytes,
        @Nullable Growth growth,
        TopView top) {

    /** JSON: growth since an earlier snapshot. */
    record Growth(String since, String snapshot, long inuseBytes, long inuseObjects) {}

    static SummaryView of(HeapCapture capture, @Nullable Growth growth, ReportParameters asked) {
        CaptureView about = CaptureView.of(capture);
        Totals totals = capture.totals();
        return new SummaryView(
                about,
                totals,
                capture.sampleIntervalBytes(),
                totals.standardErrorBytes(capture.sampleIntervalBytes()),
                growth,
                TopView.of(about, capture.profile(), asked));
    }
}
