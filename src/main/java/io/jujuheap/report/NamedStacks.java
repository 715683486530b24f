// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The stacks of a profile that have a value in at least one of some sample types, as numbers of names from the root on.
 * Stacks are numbered from 0, in the order of the samples.
 */
final class NamedStacks {
    /** The bytes of the entry of a stack, and of its cursor. */
    private static final long STACK_BYTES = 3 * Integer.BYTES;

    /** The entries of a name in a map and in lists, with its sums. */
    private static final long NAME_BYTES = 200;

    private final Samples samples;
    private final List<Measure> measures;
    private final NodeTable table;

    /** The number of the name of each node of the table. */
    private final int[] nameOf;

    private final int[] sampleOf;

    /**
     * Names the stacks.
     *
     * @param selections the same part of a profile, one for each sample type
     * @param numberOf gives the number of a name
     */
    NamedStacks(List<Selection> selections, ToIntFunction<NodeInfo> numberOf) {
        Selection selection = selections.get(0);
        ReportOptions options = selection.options();
        this.samples = selection.profile().samples();
        this.measures = selections.stream().map(Selection::measure).toList();
        this.table = NodeTable.of(selection.profile(), options.granularity(), options.noInlines());
        this.nameOf = HeapRoom.within(table.count() * NAME_BYTES, () -> numbered(table, numberOf));
        HeapRoom.require(samples.count() * STACK_BYTES);
        this.sampleOf = samplesWithValue();
    }

    private static int[] numbered(NodeTable table, ToIntFunction<NodeInfo> numberOf) {
        int[] numbers = new int[table.count()];
        Arrays.setAll(numbers, node -> numberOf.applyAsInt(table.info(node)));
        return numbers;
    }

    private int[] samplesWithValue() {
        int[] found = new int[samples.count()];
        int count = 0;
        for (int sample = 0; sample < samples.count(); sample++) {
            boolean valued = false;
            for (Measure measure : measures) {
                valued |= measure.value(samples, sample) != 0;
            }
            found[count] = sample;
            count += valued ? 1 : 0;
        }
        return Arrays.copyOf(found, count);
    }

    int count() {
        return sampleOf.length;
    }

    /** Returns how many sample types there are. */
    int types() {
        return measures.size();
    }

    /** Returns the value of a stack for one of the sample types, counted from 0. */
    long value(int stack, int type) {
        return measures.get(type).value(samples, sampleOf[stack]);
    }

    /** Returns the numbers of all names of a stack, from the root on. */
    int[] names(int stack) {
        int count = 0;
        for (int position = samples.stackStart(sampleOf[stack]);
                position < samples.stackEnd(sampleOf[stack]);
                position++) {
            count += namesAt(position);
        }
        int[] names = new int[count];
        names(stack, 0, names);
        return names;
    }

    /** Writes the numbers of the names of a stack from a depth on into an array, each at its depth. */
    void names(int stack, int from, int[] into) {
        int at = 0;
        int leaf = samples.stackStart(sampleOf[stack]);
        for (int position = samples.stackEnd(sampleOf[stack]) - 1; position >= leaf; position--) {
            int location = samples.locationAt(position);
            int start = table.start(location);
            int end = table.end(location);
            for (int place = start + Math.max(0, from - at); place < end; place++) {
                into[at + place - start] = nameOf[table.nodeAt(place)];
            }
            at += end - start;
        }
    }

    /** Returns how many names the location at a position of the stacks has: functions inlined into it, or none. */
    private int namesAt(int position) {
        int location = samples.locationAt(position);
        return table.end(location) - table.start(location);
    }

    /** Reads each stack once, name by name from the root on. */
    final class Cursors {
        /** The next name of each stack: its position in the stack, and its index among the names of that location. */
        private final int[] positions = new int[count()];

        private final int[] places = new int[count()];

        Cursors() {
            for (int stack = 0; stack < count(); stack++) {
                goTo(stack, samples.stackEnd(sampleOf[stack]) - 1);
            }
        }

        /** Returns the number of the next name of a stack, {@code end} after the last. */
        int next(int stack, int end) {
            int position = positions[stack];
            if (position < samples.stackStart(sampleOf[stack])) {
                return end;
            }
            int place = places[stack]++;
            if (place + 1 == table.end(samples.locationAt(position))) {
                goTo(stack, position - 1);
            }
            return nameOf[table.nodeAt(place)];
        }

        /** Returns how many names of a stack are left. */
        int remaining(int stack) {
            int leaf = samples.stackStart(sampleOf[stack]);
            if (positions[stack] < leaf) {
                return 0;
            }
            int remaining = table.end(samples.locationAt(positions[stack])) - places[stack];
            for (int position = positions[stack] - 1; position >= leaf; position--) {
                remaining += namesAt(position);
            }
            return remaining;
        }

        /** Goes to the first name at a position or below it. */
        private void goTo(int stack, int start) {
            int position = start;
            int leaf = samples.stackStart(sampleOf[stack]);
            while (position >= leaf && namesAt(position) == 0) {
                position--;
            }
            positions[stack] = position;
            places[stack] = position >= leaf ? table.start(samples.locationAt(position)) : 0;
        }
    }
}
