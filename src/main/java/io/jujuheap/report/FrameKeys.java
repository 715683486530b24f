// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import java.util.List;

/**
 * Names for frames of a flame graph that stay the same while the stack down to them does, whatever the profile. A key is the
 * FNV-1a hash of 32 bits, in hexadecimal, over the UTF-16 units of the names from the root of the graph down, each
 * followed by a semicolon. The page makes the same keys.
 */
final class FrameKeys {
    private static final int START = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private FrameKeys() {}

    /** The largest node with that key; the root of the tree when there is none. */
    static int find(CallTree tree, List<String> names, String key) {
        int found = CallTree.ROOT;
        int[] hashes = new int[tree.count()];
        for (int node = 0; node < hashes.length; node++) {
            int above = node == CallTree.ROOT ? START : hashes[tree.parent(node)];
            hashes[node] = hash(names.get(tree.name(node)), above);
            boolean isLarger = found == CallTree.ROOT || tree.size(node) > tree.size(found);
            if (isLarger && Integer.toHexString(hashes[node]).equals(key)) {
                found = node;
            }
        }
        return found;
    }

    private static int hash(String name, int above) {
        int hash = above;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
        }
        return (hash ^ ';') * PRIME;
    }
}
