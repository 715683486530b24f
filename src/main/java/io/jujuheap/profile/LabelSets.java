// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import io.jujuheap.io.IntList;
import io.jujuheap.io.LongNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers distinct lists of labels. Thousands of samples share a few dozen sets, usually one per object size. */
final class LabelSets {
    /** The number of the empty set. */
    static final int EMPTY = 0;

    /** A set without its labels: its list, its node in a map, its number. */
    static final long SET_BYTES = 160;

    static final long LABEL_BYTES = 72;

    private final List<List<Label>> sets = new ArrayList<>(List.of(List.of()));
    private final Map<List<Label>, Integer> numbers = new HashMap<>(Map.of(List.of(), EMPTY));

    /** Sizes of objects, and the numbers of the sets with only that label. */
    private final LongNumbers objectBytes = new LongNumbers();

    private final IntList setsOfObjectBytes = new IntList();

    int numberOf(List<Label> labels) {
        Integer known = numbers.get(labels);
        return known != null ? known : add(List.copyOf(labels));
    }

    /** Returns the number of the set that holds only {@link Label#objectBytes}; of the empty set for a size of 0. */
    int numberOfObjectBytes(long size) {
        if (size == 0) {
            return EMPTY;
        }
        int known = objectBytes.get(size);
        if (known == LongNumbers.ABSENT) {
            known = objectBytes.add(size);
            setsOfObjectBytes.add(numberOf(List.of(Label.objectBytes(size))));
        }
        return setsOfObjectBytes.get(known);
    }

    List<List<Label>> toList() {
        return List.copyOf(sets);
    }

    private int add(List<Label> labels) {
        int number = sets.size();
        sets.add(labels);
        numbers.put(labels, number);
        return number;
    }
}
