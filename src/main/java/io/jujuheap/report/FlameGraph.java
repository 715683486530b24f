// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import java.util.List;
import java.util.Optional;

/**
 * A flame graph, ready to draw: the calls of all samples as one tree, cut to its largest nodes. The sums that come with
 * it are of the whole tree. It is a flat list, so that a deep stack cannot overflow the call stack of a writer or
 * reader.
 *
 * @param legend what the graph is about; of the target, in a differential graph
 * @param granularity what a node stands for
 * @param differential whether the graph compares two profiles; if not, all {@code base} values are 0
 * @param names of the nodes, each once
 * @param nodes callers before callees, siblings largest first; the first is the root, which stands for the whole
 * @param root the index of the node that the graph is of; only it, its callers and what is below it are here
 * @param omitted how many nodes below the root were too small for the limit; their callers keep their values
 * @param functions what each function holds in the stacks through the root, also in nodes that are too small to be here
 * @param matched what a search found; empty without a search
 */
public record FlameGraph(
        Legend legend,
        Granularity granularity,
        boolean differential,
        List<String> names,
        List<Node> nodes,
        int root,
        int omitted,
        List<Function> functions,
        Optional<Matched> matched) {

    public FlameGraph {
        requireNonNull(legend, "legend is null");
        requireNonNull(granularity, "granularity is null");
        names = List.copyOf(names);
        nodes = List.copyOf(nodes);
        functions = List.copyOf(functions);
        requireNonNull(matched, "matched is null");
    }

    /**
     * What to look at.
     *
     * @param root the key of the frame to draw the calls below: the FNV-1a hash of 32 bits, in hexadecimal, over the names from the
     *     root of the graph down, each followed by a semicolon; empty, or of no frame, for all
     * @param search which functions to sum up: those whose names hold this text, or match it as a regular expression; empty
     *     for none
     */
    public record Look(String root, String search) {
        /** The whole graph, without a search. */
        public static final Look WHOLE = new Look("", "");
    }

    /**
     * What a function holds in all stacks through the root, drawn or not.
     *
     * @param name the index of its name in {@link FlameGraph#names}
     * @param flat what it holds itself
     * @param cum what it holds together with what it calls
     * @param baseFlat what {@code flat} was in the base
     * @param baseCum what {@code cum} was in the base
     */
    public record Function(int name, long flat, long cum, long baseFlat, long baseCum) {}

    /**
     * What the functions hold that a search finds, in all stacks of the profile, each stack counted once.
     *
     * @param search the search
     * @param value what they hold together with what they call
     * @param base what that was in the base
     */
    public record Matched(String search, long value, long base) {}

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
        return of(profile, options, maxNodes, Look.WHOLE);
    }

    /** As {@link #of(Profile, ReportOptions, int)}, of a part. */
    public static FlameGraph of(Profile profile, ReportOptions options, int maxNodes, Look look) {
        Selection selection = Selection.of(profile, withSums(options));
        FlameBuilder builder = new FlameBuilder(options.granularity(), false);
        builder.add(selection);
        return builder.graph(Legend.of(selection, selection.format()), checked(maxNodes), look);
    }

    /**
     * The graph of two profiles, which may be of different builds and encodings: calls are matched by name.
     *
     * @param maxNodes how many nodes it may have, at least 1
     * @throws UsageException when the options do not fit the profiles
     */
    public static FlameGraph difference(Profile base, Profile target, ReportOptions options, int maxNodes) {
        return difference(base, target, options, maxNodes, Look.WHOLE);
    }

    /** As {@link #difference(Profile, Profile, ReportOptions, int)}, of a part. */
    public static FlameGraph difference(Profile base, Profile target, ReportOptions options, int maxNodes, Look look) {
        Selection selection = Selection.of(target, withSums(options));
        FlameBuilder builder = new FlameBuilder(options.granularity(), true);
        builder.add(selection);
        builder.add(Selection.of(base, withSums(options)));
        return builder.graph(Legend.of(selection, selection.format()), checked(maxNodes), look);
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
