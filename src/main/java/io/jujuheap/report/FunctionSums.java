// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Saturating;
import java.util.Arrays;
import java.util.List;

/**
 * The flat and cumulative sums of each function over the stacks through one frame. A recursive function counts once in
 * each stack.
 */
final class FunctionSums {
    private static final int NONE = -1;

    /** The bytes of the sums of a function in two profiles and of its columns in a graph. */
    private static final long FUNCTION_BYTES = 100;

    private final long[][] flat;
    private final long[][] cum;

    /** The last stack in which each function was seen. */
    private final int[] lastStack;

    private FunctionSums(int sides, int names) {
        HeapRoom.require(names * FUNCTION_BYTES);
        this.flat = new long[sides][names];
        this.cum = new long[sides][names];
        this.lastStack = new int[names];
    }

    /**
     * Returns the sums.
     *
     * @param sides one or two profiles
     * @param names how many names their stacks have
     * @param path the names from the root down to the frame; empty for all stacks
     */
    static FunctionSums of(List<NamedStacks> sides, int names, int[] path) {
        FunctionSums sums = new FunctionSums(sides.size(), names);
        for (int side = 0; side < sides.size(); side++) {
            Arrays.fill(sums.lastStack, NONE);
            NamedStacks stacks = sides.get(side);
            for (int stack = 0; stack < stacks.count(); stack++) {
                int[] stackNames = stacks.names(stack);
                if (startsWith(stackNames, path)) {
                    sums.add(side, stack, stackNames, stacks.value(stack));
                }
            }
        }
        return sums;
    }

    private static boolean startsWith(int[] names, int[] path) {
        return names.length >= path.length && Arrays.equals(names, 0, path.length, path, 0, path.length);
    }

    private void add(int side, int stack, int[] names, long value) {
        for (int name : names) {
            if (lastStack[name] != stack) {
                lastStack[name] = stack;
                cum[side][name] = Saturating.add(cum[side][name], value);
            }
        }
        if (names.length > 0) {
            int leaf = names[names.length - 1];
            flat[side][leaf] = Saturating.add(flat[side][leaf], value);
        }
    }

    /** Returns the flat sum of a function in one of the profiles; 0 when there is no such profile. */
    long flat(int side, int name) {
        return side < flat.length ? flat[side][name] : 0;
    }

    /** Returns the cumulative sum of a function in one of the profiles; 0 when there is no such profile. */
    long cum(int side, int name) {
        return side < cum.length ? cum[side][name] : 0;
    }

    /** Returns whether all sums of a function are 0. */
    boolean holdsNothing(int name) {
        return flat(0, name) == 0 && cum(0, name) == 0 && flat(1, name) == 0 && cum(1, name) == 0;
    }
}
