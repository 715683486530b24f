// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Copies samples with their stacks, but with other values or labels. */
final class SampleCopy {
    private SampleCopy() {}

    /** Says what the value of a sample is in the copy. */
    @FunctionalInterface
    interface Values {
        long value(int sample, int type);
    }

    /** Samples with the same stacks, {@code types} values each, and the labels that {@code relabel} makes of theirs. */
    static Samples of(Samples samples, int types, Values values, UnaryOperator<List<Label>> relabel) {
        Samples.Builder copy = new Samples.Builder(types, samples.count(), samples.totalDepth());
        int[] labelSets = new int[samples.labelSets().size()];
        Arrays.setAll(
                labelSets,
                set -> copy.labelSet(relabel.apply(samples.labelSets().get(set))));
        for (int sample = 0; sample < samples.count(); sample++) {
            for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
                copy.location(samples.locationAt(position));
            }
            for (int type = 0; type < types; type++) {
                copy.value(type, values.value(sample, type));
            }
            copy.end(labelSets[samples.labelSet(sample)]);
        }
        return copy.build();
    }
}
