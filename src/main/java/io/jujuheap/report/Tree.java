// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The nodes with the largest values, each with its callers and callees: {@code go tool pprof -tree} and {@code -peek}.
 *
 * @param legend the legend of the profile
 * @param coverage the share of the profile that the nodes cover; for a peek, of all nodes, not only of the matching
 *     ones
 * @param nodes the nodes, largest first
 */
public record Tree(Legend legend, Coverage coverage, List<Node> nodes) {
    private static final int DEFAULT_NODE_COUNT = 80;

    public Tree {
        requireNonNull(legend, "legend is null");
        requireNonNull(coverage, "coverage is null");
        nodes = List.copyOf(nodes);
    }

    /**
     * A node.
     *
     * @param name as the granularity has it: a function, a file, a line
     * @param flat its own value, in the unit of the sample type
     * @param cum its value with everything that it calls
     * @param callers the calls to it, with their parts of {@code cum}, largest first
     * @param callees the calls from it, with their parts of {@code cum}, largest first
     */
    public record Node(String name, long flat, long cum, List<Call> callers, List<Call> callees) {
        public Node {
            requireNonNull(name, "name is null");
            callers = List.copyOf(callers);
            callees = List.copyOf(callees);
        }
    }

    /**
     * A call from or to a node.
     *
     * @param name the node at the other end
     * @param value the value of this call
     * @param inline whether all these calls were inlined
     */
    public record Call(String name, long value, boolean inline) {
        public Call {
            requireNonNull(name, "name is null");
        }
    }

    /**
     * The report of a profile.
     *
     * @throws UsageException when the options do not fit the profile
     */
    public static Tree of(Profile profile, ReportOptions options) {
        Selection selection = Selection.of(profile, options.withDefaultNodeCount(DEFAULT_NODE_COUNT));
        TrimmedGraph graph = Trimmer.trim(selection);
        return new Tree(
                Legend.of(selection, graph.format(selection)), graph.coverage(selection), nodes(graph, graph.nodes()));
    }

    /**
     * Returns the nodes whose names match, of any size; none when no name matches.
     *
     * @param regex in RE2 syntax, matched anywhere in the name
     * @throws UsageException when {@code regex} or the options do not fit
     */
    public static Tree peek(Profile profile, ReportOptions options, String regex) {
        return matching(profile, options, NamePattern.of("peek", regex)::matches);
    }

    /**
     * Returns the node with exactly that name, in the form of {@code peek}; none when no stack has it.
     *
     * @throws UsageException when the options do not fit the profile
     */
    public static Tree around(Profile profile, ReportOptions options, String name) {
        return matching(profile, options, name::equals);
    }

    private static Tree matching(Profile profile, ReportOptions options, Predicate<String> isWanted) {
        Selection selection =
                Selection.of(profile, options.toBuilder().trim(false).build());
        TrimmedGraph graph = Trimmer.trim(selection);
        int[] matching = Arrays.stream(graph.nodes())
                .filter(n -> isWanted.test(graph.name(n)))
                .toArray();
        return new Tree(
                Legend.of(selection, graph.format(selection)), graph.coverage(selection), nodes(graph, matching));
    }

    private static List<Node> nodes(TrimmedGraph graph, int[] listed) {
        List<List<Call>> callers = emptyLists(graph.nodeCount());
        List<List<Call>> callees = emptyLists(graph.nodeCount());
        for (int edge : graph.edgesBySize()) {
            Edges edges = graph.edges();
            int caller = edges.caller(edge);
            int callee = edges.callee(edge);
            callers.get(callee).add(new Call(graph.name(caller), edges.weight(edge), edges.isInline(edge)));
            callees.get(caller).add(new Call(graph.name(callee), edges.weight(edge), edges.isInline(edge)));
        }
        List<Node> nodes = new ArrayList<>(listed.length);
        for (int node : listed) {
            nodes.add(new Node(
                    graph.name(node), graph.flat(node), graph.cum(node), callers.get(node), callees.get(node)));
        }
        return nodes;
    }

    private static List<List<Call>> emptyLists(int count) {
        List<List<Call>> lists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>(4));
        }
        return lists;
    }
}
