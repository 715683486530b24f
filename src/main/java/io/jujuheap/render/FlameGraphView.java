// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.report.FlameGraph;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the call tree of a profile, or of its growth over a base, in columns of equal length.
 *
 * @param capture absent in a page that says itself what it is about
 * @param base absent where nothing is compared, as are {@code baseValue} and {@code baseSelf}
 */
@SuppressWarnings("ArrayRecordComponent") // only ever written as JSON, never compared
public record FlameGraphView(
        @Nullable CaptureView capture,
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

    /** As many nodes as a browser draws without effort, and more than a screen can show. */
    public static final int MAX_NODES = 8_192;

    /** The view of one profile. */
    public static FlameGraphView of(CaptureView capture, FlameGraph graph) {
        return of(capture, null, graph);
    }

    /** The view of a profile and the base that it is compared with. */
    public static FlameGraphView of(@Nullable CaptureView capture, @Nullable CaptureView base, FlameGraph graph) {
        return new FlameGraphView(
                capture,
                base,
                SampleTypeView.of(graph.legend()),
                graph.legend().total(),
                graph.names(),
                ints(graph, FlameGraph.Node::parent),
                ints(graph, FlameGraph.Node::name),
                longs(graph, FlameGraph.Node::value),
                longs(graph, FlameGraph.Node::self),
                graph.differential() ? longs(graph, FlameGraph.Node::base) : null,
                graph.differential() ? longs(graph, FlameGraph.Node::baseSelf) : null,
                graph.omitted());
    }

    private static int[] ints(FlameGraph graph, ToIntFunction<FlameGraph.Node> figure) {
        return graph.nodes().stream().mapToInt(figure).toArray();
    }

    private static long[] longs(FlameGraph graph, ToLongFunction<FlameGraph.Node> figure) {
        return graph.nodes().stream().mapToLong(figure).toArray();
    }
}
