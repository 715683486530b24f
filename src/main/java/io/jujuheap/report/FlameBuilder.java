// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** The graph of the {@code maxNodes} largest nodes. */
    FlameGraph graph(Legend legend, int maxNodes) {
        int[] drawn = FlameLayout.largest(tree, maxNodes);
        int[] indexOf = new int[tree.count()];
        List<String> usedNames = new ArrayList<>();
        int[] usedName = new int[names.size()];
        Arrays.fill(usedName, NONE);
        List<FlameGraph.Node> nodes = new ArrayList<>(drawn.length);
        for (int node : drawn) {
            int name = tree.name(node);
            if (usedName[name] == NONE) {
                usedName[name] = usedNames.size();
                usedNames.add(names.get(name));
            }
            indexOf[node] = nodes.size();
            int parent = node == CallTree.ROOT ? NONE : indexOf[tree.parent(node)];
            nodes.add(node(parent, usedName[name], node));
        }
        return new FlameGraph(legend, differential, usedNames, nodes, tree.count() - drawn.length);
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
