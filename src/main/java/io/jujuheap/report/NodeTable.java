// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of the locations of a profile, numbered from 0. A location has one node per line: itself and the functions
 * inlined into it. Without lines it has one node.
 */
final class NodeTable {
    /** The bytes of a node with its number, its entry in a map, and those of its location. */
    private static final long NODE_BYTES = 160;

    private final Granularity granularity;
    private final boolean noInlines;
    private final List<NodeInfo> infos = new ArrayList<>();
    private final Map<NodeInfo, Integer> numbers;
    private final int[] ends;
    private int[] nodes;
    private int size;

    private NodeTable(Profile profile, Granularity granularity, boolean noInlines) {
        this.granularity = granularity;
        this.noInlines = noInlines;
        int locations = profile.locations().size();
        this.ends = new int[locations];
        this.nodes = new int[locations + locations / 2 + 16];
        this.numbers = new HashMap<>(2 * locations);
    }

    static NodeTable of(Profile profile, Granularity granularity, boolean noInlines) {
        return HeapRoom.within(profile.locations().size() * NODE_BYTES, () -> filled(profile, granularity, noInlines));
    }

    private static NodeTable filled(Profile profile, Granularity granularity, boolean noInlines) {
        NodeTable table = new NodeTable(profile, granularity, noInlines);
        for (int i = 0; i < table.ends.length; i++) {
            table.add(profile.locations().get(i));
            table.ends[i] = table.size;
        }
        return table;
    }

    /** How many nodes there are. */
    int count() {
        return infos.size();
    }

    NodeInfo info(int node) {
        return infos.get(node);
    }

    /** The position of the outermost node of a location, for {@link #nodeAt}; the others, inlined, follow. */
    int start(int location) {
        return location == 0 ? 0 : ends[location - 1];
    }

    int end(int location) {
        return ends[location];
    }

    int nodeAt(int position) {
        return nodes[position];
    }

    /** For each node, whether it is inlined into another in any location. */
    boolean[] inlined() {
        boolean[] inlined = new boolean[count()];
        for (int location = 0; location < ends.length; location++) {
            for (int i = start(location) + 1; i < ends[location]; i++) {
                inlined[nodes[i]] = true;
            }
        }
        return inlined;
    }

    private void add(Location location) {
        List<Line> lines = location.lines();
        if (lines.isEmpty()) {
            append(numberOf(unsymbolized(location)));
            return;
        }
        int innermost = noInlines ? lines.size() - 1 : 0;
        for (int i = lines.size() - 1; i >= innermost; i--) {
            append(numberOf(node(location, lines.get(i))));
        }
    }

    private void append(int node) {
        if (size == nodes.length) {
            HeapRoom.require(2L * Integer.BYTES * size);
            nodes = Arrays.copyOf(nodes, 2 * size);
        }
        nodes[size++] = node;
    }

    private NodeInfo unsymbolized(Location location) {
        return new NodeInfo(
                "", address(location), "", 0, 0, 0, location.mapping().filename());
    }

    private NodeInfo node(Location location, Line line) {
        Function function = line.function();
        String name = granularity.hasFunctions() ? function.name() : "";
        String file = granularity.hasFiles() ? function.filename() : "";
        boolean nameless = name.isEmpty();
        return new NodeInfo(
                name,
                address(location),
                file.isEmpty() ? "" : GoPaths.clean(file),
                nameless ? function.startLine() : 0,
                granularity.hasLines() ? line.line() : 0,
                granularity.hasAddresses() && !noInlines ? line.column() : 0,
                nameless ? location.mapping().filename() : "");
    }

    private long address(Location location) {
        return granularity.hasAddresses() ? location.address() : 0;
    }

    private int numberOf(NodeInfo info) {
        Integer known = numbers.get(info);
        if (known != null) {
            return known;
        }
        int number = infos.size();
        infos.add(info);
        numbers.put(info, number);
        return number;
    }
}
