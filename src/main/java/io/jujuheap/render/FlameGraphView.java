// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.report.FlameGraph;
import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the call tree of a profile, or of its growth over a base, in columns of equal length.
 *
 * @param capture absent in a page that has its own title
 * @param base absent without a comparison, as are {@code restarts}, {@code baseValue} and {@code baseSelf}
 * @param restarts when the agent restarted between the two
 * @param granularity the unit of a node: function or package
 * @param root the index of the requested node; only it, its callers and the nodes below it are included
 * @param omitted the number of nodes below the root that were too small to be included
 * @param matched absent without a search
 */
@SuppressWarnings("ArrayRecordComponent") // only ever written as JSON, never compared
public record FlameGraphView(
        @Nullable CaptureView capture,
        @Nullable CaptureView base,
        @Nullable List<String> restarts,
        SampleTypeView sampleType,
        String granularity,
        long total,
        List<String> names,
        int[] parent,
        int[] name,
        long[] value,
        long[] self,
        long @Nullable [] baseValue,
        long @Nullable [] baseSelf,
        int root,
        int omitted,
        Functions functions,
        @Nullable Matched matched) {

    /**
     * JSON: the sums of each function over all stacks through the root, drawn or not, in columns of equal length.
     *
     * @param name the indices of their names in the list of names
     */
    @SuppressWarnings("ArrayRecordComponent") // only ever written as JSON, never compared
    public record Functions(
            int[] name, long[] flat, long[] cum, long @Nullable [] baseFlat, long @Nullable [] baseCum) {}

    /**
     * JSON: the sum of the functions that match the search, over all stacks of the profile, each counted once.
     *
     * @param base absent where nothing is compared
     */
    public record Matched(String search, long value, @Nullable Long base) {}

    /** The most nodes. A browser draws them easily, and a screen shows fewer. */
    public static final int MAX_NODES = 8_192;

    /** Returns the view of one profile. */
    public static FlameGraphView of(CaptureView capture, FlameGraph graph) {
        return new FlameGraphView(capture, null, null, graph);
    }

    /** Returns the view of a profile and its base; {@code restarts} are the restarts of the agent in between. */
    public static FlameGraphView of(CaptureView capture, CaptureView base, List<Instant> restarts, FlameGraph graph) {
        return new FlameGraphView(
                capture, base, restarts.stream().map(Instant::toString).toList(), graph);
    }

    /** Returns the view for a page that has its own title. */
    static FlameGraphView of(FlameGraph graph) {
        return new FlameGraphView(null, null, null, graph);
    }

    private FlameGraphView(
            @Nullable CaptureView capture,
            @Nullable CaptureView base,
            @Nullable List<String> restarts,
            FlameGraph graph) {
        this(
                capture,
                base,
                restarts,
                SampleTypeView.of(graph.legend()),
                graph.granularity().toString(),
                graph.legend().total(),
                graph.names(),
                ints(graph, FlameGraph.Node::parent),
                ints(graph, FlameGraph.Node::name),
                longs(graph.nodes(), FlameGraph.Node::value),
                longs(graph.nodes(), FlameGraph.Node::self),
                graph.differential() ? longs(graph.nodes(), FlameGraph.Node::base) : null,
                graph.differential() ? longs(graph.nodes(), FlameGraph.Node::baseSelf) : null,
                graph.root(),
                graph.omitted(),
                functions(graph),
                graph.matched().map(matched -> matched(graph, matched)).orElse(null));
    }

    private static Functions functions(FlameGraph graph) {
        List<FlameGraph.Function> functions = graph.functions();
        return new Functions(
                functions.stream().mapToInt(FlameGraph.Function::name).toArray(),
                longs(functions, FlameGraph.Function::flat),
                longs(functions, FlameGraph.Function::cum),
                graph.differential() ? longs(functions, FlameGraph.Function::baseFlat) : null,
                graph.differential() ? longs(functions, FlameGraph.Function::baseCum) : null);
    }

    private static Matched matched(FlameGraph graph, FlameGraph.Matched matched) {
        return new Matched(matched.search(), matched.value(), graph.differential() ? (Long) matched.base() : null);
    }

    private static int[] ints(FlameGraph graph, ToIntFunction<FlameGraph.Node> figure) {
        return graph.nodes().stream().mapToInt(figure).toArray();
    }

    private static <T> long[] longs(List<T> rows, ToLongFunction<T> figure) {
        return rows.stream().mapToLong(figure).toArray();
    }
}
