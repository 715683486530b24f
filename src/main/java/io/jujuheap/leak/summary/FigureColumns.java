// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.io.HeapRoom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/** Adds up the {@link Figures} of numbered call sites or functions in one array. */
public final class FigureColumns {
    private static final int FIELDS = 6;

    private final long[] fields;

    public FigureColumns(int count) {
        HeapRoom.require((long) count * FIELDS * Long.BYTES);
        fields = new long[count * FIELDS];
    }

    int count() {
        return fields.length / FIELDS;
    }

    Figures get(int number) {
        int at = number * FIELDS;
        return new Figures(fields[at], fields[at + 1], fields[at + 2], fields[at + 3], fields[at + 4], fields[at + 5]);
    }

    public void add(int number, Figures more) {
        Figures sum = get(number).plus(more);
        int at = number * FIELDS;
        fields[at] = sum.inuseBytes();
        fields[at + 1] = sum.inuseObjects();
        fields[at + 2] = sum.allocatedBytes();
        fields[at + 3] = sum.allocatedObjects();
        fields[at + 4] = sum.inuseSamples();
        fields[at + 5] = sum.allocatedSamples();
    }

    Figures sum() {
        Figures sum = Figures.NONE;
        for (int number = 0; number < count(); number++) {
            sum = sum.plus(get(number));
        }
        return sum;
    }

    private long inuseBytes(int number) {
        return fields[number * FIELDS];
    }

    private long allocatedBytes(int number) {
        return fields[number * FIELDS + 2];
    }

    /**
     * Returns the numbers with most memory in use, largest first; among equals, those that allocated more come first.
     *
     * @param atMost the most numbers to return
     * @param wanted which numbers to consider
     * @param order the order of numbers that are equal in both respects
     */
    List<Integer> largest(int atMost, IntPredicate wanted, Comparator<Integer> order) {
        Comparator<Integer> largestFirst = Comparator.<Integer>comparingLong(this::inuseBytes)
                .thenComparingLong(this::allocatedBytes)
                .reversed()
                .thenComparing(order);
        PriorityQueue<Integer> largest = new PriorityQueue<>(largestFirst.reversed());
        for (int number = 0; number < count(); number++) {
            if (wanted.test(number)) {
                largest.add(number);
                if (largest.size() > atMost) {
                    largest.remove();
                }
            }
        }
        List<Integer> sorted = new ArrayList<>(largest);
        sorted.sort(largestFirst);
        return sorted;
    }
}
