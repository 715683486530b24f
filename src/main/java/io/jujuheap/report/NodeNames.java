// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import org.jspecify.annotations.Nullable;

/** The printable names of nodes, each composed once. */
final class NodeNames {
    private final NodeTable table;
    private final @Nullable String[] names;

    NodeNames(NodeTable table) {
        this.table = table;
        this.names = new String[table.count()];
    }

    String of(int node) {
        String name = names[node];
        if (name == null) {
            name = table.info(node).printableName();
            names[node] = name;
        }
        return name;
    }

    /** The order of names; of addresses, where both nodes have one. */
    int compare(int node, int other) {
        long address = table.info(node).address();
        long otherAddress = table.info(other).address();
        if (address != 0 && otherAddress != 0 && address != otherAddress) {
            return Long.compareUnsigned(address, otherAddress);
        }
        return of(node).compareTo(of(other));
    }
}
