// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers distinct lists of labels. Thousands of samples share a few dozen sets: one per object size, as a rule.
 */
final class LabelSets {
    /** The number of the empty set. */
    static final int EMPTY = 0;

    private final List<List<Label>> sets = new ArrayList<>(List.of(List.of()));
    private final Map<List<Label>, Integer> numbers = new HashMap<>(Map.of(List.of(), EMPTY));
    private final Map<Long, Integer> objectBytesNumbers = new HashMap<>();

    int numberOf(List<Label> labels) {
        Integer known = numbers.get(labels);
        return known != null ? known : add(List.copyOf(labels));
    }

    int numberOfObjectBytes(long size) {
        return objectBytesNumbers.computeIfAbsent(size, key -> numberOf(List.of(Label.objectBytes(key))));
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
