// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Adds the values of labels to the stacks as frames, so that a report groups by them: pprof's {@code -tagroot} and
 * {@code -tagleaf}. A value is the name of a function, in a file named after the key.
 */
final class LabelFrames {
    private final String unit;
    private final List<Location> locations;
    private final Map<Function, Integer> numbers = new HashMap<>();

    private LabelFrames(Profile profile, String unit) {
        this.unit = unit;
        this.locations = new ArrayList<>(profile.locations());
    }

    /** Returns the profile with the frames of the options. */
    static Profile apply(Profile profile, ReportOptions options) {
        List<String> roots = keys(options.tagRoot());
        List<String> leaves = keys(options.tagLeaf());
        return roots.isEmpty() && leaves.isEmpty()
                ? profile
                : new LabelFrames(profile, options.unit()).added(profile, roots, leaves);
    }

    private static List<String> keys(String option) {
        return Arrays.stream(option.split(",", -1))
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private Profile added(Profile profile, List<String> roots, List<String> leaves) {
        Samples samples = profile.samples();
        StackCopier copier = new StackCopier(profile);
        for (int sample = 0; sample < samples.count(); sample++) {
            addFrames(leaves, samples.labels(sample), copier);
            for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
                copier.copyLocation(position);
            }
            addFrames(roots, samples.labels(sample), copier);
            copier.end(sample);
        }
        return copier.build(locations);
    }

    /** Adds a frame for each key, the last one innermost. */
    private void addFrames(List<String> keys, List<Label> labels, StackCopier copier) {
        for (int i = keys.size() - 1; i >= 0; i--) {
            String key = keys.get(i);
            String values = labels.stream()
                    .filter(label -> label.key().equals(key))
                    .map(this::value)
                    .collect(Collectors.joining(","));
            copier.location(numberOf(new Function(values, "", key, 0)));
        }
    }

    private int numberOf(Function function) {
        Integer known = numbers.get(function);
        if (known != null) {
            return known;
        }
        locations.add(new Location(Mapping.NONE, 0, List.of(new Line(function, 0, 0)), false));
        numbers.put(function, locations.size() - 1);
        return locations.size() - 1;
    }

    private String value(Label label) {
        if (label.isText()) {
            return label.text();
        }
        Units.Scaled scaled =
                Units.scale(label.number(), label.unit(), label.unit().isEmpty() ? "" : unit);
        String number = String.format(Locale.ROOT, "%.2f", scaled.value());
        String shortest = number.endsWith(".00") ? number.substring(0, number.length() - 3) : number;
        return shortest.equals("0") || shortest.equals("-0") ? "0" : shortest + scaled.unit();
    }
}
