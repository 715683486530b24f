// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.Arrays;

/**
 * Leaves out what is too small to show: nodes below a fraction of the sum, then all but so many nodes, then calls below a
 * fraction. The sum is signed: in a difference of two profiles growth and shrinkage cancel, and less is left out.
 */
final class Trimmer {
    private final Selection selection;
    private final ReportOptions options;
    private final NodeTable table;
    private final NodeNames names;

    private boolean[] kept;
    private CallGraph graph;
    private int[] listed;

    private Trimmer(Selection selection) {
        this.selection = selection;
        this.options = selection.options();
        this.table = NodeTable.of(selection.profile(), options.granularity(), options.noInlines());
        this.names = new NodeNames(table);
        this.kept = new boolean[table.count()];
        Arrays.fill(kept, true);
        this.graph = CallGraph.ofNodes(table, selection.profile(), selection.measure(), kept);
        this.listed = listed();
    }

    static TrimmedGraph trim(Selection selection) {
        return new Trimmer(selection).trim();
    }

    private TrimmedGraph trim() {
        boolean trims = options.trim();
        long sum = flatSum();
        int all = listed.length;
        if (trims) {
            dropBelow(fraction(sum, options.nodeFraction()));
        }
        int candidates = listed.length;
        if (trims && options.nodeCount() > 0 && options.nodeCount() < candidates) {
            kept = mask(Arrays.copyOf(sorted(), options.nodeCount()));
        }
        Edges edges = new Edges();
        graph = CallGraph.withEdges(table, selection.profile(), selection.measure(), kept, edges);
        listed = listed();
        boolean[] isShown = shownEdges(edges, trims ? fraction(sum, options.edgeFraction()) : 0);
        return new TrimmedGraph(graph, names, sorted(), edges, isShown, all - candidates, candidates);
    }

    private void dropBelow(long cutoff) {
        int[] frequent = new int[listed.length];
        int count = 0;
        for (int node : listed) {
            if (Saturating.abs(graph.cum(node)) >= cutoff) {
                frequent[count++] = node;
            }
        }
        if (count < listed.length) {
            kept = mask(Arrays.copyOf(frequent, count));
            graph = CallGraph.ofNodes(table, selection.profile(), selection.measure(), kept);
            listed = listed();
        }
    }

    private int[] listed() {
        int[] nodes = new int[table.count()];
        int count = 0;
        for (int node = 0; node < nodes.length; node++) {
            boolean holdsNothing = graph.flat(node) == 0 && graph.cum(node) == 0;
            if (!holdsNothing && !(options.dropNegative() && isNegative(node))) {
                nodes[count++] = node;
            }
        }
        return Arrays.copyOf(nodes, count);
    }

    private boolean isNegative(int node) {
        return graph.flat(node) < 0 || (graph.flat(node) == 0 && graph.cum(node) < 0);
    }

    private long flatSum() {
        long sum = 0;
        for (int node : listed) {
            sum = Saturating.add(sum, graph.flat(node));
        }
        return sum;
    }

    private boolean[] shownEdges(Edges edges, long cutoff) {
        boolean[] isListed = mask(listed);
        boolean[] isShown = new boolean[edges.count()];
        for (int edge = 0; edge < isShown.length; edge++) {
            isShown[edge] = !isListed[edges.callee(edge)] || Saturating.abs(edges.weight(edge)) >= cutoff;
        }
        return isShown;
    }

    private int[] sorted() {
        return new NodeOrder(graph, names, options.cum()).sorted(listed);
    }

    private boolean[] mask(int[] nodes) {
        boolean[] mask = new boolean[table.count()];
        for (int node : nodes) {
            mask[node] = true;
        }
        return mask;
    }

    private static long fraction(long sum, double fraction) {
        return Saturating.abs((long) ((double) sum * fraction));
    }
}
