// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A flame graph, ready to draw: the calls of all samples as one tree, cut to its largest nodes. The sums that come with
 * it are of the whole tree. It is a flat list, so that a deep stack cannot overflow the call stack of a writer or
 * reader.
 *
 * @param legend the legend of the profile; of the target, in a differential graph
 * @param granularity the unit of a node
 * @param differential whether the graph compares two profiles; if not, all {@code base} values are 0
 * @param names of the nodes, each once
 * @param nodes callers before callees, siblings largest first; the first is the root of the whole graph
 * @param root the index of the selected node; only it, its callers and the nodes below it are included
 * @param omitted the number of nodes below the root that were too small for the limit; their values are part of their
 *     callers'
 * @param functions the sums of each function over the stacks through the root, also in nodes that are too small to be
 *     included
 * @param matched the result of a search; empty without one
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
     * The selected part of a graph.
     *
     * @param root the key of the frame to draw the calls below: the FNV-1a hash of 32 bits, in hexadecimal, over the names from the
     *     root of the graph down, each followed by a semicolon; empty, or of no frame, for all
     * @param search the functions to sum up: those whose names contain this text or match it as a regular expression;
     *     empty for none
     */
    public record Look(String root, String search) {
        /** The whole graph, without a search. */
        public static final Look WHOLE = new Look("", "");
    }

    /**
     * The sums of a function over all stacks through the root, drawn or not.
     *
     * @param name the index of its name in {@link FlameGraph#names}
     * @param flat its own value
     * @param cum its value with everything that it calls
     * @param baseFlat {@code flat} in the base
     * @param baseCum {@code cum} in the base
     */
    public record Function(int name, long flat, long cum, long baseFlat, long baseCum) {}

    /**
     * The sum of the functions that match a search, over all stacks of the profile, each counted once.
     *
     * @param search the search
     * @param value their value with everything that they call
     * @param base {@code value} in the base
     */
    public record Matched(String search, long value, long base) {}

    /**
     * A node. Its growth over the base is {@code value - base}.
     *
     * @param parent the index of its caller in {@link FlameGraph#nodes}, -1 for the root
     * @param name the index of its name in {@link FlameGraph#names}
     * @param value its value with everything that it calls, in the unit of the sample type
     * @param self its own value
     * @param base {@code value} in the base
     * @param baseSelf {@code self} in the base
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

    /** The same as {@link #of(Profile, ReportOptions, int)}, for a part of the graph. */
    public static FlameGraph of(Profile profile, ReportOptions options, int maxNodes, Look look) {
        return graphs(profile, Optional.empty(), List.of(withSums(options)), maxNodes, look)
                .get(0);
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

    /** The same as {@link #difference(Profile, Profile, ReportOptions, int)}, for a part of the graph. */
    public static FlameGraph difference(Profile base, Profile target, ReportOptions options, int maxNodes, Look look) {
        return graphs(target, Optional.of(base), List.of(withSums(options)), maxNodes, look)
                .get(0);
    }

    /**
     * One graph for each sample type of a profile. That of the options comes first, the others follow in the order of the
     * profile.
     *
     * @param base the profile to compare with; empty for graphs that are not differential
     * @param maxNodes how many nodes each may have, at least 1
     * @throws UsageException when the options do not fit the profiles, or the base lacks a sample type
     */
    public static List<FlameGraph> ofEachSampleType(
            Profile target, Optional<Profile> base, ReportOptions options, int maxNodes) {
        int first = SampleIndex.of(target, options.sampleIndex());
        List<ReportOptions> ofTypes = IntStream.range(0, target.sampleTypes().size())
                .boxed()
                .sorted(Comparator.comparing(type -> type != first))
                .map(type -> withSums(options).toBuilder()
                        .sampleIndex(target.sampleTypes().get(type).type())
                        .build())
                .toList();
        return graphs(target, base, ofTypes, maxNodes, Look.WHOLE);
    }

    private static List<FlameGraph> graphs(
            Profile target, Optional<Profile> base, List<ReportOptions> ofTypes, int maxNodes, Look look) {
        if (maxNodes < 1) {
            throw new UsageException("a flame graph needs at least 1 node, not " + maxNodes);
        }
        List<Selection> targets = Selection.of(target, ofTypes);
        List<Selection> bases =
                base.map(earlier -> Selection.of(earlier, typesOf(targets))).orElse(List.of());
        return new FlameBuilder(targets, bases).graphs(maxNodes, look);
    }

    /** Options that name the sample types of the target: the default of the base may be another one. */
    private static List<ReportOptions> typesOf(List<Selection> targets) {
        return targets.stream()
                .map(target -> target.options().toBuilder()
                        .sampleIndex(target.measure().type())
                        .build())
                .toList();
    }

    /** Refuses means, because they do not add up in a tree. */
    private static ReportOptions withSums(ReportOptions options) {
        return options.mean() ? options.toBuilder().mean(false).build() : options;
    }
}
