// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Saturating;

/**
 * The flat and cumulative sums of each function over the stacks through one frame, by sample type. A recursive function
 * counts once in each stack. The sums are made call by call, in one walk through the tree that {@link SortedStacks} are.
 */
final class FunctionSums {
    /** The bytes of the sums of a function in two profiles and of its columns in a graph. */
    private static final long FUNCTION_BYTES = 100;

    private final int sides;
    private final int types;

    /** By {@link #column}, then by function. */
    private final long[][] flat;

    private final long[][] cum;

    /** The names of the current stack, and by column the sums of its calls so far. */
    private final int[] open;

    private final long[][] sumOfOpen;

    /** How often each function is in the current stack. */
    private final int[] occurrences;

    private int depth;

    private FunctionSums(SortedStacks stacks, int names) {
        this.sides = stacks.sides();
        this.types = stacks.types();
        int longest = stacks.longest();
        HeapRoom.require(FUNCTION_BYTES * names * types + (long) sides * types * Long.BYTES * longest);
        this.flat = new long[sides * types][names];
        this.cum = new long[sides * types][names];
        this.open = new int[longest];
        this.sumOfOpen = new long[sides * types][longest];
        this.occurrences = new int[names];
    }

    /**
     * Returns the sums.
     *
     * @param names how many names the stacks have
     * @param path the names from the root down to the frame; empty for all stacks
     */
    static FunctionSums of(SortedStacks stacks, int names, int[] path) {
        FunctionSums sums = new FunctionSums(stacks, names);
        boolean within = true;
        for (int index = 0; index < stacks.count(); index++) {
            within = stacks.shared(index) < path.length ? stacks.startsWith(index, path) : within;
            if (within) {
                // Stacks with the path are next to one another, so the one before is the current one.
                sums.close(Math.min(stacks.shared(index), sums.depth));
                sums.open(index, stacks);
            }
        }
        sums.close(0);
        return sums;
    }

    private void open(int index, SortedStacks stacks) {
        int length = stacks.length(index);
        stacks.names(index, depth, open);
        for (; depth < length; depth++) {
            occurrences[open[depth]]++;
        }
        for (int type = 0; type < types && length > 0; type++) {
            int column = column(stacks.side(index), type);
            long value = stacks.value(index, type);
            add(flat[column], open[length - 1], value);
            add(sumOfOpen[column], length - 1, value);
        }
    }

    /** Ends the calls below a depth: their sums are part of their callers', and of their functions' unless these go on. */
    private void close(int until) {
        while (depth > until) {
            depth--;
            int function = open[depth];
            occurrences[function]--;
            for (int column = 0; column < sumOfOpen.length; column++) {
                long sum = sumOfOpen[column][depth];
                sumOfOpen[column][depth] = 0;
                if (occurrences[function] == 0) {
                    add(cum[column], function, sum);
                }
                if (depth > 0) {
                    add(sumOfOpen[column], depth - 1, sum);
                }
            }
        }
    }

    private static void add(long[] sums, int at, long value) {
        sums[at] = Saturating.add(sums[at], value);
    }

    private int column(int side, int type) {
        return side * types + type;
    }

    /** Returns the flat sum of a function in one of the profiles; 0 when there is no such profile. */
    long flat(int side, int type, int name) {
        return side < sides ? flat[column(side, type)][name] : 0;
    }

    /** Returns the cumulative sum of a function in one of the profiles; 0 when there is no such profile. */
    long cum(int side, int type, int name) {
        return side < sides ? cum[column(side, type)][name] : 0;
    }

    /** Returns whether all sums of a function for one sample type are 0. */
    boolean holdsNothing(int type, int name) {
        return flat(0, type, name) == 0
                && cum(0, type, name) == 0
                && flat(1, type, name) == 0
                && cum(1, type, name) == 0;
    }
}
