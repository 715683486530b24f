// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.HeapCapture;
import io.jujuheap.collect.Totals;

/** JSON: the sums of a profile and its largest functions. */
record SummaryView(CaptureView capture, Totals totals, long sampleIntervalBytes, long standardErrorBytes, TopView top) {

    static SummaryView of(HeapCapture capture, ReportParameters asked) {
        CaptureView about = CaptureView.of(capture);
        Totals totals = capture.totals();
        return new SummaryView(
                about,
                totals,
                capture.sampleIntervalBytes(),
                totals.standardErrorBytes(capture.sampleIntervalBytes()),
                TopView.of(about, capture.profile(), asked));
    }
}
