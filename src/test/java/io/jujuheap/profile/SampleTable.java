// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the samples of a profile say, without their order and numbering: stack and labels to values. */
final class SampleTable {
    private SampleTable() {}

    /** The values of each distinct stack with labels, except those that are all 0. */
    static Map<String, List<Long>> of(Profile profile) {
        Samples samples = profile.samples();
        Map<String, List<Long>> table = new TreeMap<>();
        for (int sample = 0; sample < samples.count(); sample++) {
            StringBuilder key = new StringBuilder();
            for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
                key.append(profile.locations().get(samples.locationAt(position)))
                        .append('\n');
            }
            List<Long> values = table.computeIfAbsent(
                    key.append(samples.labels(sample)).toString(), k -> zeros(samples.valuesPerSample()));
            for (int type = 0; type < samples.valuesPerSample(); type++) {
                values.set(type, Saturating.add(values.get(type), samples.value(sample, type)));
            }
        }
        table.values().removeIf(values -> values.stream().allMatch(value -> value == 0));
        return table;
    }

    private static List<Long> zeros(int count) {
        List<Long> zeros = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            zeros.add(0L);
        }
        return zeros;
    }
}
