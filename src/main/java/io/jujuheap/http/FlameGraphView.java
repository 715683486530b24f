// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.HeapCapture;
import io.jujuheap.report.FlameGraph;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** JSON: the call tree of a profile, or of its growth over a base, in columns of equal length. */
@SuppressWarnings("ArrayRecordComponent") // only ever written as JSON, never compared
record FlameGraphView(
        CaptureView capture,
        @Nullable CaptureView base,
        SampleTypeView sampleType,
        long total,
        List<String> names,
        int[] parent,
        int[] name,
        long[] value,
        long[] self,
        long @Nullable [] baseValue,
        long @Nullable [] baseSelf,
        int omitted) {

    /** As many as a screen can show; smaller ones are in their callers. */
    private static final int MAX_NODES = 10_000;

    static FlameGraphView of(HeapCapture capture, ReportParameters asked) {
        FlameGraph graph = FlameGraph.of(capture.profile(), asked.options(), MAX_NODES);
        return of(CaptureView.of(capture), null, graph, asked);
    }

    static FlameGraphView of(HeapCapture base, HeapCapture capture, ReportParameters asked) {
        FlameGraph graph = FlameGraph.difference(base.profile(), capture.profile(), asked.options(), MAX_NODES);
        return of(CaptureView.of(capture), CaptureView.of(base), graph, asked);
    }

    private static FlameGraphView of(
            CaptureView capture, @Nullable CaptureView base, FlameGraph graph, ReportParameters asked) {
        return new FlameGraphView(
                capture,
                base,
                SampleTypeView.of(asked.type()),
                graph.legend().total(),
                graph.names(),
                ints(graph, FlameGraph.Node::parent),
                ints(graph, FlameGraph.Node::name),
                longs(graph, FlameGraph.Node::value),
                longs(graph, FlameGraph.Node::self),
                base == null ? null : longs(graph, FlameGraph.Node::base),
                base == null ? null : longs(graph, FlameGraph.Node::baseSelf),
                graph.omitted());
    }

    private static int[] ints(FlameGraph graph, ToIntFunction<FlameGraph.Node> figure) {
        return graph.nodes().stream().mapToInt(figure).toArray();
    }

    private static long[] longs(FlameGraph graph, ToLongFunction<FlameGraph.Node> figure) {
        return graph.nodes().stream().mapToLong(figure).toArray();
    }
}
