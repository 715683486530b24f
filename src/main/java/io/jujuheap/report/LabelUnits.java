// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The units of the numeric labels of a profile: for each key the first stated one, otherwise one that suits the key. */
final class LabelUnits {
    private final Map<String, String> stated = new HashMap<>();

    private LabelUnits() {}

    static LabelUnits of(Samples samples) {
        LabelUnits units = new LabelUnits();
        for (List<Label> labels : samples.labelSets()) {
            for (Label label : labels) {
                if (!label.isText() && !label.unit().isEmpty()) {
                    units.stated.putIfAbsent(label.key(), label.unit());
                }
            }
        }
        return units;
    }

    String of(String key) {
        String unit = stated.get(key);
        if (unit != null) {
            return unit;
        }
        return key.equals("alignment") || key.equals("request") ? "bytes" : key;
    }
}
