// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Samples;
import java.util.List;

/**
 * The label sets that hold just one number without a unit, under one key. Nearly every heap sample has such a one, the
 * size of its objects, so it is found by the number alone.
 */
final class NumberLabels {
    private final String key;
    private final Samples.Builder samples;
    private final LongIntMap sets = new LongIntMap();

    NumberLabels(String key, Samples.Builder samples) {
        this.key = key;
        this.samples = samples;
    }

    /** The number of the set that holds only {@code number}; of the empty set for 0, which counts as no label. */
    int setOf(long number) {
        if (number == 0) {
            return Samples.NO_LABELS;
        }
        int set = sets.get(number);
        if (set == LongIntMap.ABSENT) {
            set = samples.labelSet(List.of(new Label(key, "", number, "")));
            sets.add(number, set);
        }
        return set;
    }
}
