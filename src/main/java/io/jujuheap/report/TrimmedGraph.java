// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import io.jujuheap.profile.Units;
import java.util.stream.IntStream;

/** The nodes to list, largest first, and the calls to show. */
final class TrimmedGraph {
    private final CallGraph graph;
    private final NodeNames names;
    private final int[] nodes;
    private final Edges edges;
    private final boolean[] isShown;
    private final int dropped;
    private final int candidates;

    /**
     * Creates a trimmed graph.
     *
     * @param nodes to list, in order
     * @param isShown whether to show the edge of that number
     * @param dropped the number of nodes that were too small
     * @param candidates the number of nodes before the list was limited
     */
    TrimmedGraph(
            CallGraph graph,
            NodeNames names,
            int[] nodes,
            Edges edges,
            boolean[] isShown,
            int dropped,
            int candidates) {
        this.graph = graph;
        this.names = names;
        this.nodes = nodes;
        this.edges = edges;
        this.isShown = isShown;
        this.dropped = dropped;
        this.candidates = candidates;
    }

    /** The nodes to list, in order; not to be changed. */
    int[] nodes() {
        return nodes;
    }

    /** Returns the number of all nodes, listed or not. They are numbered from 0. */
    int nodeCount() {
        return graph.table().count();
    }

    Edges edges() {
        return edges;
    }

    /** The edges to show, in order. */
    int[] edgesBySize() {
        return IntStream.range(0, edges.count())
                .filter(edge -> isShown[edge])
                .boxed()
                .sorted(edges.bySizeAndName(names))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    String name(int node) {
        return names.of(node);
    }

    long flat(int node) {
        return graph.flatValue(node);
    }

    long cum(int node) {
        return graph.cumValue(node);
    }

    /** Returns for each node of the profile whether its shown calls were inlined. */
    Inlining[] inlinings() {
        boolean[] inlined = new boolean[graph.table().count()];
        boolean[] called = new boolean[inlined.length];
        for (int edge = 0; edge < edges.count(); edge++) {
            if (isShown[edge]) {
                (edges.isInline(edge) ? inlined : called)[edges.callee(edge)] = true;
            }
        }
        Inlining[] inlinings = new Inlining[inlined.length];
        for (int node = 0; node < inlined.length; node++) {
            inlinings[node] = Inlining.of(inlined[node], called[node]);
        }
        return inlinings;
    }

    /** Returns the share that the listed nodes cover, and the numbers of nodes that are not listed. */
    Coverage coverage(Selection selection) {
        long shown = 0;
        for (int node : nodes) {
            shown = Saturating.add(shown, flat(node));
        }
        ReportOptions options = selection.options();
        long cutoff = Trimmer.fraction(selection.total(), options.trim() ? options.nodeFraction() : 0);
        return new Coverage(shown, dropped, cutoff, nodes.length, candidates);
    }

    /** The unit that suits what is listed, unless one was asked for. */
    ValueFormat format(Selection selection) {
        ValueFormat format = selection.format();
        if (!format.outputUnit().equals(Units.MINIMUM) || nodes.length == 0) {
            return format;
        }
        long smallest = 0;
        for (int node : nodes) {
            long size = Saturating.abs(flat(node) != 0 ? flat(node) : cum(node));
            if (size > 0 && (smallest == 0 || size < smallest)) {
                smallest = size;
            }
        }
        return format.suiting(smallest == 0 ? selection.total() : smallest, selection.total());
    }
}
