// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Saturating;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Builds the {@link FlameGraph}s of a target and, for differential ones, a base. All that does not depend on the sample type
 * is done once for all graphs.
 */
final class FlameBuilder {
    private static final int TARGET = 0;
    private static final int BASE = 1;

    private final List<Selection> targets;
    private final boolean differential;
    private final List<NamedStacks> sides = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * Reads the stacks.
     *
     * @param targets the target, once for each sample type
     * @param bases the base, once for each sample type; none for graphs that are not differential
     */
    FlameBuilder(List<Selection> targets, List<Selection> bases) {
        this.targets = List.copyOf(targets);
        this.differential = !bases.isEmpty();
        numberOf("root");
        sides.add(new NamedStacks(targets, info -> numberOf(shownName(info))));
        if (differential) {
            sides.add(new NamedStacks(bases, info -> numberOf(shownName(info))));
        }
    }

    /** Returns a graph for each sample type, of the {@code maxNodes} largest nodes of the selected part. */
    List<FlameGraph> graphs(int maxNodes, FlameGraph.Look look) {
        int[] path = look.root().isEmpty() ? new int[0] : FrameKeys.find(sides, names, look.root());
        SortedStacks sorted = new SortedStacks(sides, names.size());
        FunctionSums sums = FunctionSums.of(sorted, names.size(), path);
        List<FlameGraph> graphs = new ArrayList<>();
        for (int type = 0; type < targets.size(); type++) {
            graphs.add(graph(type, new CallTree(sorted, type, maxNodes, path), path.length, sums, look.search()));
        }
        return graphs;
    }

    private FlameGraph graph(int type, CallTree tree, int depthOfRoot, FunctionSums sums, String search) {
        Selection target = targets.get(type);
        UsedNames used = new UsedNames();
        List<FlameGraph.Node> nodes = new ArrayList<>();
        tree.visitLargest((node, name, parent) -> nodes.add(new FlameGraph.Node(
                parent, used.number(name), node.cum(TARGET), node.self(TARGET), node.cum(BASE), node.self(BASE))));
        List<FlameGraph.Function> functions = functions(type, sums, used);
        return new FlameGraph(
                Legend.of(target, target.format()),
                target.options().granularity(),
                differential,
                used.names,
                nodes,
                // The callers of the frame come first, each the only one of its depth.
                Math.min(depthOfRoot, nodes.size() - 1),
                tree.countOthers(),
                functions,
                matched(type, search));
    }

    /** The names that a graph has, numbered in the order of their use. */
    private final class UsedNames {
        private final List<String> names = new ArrayList<>();
        private final int[] numbers = new int[FlameBuilder.this.names.size()];

        /** Returns the number of a name of the stacks. */
        int number(int name) {
            if (numbers[name] == 0) {
                names.add(FlameBuilder.this.names.get(name));
                numbers[name] = names.size();
            }
            return numbers[name] - 1;
        }
    }

    private List<FlameGraph.Function> functions(int type, FunctionSums sums, UsedNames used) {
        List<FlameGraph.Function> functions = new ArrayList<>();
        for (int name = 0; name < names.size(); name++) {
            if (!sums.holdsNothing(type, name)) {
                functions.add(new FlameGraph.Function(
                        used.number(name),
                        sums.flat(TARGET, type, name),
                        sums.cum(TARGET, type, name),
                        sums.flat(BASE, type, name),
                        sums.cum(BASE, type, name)));
            }
        }
        return functions;
    }

    private Optional<FlameGraph.Matched> matched(int type, String search) {
        if (search.isEmpty()) {
            return Optional.empty();
        }
        BitSet matching = matching(search);
        long base = differential ? matched(sides.get(BASE), type, matching) : 0;
        return Optional.of(new FlameGraph.Matched(search, matched(sides.get(TARGET), type, matching), base));
    }

    private BitSet matching(String search) {
        Predicate<String> matcher = NamePattern.search(search);
        return IntStream.range(1, names.size())
                .filter(name -> matcher.test(names.get(name)))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** Returns the sum of the stacks with at least one matching name. */
    private static long matched(NamedStacks stacks, int type, BitSet matching) {
        long sum = 0;
        for (int stack = 0; stack < stacks.count(); stack++) {
            if (Arrays.stream(stacks.names(stack)).anyMatch(matching::get)) {
                sum = Saturating.add(sum, stacks.value(stack, type));
            }
        }
        return sum;
    }

    /** Returns the name to show. Two builds are compared without type arguments, which only some versions of Go write. */
    private String shownName(NodeInfo info) {
        String name = info.printableName();
        return differential ? Function.withoutTypeArguments(name) : name;
    }

    private int numberOf(String name) {
        Integer known = numbers.putIfAbsent(name, names.size());
        if (known == null) {
            names.add(name);
        }
        return known == null ? names.size() - 1 : known;
    }
}
