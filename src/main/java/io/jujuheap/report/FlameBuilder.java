// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.Saturating;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Builds a {@link FlameGraph} of a target and, for a differential one, a base. */
final class FlameBuilder {
    private static final int TARGET = 0;
    private static final int BASE = 1;
    private static final int NONE = -1;

    private final boolean differential;
    private final CallTree tree;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    FlameBuilder(boolean differential) {
        this.differential = differential;
        this.tree = new CallTree(differential ? 2 : 1);
        numberOf("root");
    }

    void addTarget(Selection selection) {
        add(selection, TARGET);
    }

    void addBase(Selection selection) {
        add(selection, BASE);
    }

    /** The graph of the {@code maxNodes} largest nodes of what is looked at. */
    FlameGraph graph(Legend legend, int maxNodes, FlameGraph.Look look) {
        int root = look.root().isEmpty() ? CallTree.ROOT : FrameKeys.find(tree, names, look.root());
        boolean[] isSeen = tree.through(root);
        int[] drawn = FlameLayout.largest(tree, maxNodes, isSeen);
        int[] indexOf = new int[tree.count()];
        UsedNames used = new UsedNames();
        List<FlameGraph.Node> nodes = new ArrayList<>(drawn.length);
        for (int node : drawn) {
            indexOf[node] = nodes.size();
            int parent = node == CallTree.ROOT ? NONE : indexOf[tree.parent(node)];
            nodes.add(node(parent, used.number(tree.name(node)), node));
        }
        int omitted = count(isSeen) - drawn.length;
        List<FlameGraph.Function> functions = functions(root, used);
        return new FlameGraph(
                legend, differential, used.names, nodes, indexOf[root], omitted, functions, matched(look.search()));
    }

    /** The names that a graph has, numbered in the order of their use. */
    private final class UsedNames {
        private final List<String> names = new ArrayList<>();
        private final int[] numbers = new int[FlameBuilder.this.names.size()];

        /** The number of a name of the tree. */
        int number(int name) {
            if (numbers[name] == 0) {
                names.add(FlameBuilder.this.names.get(name));
                numbers[name] = names.size();
            }
            return numbers[name] - 1;
        }
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    private List<FlameGraph.Function> functions(int root, UsedNames used) {
        FunctionSums sums = FunctionSums.of(tree, root, names.size(), differential ? 2 : 1);
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

    /** Callers come before callees, so a node knows whether a caller of it has been counted already. */
    private Optional<FlameGraph.Matched> matched(String search) {
        if (search.isEmpty()) {
            return Optional.empty();
        }
        boolean[] isMatch = matches(search);
        boolean[] isCounted = new boolean[tree.count()];
        long value = 0;
        long base = 0;
        for (int node = CallTree.ROOT + 1; node < isCounted.length; node++) {
            boolean byCaller = isCounted[tree.parent(node)];
            isCounted[node] = byCaller || isMatch[tree.name(node)];
            if (isCounted[node] && !byCaller) {
                value = Saturating.add(value, tree.cum(TARGET, node));
                base = Saturating.add(base, tree.cum(BASE, node));
            }
        }
        return Optional.of(new FlameGraph.Matched(search, value, base));
    }

    private boolean[] matches(String search) {
        Predicate<String> matcher = NamePattern.search(search);
        boolean[] isMatch = new boolean[names.size()];
        for (int name = 0; name < isMatch.length; name++) {
            isMatch[name] = matcher.test(names.get(name));
        }
        return isMatch;
    }

    private FlameGraph.Node node(int parent, int name, int node) {
        return new FlameGraph.Node(
                parent,
                name,
                tree.cum(TARGET, node),
                tree.self(TARGET, node),
                tree.cum(BASE, node),
                tree.self(BASE, node));
    }

    private void add(Selection selection, int side) {
        Profile profile = selection.profile();
        Samples samples = profile.samples();
        ReportOptions options = selection.options();
        NodeTable table = NodeTable.of(profile, options.granularity(), options.noInlines());
        int[] nameOf = new int[table.count()];
        for (int i = 0; i < nameOf.length; i++) {
            nameOf[i] = numberOf(shownName(table.info(i)));
        }
        for (int sample = 0; sample < samples.count(); sample++) {
            long value = selection.measure().value(samples, sample);
            if (value != 0) {
                add(samples, sample, table, nameOf, side, value);
            }
        }
    }

    private void add(Samples samples, int sample, NodeTable table, int[] nameOf, int side, long value) {
        int node = CallTree.ROOT;
        tree.addCum(side, node, value);
        for (int position = samples.stackEnd(sample) - 1; position >= samples.stackStart(sample); position--) {
            int location = samples.locationAt(position);
            for (int i = table.start(location); i < table.end(location); i++) {
                node = tree.callee(node, nameOf[table.nodeAt(i)]);
                tree.addCum(side, node, value);
            }
        }
        tree.addSelf(side, node, value);
    }

    /** Two builds are compared by names, which some versions of Go write with type arguments and others without. */
    private String shownName(NodeInfo info) {
        String name = info.printableName();
        return differential ? Function.withoutTypeArguments(name) : name;
    }

    private int numberOf(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        names.add(name);
        numbers.put(name, names.size() - 1);
        return names.size() - 1;
    }
}
