// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import java.util.Arrays;
import java.util.List;

/**
 * The stacks of one or two profiles in an order in which those with the same first names are next to one another. With
 * the number of names that neighbours share it is a tree of calls: a node of depth d is a run of stacks that share d
 * names, and its callees are the runs in it that share one more. So a tree of any sample type takes no more than a look
 * at each stack.
 */
final class SortedStacks {
    /** The bytes of a stack in the columns here, and while they are sorted. */
    private static final long STACK_BYTES = 5 * Integer.BYTES;

    private static final int NOT_SPLIT = -1;

    private final List<NamedStacks> sides;

    /** The number of the first stack of the second side; its stacks are numbered after those of the first. */
    private final int secondStart;

    /** The numbers of the stacks, in order. */
    private final int[] stacks;

    /** How many names each has in common with the one before it, from the root on. */
    private final int[] shared;

    private final int[] lengths;

    /**
     * Sorts the stacks.
     *
     * @param sides one or two profiles
     * @param names how many names they have
     */
    SortedStacks(List<NamedStacks> sides, int names) {
        this.sides = List.copyOf(sides);
        this.secondStart = sides.get(0).count();
        int count = sides.stream().mapToInt(NamedStacks::count).sum();
        HeapRoom.require(count * STACK_BYTES);
        this.stacks = new int[count];
        Arrays.setAll(stacks, stack -> stack);
        this.shared = new int[count];
        this.lengths = new int[count];
        new Sorter(names).sort();
    }

    int count() {
        return stacks.length;
    }

    /** Returns of how many profiles they are: 1 or 2. */
    int sides() {
        return sides.size();
    }

    int types() {
        return sides.get(0).types();
    }

    /** Returns the length of the longest stack. */
    int longest() {
        return Arrays.stream(lengths).max().orElse(0);
    }

    /** Returns the number of the stack at an index of the order. Those of the first profile come first, as in the profile. */
    int stack(int index) {
        return stacks[index];
    }

    /** Returns which of the profiles a stack is of: 0 or 1. */
    int side(int index) {
        return stacks[index] < secondStart ? 0 : 1;
    }

    /** Returns how many names a stack has in common with the one before it, from the root on. */
    int shared(int index) {
        return shared[index];
    }

    /** Returns how many names a stack has. */
    int length(int index) {
        return lengths[index];
    }

    long value(int index, int type) {
        return sides.get(side(index)).value(numberInSide(index), type);
    }

    /** Returns the numbers of all names of a stack, from the root on. */
    int[] names(int index) {
        return sides.get(side(index)).names(numberInSide(index));
    }

    /** Writes the numbers of the names of a stack from a depth on into an array, each at its depth. */
    void names(int index, int from, int[] into) {
        sides.get(side(index)).names(numberInSide(index), from, into);
    }

    /** Returns whether a stack begins with these names. */
    boolean startsWith(int index, int[] path) {
        return lengths[index] >= path.length && Arrays.equals(names(index), 0, path.length, path, 0, path.length);
    }

    private int numberInSide(int index) {
        return stacks[index] - side(index) * secondStart;
    }

    /**
     * Splits the stacks by their first name, then those with the same first name by the second, and so on, from the first
     * run to the last. The runs that are still to be split need no list: their first stack has the depth to go on at as its
     * length, and the others have {@link #NOT_SPLIT}.
     */
    private final class Sorter {
        /** The group of the stacks that end at the depth of their run. They come first. */
        private static final int ENDED = 0;

        private static final int END = -1;

        private final List<NamedStacks.Cursors> cursors =
                sides.stream().map(side -> side.new Cursors()).toList();

        /** The groups of the names of the current run, which are numbered as they come; 0 for none. */
        private final int[] groupOfName;

        /** The names of the groups, so that the array above can be cleared. */
        private final int[] nameOfGroup;

        /** The sizes of the groups, then their ends. */
        private final int[] ends;

        private final int[] groupOfStack = new int[stacks.length];
        private final int[] unsorted = new int[stacks.length];

        Sorter(int names) {
            this.groupOfName = new int[names];
            this.nameOfGroup = new int[names + 1];
            this.ends = new int[names + 1];
        }

        void sort() {
            Arrays.fill(shared, NOT_SPLIT);
            int start = 0;
            while (start < stacks.length) {
                int end = start + 1;
                while (end < stacks.length && shared[end] == NOT_SPLIT) {
                    end++;
                }
                if (end - start == 1) {
                    lengths[start] += cursorOf(stacks[start]).remaining(numberInSide(start));
                    start = end;
                } else {
                    start = split(start, end, lengths[start]);
                }
            }
            if (stacks.length > 0) {
                shared[0] = 0;
            }
        }

        /** Splits a run by the next names of its stacks, and returns where to go on. */
        private int split(int start, int end, int depth) {
            int groups = group(start, end);
            int size = ends[ENDED];
            Arrays.fill(shared, start + 1, Math.max(start + 1, start + size), depth);
            Arrays.fill(lengths, start, start + size, depth);
            if (groups == 2 && size == 0) {
                lengths[start] = depth + 1;
            } else {
                arrange(start, end, depth, groups);
            }
            for (int group = 1; group < groups; group++) {
                groupOfName[nameOfGroup[group]] = 0;
            }
            return start + size;
        }

        /** Reads the next name of each stack of a run, and returns the number of groups. */
        private int group(int start, int end) {
            int groups = 1;
            ends[ENDED] = 0;
            for (int i = start; i < end; i++) {
                int name = cursorOf(stacks[i]).next(numberInSide(i), END);
                if (name != END && groupOfName[name] == 0) {
                    nameOfGroup[groups] = name;
                    ends[groups] = 0;
                    groupOfName[name] = groups++;
                }
                groupOfStack[i] = name == END ? ENDED : groupOfName[name];
                ends[groupOfStack[i]]++;
            }
            return groups;
        }

        /** Moves the stacks of each group next to one another, in their order. */
        private void arrange(int start, int end, int depth, int groups) {
            int at = start;
            for (int group = 0; group < groups; group++) {
                int size = ends[group];
                ends[group] = at;
                if (group != ENDED) {
                    shared[at] = at == start ? shared[at] : depth;
                    lengths[at] = depth + 1;
                }
                at += size;
            }
            System.arraycopy(stacks, start, unsorted, start, end - start);
            for (int i = start; i < end; i++) {
                stacks[ends[groupOfStack[i]]++] = unsorted[i];
            }
        }

        private NamedStacks.Cursors cursorOf(int stack) {
            return cursors.get(stack < secondStart ? 0 : 1);
        }
    }
}
