// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import java.util.List;

/**
 * A flame graph, ready to draw: the calls of all samples as one tree, cut to its largest nodes. It is a list and not a
 * nest of objects, so that a deep stack cannot overflow what writes or reads it.
 *
 * @param legend what the graph is about; of the target, in a differential graph
 * @param differential whether the graph compares two profiles; if not, all {@code base} values are 0
 * @param names of the nodes, each once
 * @param nodes callers before callees, siblings largest first; the first is the root, which stands for the whole
 * @param omitted how many nodes were too small for the limit; their callers keep their values
 */
public record FlameGraph(Legend legend, boolean differential, List<String> names, List<Node> nodes, int omitted) {

    public FlameGraph {
        requireNonNull(legend, "legend is null");
        names = List.copyOf(names);
        nodes = List.copyOf(nodes);
    }

    /**
     * A node. Its growth over the base is {@code value - base}.
     *
     * @param parent the index of its caller in {@link FlameGraph#nodes}, -1 for the root
     * @param name the index of its name in {@link FlameGraph#names}
     * @param value what it holds together with what it calls, in the unit of the sample type
     * @param self what it holds itself
     * @param base what {@code value} was in the base
     * @param baseSelf what {@code self} was in the base
     */
    public record Node(int parent, int name, long value, long self, long base, long baseSelf) {}

    /**
     * The graph of a profile.
     *
     * @param maxNodes how many nodes it may have, at least 1
     * @throws UsageException when the options do not fit the profile
     */
    public static FlameGraph of(Profile profile, ReportOptions options, int maxNodes) {
        Selection selection = Selection.of(profile, withSums(options));
        FlameBuilder builder = new FlameBuilder(false);
        builder.addTarget(selection);
        return builder.graph(Legend.of(selection, selection.format()), checked(maxNodes));
    }

    /**
     * The graph of two profiles, which may be of different builds and encodings: calls are matched by name.
     *
     * @param maxNodes how many nodes it may have, at least 1
     * @throws UsageException when the options do not fit the profiles
     */
    public static FlameGraph difference(Profile base, Profile target, ReportOptions options, int maxNodes) {
        Selection selection = Selection.of(target, withSums(options));
        FlameBuilder builder = new FlameBuilder(true);
        builder.addTarget(selection);
        builder.addBase(Selection.of(base, withSums(options)));
        return builder.graph(Legend.of(selection, selection.format()), checked(maxNodes));
    }

    /** Means do not add up, so a tree cannot show them. */
    private static ReportOptions withSums(ReportOptions options) {
        return options.mean() ? options.toBuilder().mean(false).build() : options;
    }

    private static int checked(int maxNodes) {
        if (maxNodes < 1) {
            throw new UsageException("a flame graph needs at least 1 node, not " + maxNodes);
        }
        return maxNodes;
    }
}
