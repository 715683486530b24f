// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Saturating;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys of the frames of a flame graph. A key depends only on the stack down to its frame, so it is the same in all
 * profiles. It is the FNV-1a hash of 32 bits, in hexadecimal, over the UTF-16 units of the names from the root of the
 * graph down, each followed by a semicolon. The page computes the same keys.
 */
final class FrameKeys {
    private static final int START = 0x811c9dc5;
    private static final int PRIME = 0x01000193;
    private static final int ROOT_NAME = 0;

    private final List<String> names;
    private final String key;

    /** The frames with the key, as names from the root down, and their sizes. Usually there is one. */
    private final Map<List<Integer>, Long> found = new HashMap<>();

    private FrameKeys(List<String> names, String key) {
        this.names = names;
        this.key = key;
    }

    /**
     * Returns the numbers of the names from the root down to the frame with a key, without the root's: of the largest such
     * frame by the first sample type, and none when there is no frame with that key.
     *
     * @param names the names, of which the first is the root's
     */
    static int[] find(List<NamedStacks> sides, List<String> names, String key) {
        FrameKeys keys = new FrameKeys(names, key);
        for (NamedStacks stacks : sides) {
            for (int stack = 0; stack < stacks.count(); stack++) {
                keys.look(stacks.names(stack), Saturating.abs(stacks.value(stack, 0)));
            }
        }
        return keys.found.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(largest -> largest.getKey().stream().mapToInt(name -> name).toArray())
                .orElseGet(() -> new int[0]);
    }

    private void look(int[] stack, long size) {
        int hash = hash(names.get(ROOT_NAME), START);
        for (int depth = 0; depth < stack.length; depth++) {
            hash = hash(names.get(stack[depth]), hash);
            if (Integer.toHexString(hash).equals(key)) {
                List<Integer> path = Arrays.stream(stack, 0, depth + 1).boxed().toList();
                found.merge(path, size, Saturating::add);
            }
        }
    }

    private static int hash(String name, int above) {
        int hash = above;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
        }
        return (hash ^ ';') * PRIME;
    }
}
