// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Saturating;
import java.util.Arrays;
import java.util.List;

/**
 * The flat and cumulative sums of each function over the stacks through one frame, by sample type. A recursive function
 * counts once in each stack.
 */
final class FunctionSums {
    private static final int NONE = -1;

    /** The bytes of the sums of a function in two profiles and of its columns in a graph. */
    private static final long FUNCTION_BYTES = 100;

    private final int types;

    /** By {@link #column}, then by function. */
    private final long[][] flat;

    private final long[][] cum;

    /** The last stack in which each function was seen. */
    private final int[] lastStack;

    private FunctionSums(int sides, int types, int names) {
        HeapRoom.require(FUNCTION_BYTES * names * types);
        this.types = types;
        this.flat = new long[sides * types][names];
        this.cum = new long[sides * types][names];
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
        FunctionSums sums = new FunctionSums(sides.size(), sides.get(0).types(), names);
        for (int side = 0; side < sides.size(); side++) {
            Arrays.fill(sums.lastStack, NONE);
            NamedStacks stacks = sides.get(side);
            for (int stack = 0; stack < stacks.count(); stack++) {
                int[] stackNames = stacks.names(stack);
                if (startsWith(stackNames, path)) {
                    sums.add(side, stack, stackNames, stacks);
                }
            }
        }
        return sums;
    }

    private static boolean startsWith(int[] names, int[] path) {
        return names.length >= path.length && Arrays.equals(names, 0, path.length, path, 0, path.length);
    }

    private void add(int side, int stack, int[] names, NamedStacks stacks) {
        // Each name once, at the front.
        int distinct = 0;
        int leaf = names.length == 0 ? NONE : names[names.length - 1];
        for (int name : names) {
            if (lastStack[name] != stack) {
                lastStack[name] = stack;
                names[distinct++] = name;
            }
        }
        for (int type = 0; type < types && leaf != NONE; type++) {
            long value = stacks.value(stack, type);
            long[] cumOfType = cum[column(side, type)];
            for (int i = 0; i < distinct; i++) {
                cumOfType[names[i]] = Saturating.add(cumOfType[names[i]], value);
            }
            long[] flatOfType = flat[column(side, type)];
            flatOfType[leaf] = Saturating.add(flatOfType[leaf], value);
        }
    }

    private int column(int side, int type) {
        return side * types + type;
    }

    /** Returns the flat sum of a function in one of the profiles; 0 when there is no such profile. */
    long flat(int side, int type, int name) {
        return sum(flat, side, type, name);
    }

    /** Returns the cumulative sum of a function in one of the profiles; 0 when there is no such profile. */
    long cum(int side, int type, int name) {
        return sum(cum, side, type, name);
    }

    private long sum(long[][] sums, int side, int type, int name) {
        int column = column(side, type);
        return column < sums.length ? sums[column][name] : 0;
    }

    /** Returns whether all sums of a function for one sample type are 0. */
    boolean holdsNothing(int type, int name) {
        return flat(0, type, name) == 0
                && cum(0, type, name) == 0
                && flat(1, type, name) == 0
                && cum(1, type, name) == 0;
    }
}
