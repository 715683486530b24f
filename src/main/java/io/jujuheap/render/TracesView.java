// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.report.Traces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON: every sample of a profile with its stack, innermost first. */
record TracesView(
        CaptureView capture, SampleTypeView sampleType, List<String> filters, long total, List<Trace> traces) {

    /** JSON: a sample, with its labels as the table shows them. */
    record Trace(long value, Map<String, String> labels, List<String> stack) {}

    static TracesView of(Traces traces) {
        return new TracesView(
                CaptureView.of(traces.legend()),
                SampleTypeView.of(traces.legend()),
                traces.legend().activeFilters(),
                traces.legend().total(),
                traces.traces().stream().map(TracesView::trace).toList());
    }

    private static Trace trace(Traces.Trace trace) {
        Map<String, String> labels = new LinkedHashMap<>();
        trace.tags().forEach(tag -> labels.putIfAbsent(tag.key(), ValueWriter.text(tag)));
        return new Trace(
                trace.value(),
                labels,
                trace.frames().stream().map(Traces.Frame::name).toList());
    }
}
