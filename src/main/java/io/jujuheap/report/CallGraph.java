// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.Saturating;
import org.jspecify.annotations.Nullable;

/**
 * The values of nodes: flat, for memory allocated in the node itself, and cum, for memory allocated in it and below it;
 * optionally also the values of calls. Nodes that are not kept are skipped, as if they were not in the stacks. Memory
 * allocated directly in one of them belongs to no node.
 */
final class CallGraph {
    /** The columns of a node, those of means and those of the reports that are made of them. */
    private static final long NODE_BYTES = 64;

    private final NodeTable table;
    private final Samples samples;
    private final Measure measure;
    private final boolean[] kept;
    private final @Nullable Edges edges;
    private final boolean[] wantedCallees;

    private final long[] flat;
    private final long[] cum;
    private final long[] flatDivisor;
    private final long[] cumDivisor;
    /** The last sample in which a node was seen, plus 1: a recursive function counts once per sample. */
    private final int[] seen;

    private CallGraph(
            NodeTable table,
            Profile profile,
            Measure measure,
            boolean[] kept,
            @Nullable Edges edges,
            boolean[] wantedCallees) {
        this.table = table;
        this.samples = profile.samples();
        this.measure = measure;
        this.kept = kept;
        this.edges = edges;
        this.wantedCallees = wantedCallees;
        HeapRoom.require(table.count() * NODE_BYTES);
        this.flat = new long[table.count()];
        this.cum = new long[table.count()];
        this.flatDivisor = measure.mean() ? new long[table.count()] : flat;
        this.cumDivisor = measure.mean() ? new long[table.count()] : cum;
        this.seen = new int[table.count()];
    }

    /** Returns the graph of the kept nodes, without its edges. */
    static CallGraph ofNodes(NodeTable table, Profile profile, Measure measure, boolean[] kept) {
        return new CallGraph(table, profile, measure, kept, null, kept).walked();
    }

    /** Returns the graph of the kept nodes, and adds the calls to wanted callees to {@code edges}. */
    static CallGraph withEdges(
            NodeTable table, Profile profile, Measure measure, boolean[] kept, boolean[] wantedCallees, Edges edges) {
        return new CallGraph(table, profile, measure, kept, edges, wantedCallees).walked();
    }

    NodeTable table() {
        return table;
    }

    /** Returns the sum over samples, before any division by a count. Nodes are chosen and ordered by it. */
    long flat(int node) {
        return flat[node];
    }

    long cum(int node) {
        return cum[node];
    }

    /** Returns the value to show: the sum over samples, or the mean. */
    long flatValue(int node) {
        return measure.mean() ? Measure.quotient(flat[node], flatDivisor[node]) : flat[node];
    }

    long cumValue(int node) {
        return measure.mean() ? Measure.quotient(cum[node], cumDivisor[node]) : cum[node];
    }

    private CallGraph walked() {
        for (int sample = 0; sample < samples.count(); sample++) {
            if (measure.value(samples, sample) != 0 || measure.divisor(samples, sample) != 0) {
                walk(sample);
            }
        }
        return this;
    }

    /** Walks a stack from its root to its leaf. */
    private void walk(int sample) {
        long weight = measure.value(samples, sample);
        int caller = -1;
        boolean overGap = false;
        for (int position = samples.stackEnd(sample) - 1; position >= samples.stackStart(sample); position--) {
            int location = samples.locationAt(position);
            int outermost = table.start(location);
            for (int i = outermost; i < table.end(location); i++) {
                int node = table.nodeAt(i);
                overGap = !kept[node];
                if (overGap) {
                    continue;
                }
                addCum(node, sample, weight);
                if (edges != null && wantedCallees[node] && caller >= 0 && caller != node) {
                    edges.add(caller, node, weight, i != outermost, sample);
                }
                caller = node;
            }
        }
        if (caller >= 0 && !overGap) {
            addFlat(caller, sample, weight);
        }
    }

    private void addCum(int node, int sample, long weight) {
        if (seen[node] == sample + 1) {
            return;
        }
        seen[node] = sample + 1;
        cum[node] = Saturating.add(cum[node], weight);
        if (measure.mean()) {
            cumDivisor[node] = Saturating.add(cumDivisor[node], measure.divisor(samples, sample));
        }
    }

    private void addFlat(int node, int sample, long weight) {
        flat[node] = Saturating.add(flat[node], weight);
        if (measure.mean()) {
            flatDivisor[node] = Saturating.add(flatDivisor[node], measure.divisor(samples, sample));
        }
    }
}
