// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Samples;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * The stacks with a value of a profile, as names from the root on. Each can be read once name by name, and at any time
 * as a whole.
 */
final class NamedStacks {
    /** The bytes of the columns of a stack. */
    private static final long STACK_BYTES = 3 * Integer.BYTES + Long.BYTES;

    /** The entries of a name in a map and in lists, with its sums. */
    private static final long NAME_BYTES = 200;

    private final Samples samples;
    private final NodeTable table;

    /** The number of the name of each node of the table. */
    private final int[] nameOf;

    /** How many names each location has. */
    private final int[] namesOfLocation;

    private int count;
    private final int[] sampleOf;
    private final long[] values;

    /** The next name of each stack: its position in the stack, and its index among the names of that location. */
    private final int[] positions;

    private final int[] places;

    /**
     * Starts each stack at its root.
     *
     * @param numberOf gives the number of a name
     */
    NamedStacks(Selection selection, ToIntFunction<NodeInfo> numberOf) {
        ReportOptions options = selection.options();
        this.samples = selection.profile().samples();
        this.table = NodeTable.of(selection.profile(), options.granularity(), options.noInlines());
        this.nameOf = HeapRoom.within(table.count() * NAME_BYTES, () -> numbered(table, numberOf));
        this.namesOfLocation = new int[selection.profile().locations().size()];
        Arrays.setAll(namesOfLocation, location -> table.end(location) - table.start(location));
        HeapRoom.require(samples.count() * STACK_BYTES);
        this.sampleOf = new int[samples.count()];
        this.values = new long[samples.count()];
        for (int sample = 0; sample < samples.count(); sample++) {
            values[count] = selection.measure().value(samples, sample);
            sampleOf[count] = sample;
            count += values[count] == 0 ? 0 : 1;
        }
        this.positions = new int[count];
        this.places = new int[count];
        for (int stack = 0; stack < count; stack++) {
            goTo(stack, samples.stackEnd(sampleOf[stack]) - 1);
        }
    }

    private static int[] numbered(NodeTable table, ToIntFunction<NodeInfo> numberOf) {
        int[] numbers = new int[table.count()];
        Arrays.setAll(numbers, node -> numberOf.applyAsInt(table.info(node)));
        return numbers;
    }

    int count() {
        return count;
    }

    long value(int stack) {
        return values[stack];
    }

    /** Returns the numbers of all names of a stack, from the root on. */
    int[] names(int stack) {
        int leaf = samples.stackStart(sampleOf[stack]);
        int count = 0;
        for (int position = leaf; position < samples.stackEnd(sampleOf[stack]); position++) {
            count += namesOfLocation[samples.locationAt(position)];
        }
        int[] names = new int[count];
        int at = 0;
        for (int position = samples.stackEnd(sampleOf[stack]) - 1; position >= leaf; position--) {
            int location = samples.locationAt(position);
            for (int place = table.start(location); place < table.end(location); place++) {
                names[at++] = nameOf[table.nodeAt(place)];
            }
        }
        return names;
    }

    /** Returns whether a stack has further names. */
    boolean hasNext(int stack) {
        return positions[stack] >= samples.stackStart(sampleOf[stack]);
    }

    /** Returns the number of the next name of a stack. */
    int next(int stack) {
        int position = positions[stack];
        int place = places[stack]++;
        if (place + 1 == table.end(samples.locationAt(position))) {
            goTo(stack, position - 1);
        }
        return nameOf[table.nodeAt(place)];
    }

    /** Returns how many names of a stack are left. */
    int remaining(int stack) {
        if (!hasNext(stack)) {
            return 0;
        }
        int remaining = table.end(samples.locationAt(positions[stack])) - places[stack];
        int leaf = samples.stackStart(sampleOf[stack]);
        for (int position = positions[stack] - 1; position >= leaf; position--) {
            remaining += namesOfLocation[samples.locationAt(position)];
        }
        return remaining;
    }

    /** Goes to the first name at a position or below it; locations may have none. */
    private void goTo(int stack, int start) {
        int position = start;
        int end = samples.stackStart(sampleOf[stack]);
        while (position >= end
                && table.start(samples.locationAt(position)) == table.end(samples.locationAt(position))) {
            position--;
        }
        positions[stack] = position;
        places[stack] = position >= end ? table.start(samples.locationAt(position)) : 0;
    }
}
