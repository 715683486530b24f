// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.Arrays;

/**
 * Removes what is too small to show: nodes below a fraction of the sum, then all but the largest nodes, then calls
 * below a fraction. The sum is signed: in a difference of two profiles, growth and shrinkage cancel, so fewer nodes are
 * removed.
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

    /** Returns the nodes and calls to show. */
    static TrimmedGraph trim(Selection selection) {
        Trimmer trimmer = new Trimmer(selection);
        return trimmer.trim(trimmer.kept);
    }

    /** Returns the same, but only with the calls of functions that were inlined somewhere, which is enough to mark them. */
    static TrimmedGraph trimToInlined(Selection selection) {
        Trimmer trimmer = new Trimmer(selection);
        return trimmer.trim(trimmer.table.inlined());
    }

    private TrimmedGraph trim(boolean[] wantedCallees) {
        long sum = flatSum();
        int dropped = options.trim() ? dropBelow(fraction(sum, options.nodeFraction())) : 0;
        int limit = options.trim() ? options.nodeCount() : 0;
        int candidates = limit > 0 ? cutTo(limit) : 0;
        Edges edges = new Edges();
        graph = CallGraph.withEdges(table, selection.profile(), selection.measure(), kept, wantedCallees, edges);
        listed = listed();
        boolean[] isShown = shownEdges(edges, options.trim() ? fraction(sum, options.edgeFraction()) : 0);
        int before = limit > 0 ? candidates : listed.length;
        return new TrimmedGraph(graph, names, sorted(), edges, isShown, dropped, before);
    }

    /** Removes nodes below the cutoff and returns their number. */
    private int dropBelow(long cutoff) {
        int[] frequent = new int[listed.length];
        int count = 0;
        for (int node : listed) {
            if (Saturating.abs(graph.cum(node)) >= cutoff) {
                frequent[count++] = node;
            }
        }
        int dropped = listed.length - count;
        if (dropped > 0) {
            kept = mask(Arrays.copyOf(frequent, count));
        }
        return dropped;
    }

    /**
     * Keeps the first {@code limit} nodes and returns their number. Their order depends on the nodes that were removed
     * before.
     */
    private int cutTo(int limit) {
        graph = CallGraph.ofNodes(table, selection.profile(), selection.measure(), kept);
        listed = listed();
        if (limit < listed.length) {
            kept = mask(Arrays.copyOf(sorted(), limit));
        }
        return listed.length;
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

    /** Returns a fraction of a sum, truncated as pprof does. */
    static long fraction(long sum, double fraction) {
        return Saturating.abs((long) ((double) sum * fraction));
    }
}
