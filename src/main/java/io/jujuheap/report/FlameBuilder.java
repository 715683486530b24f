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

/** Builds a {@link FlameGraph} of a target and, for a differential one, a base. */
final class FlameBuilder {
    private static final int TARGET = 0;
    private static final int BASE = 1;

    private final Granularity granularity;
    private final boolean differential;
    private final List<NamedStacks> sides = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    FlameBuilder(Granularity granularity, boolean differential) {
        this.granularity = granularity;
        this.differential = differential;
        numberOf("root");
    }

    /** Adds the target, then, for a differential graph, the base. */
    void add(Selection selection) {
        sides.add(new NamedStacks(selection, info -> numberOf(shownName(info))));
    }

    /** Returns the graph of the {@code maxNodes} largest nodes of the selected part. */
    FlameGraph graph(Legend legend, int maxNodes, FlameGraph.Look look) {
        int[] path = look.root().isEmpty() ? new int[0] : FrameKeys.find(sides, names, look.root());
        CallTree tree = new CallTree(sides, names.size(), maxNodes, path);
        UsedNames used = new UsedNames();
        List<FlameGraph.Node> nodes = new ArrayList<>();
        tree.visitLargest((node, parent) -> nodes.add(new FlameGraph.Node(
                parent,
                used.number(node.name()),
                node.cum(TARGET),
                node.self(TARGET),
                node.cum(BASE),
                node.self(BASE))));
        // The callers of the frame come first, each the only one of its depth.
        int root = Math.min(path.length, nodes.size() - 1);
        List<FlameGraph.Function> functions = functions(path, used);
        return new FlameGraph(
                legend,
                granularity,
                differential,
                used.names,
                nodes,
                root,
                tree.countOthers(),
                functions,
                matched(look.search()));
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

    private List<FlameGraph.Function> functions(int[] path, UsedNames used) {
        FunctionSums sums = FunctionSums.of(sides, names.size(), path);
        List<FlameGraph.Function> functions = new ArrayList<>();
        for (int name = 0; name < names.size(); name++) {
            if (!sums.holdsNothing(name)) {
                functions.add(new FlameGraph.Function(
                        used.number(name),
                        sums.flat(TARGET, name),
                        sums.cum(TARGET, name),
                        sums.flat(BASE, name),
                        sums.cum(BASE, name)));
            }
        }
        return functions;
    }

    private Optional<FlameGraph.Matched> matched(String search) {
        if (search.isEmpty()) {
            return Optional.empty();
        }
        BitSet matching = matching(search);
        long base = differential ? matched(sides.get(BASE), matching) : 0;
        return Optional.of(new FlameGraph.Matched(search, matched(sides.get(TARGET), matching), base));
    }

    private BitSet matching(String search) {
        Predicate<String> matcher = NamePattern.search(search);
        return IntStream.range(1, names.size())
                .filter(name -> matcher.test(names.get(name)))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** Returns the sum of the stacks with at least one matching name. */
    private static long matched(NamedStacks stacks, BitSet matching) {
        long sum = 0;
        for (int stack = 0; stack < stacks.count(); stack++) {
            if (Arrays.stream(stacks.names(stack)).anyMatch(matching::get)) {
                sum = Saturating.add(sum, stacks.value(stack));
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
