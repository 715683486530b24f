// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import static java.util.Objects.requireNonNull;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every sample with its stack, in the order of the profile: {@code go tool pprof -traces}. Nothing is trimmed.
 *
 * @param legend the legend of the profile
 * @param traces the samples that have a stack
 */
public record Traces(Legend legend, List<Trace> traces) {

    public Traces {
        requireNonNull(legend, "legend is null");
        traces = List.copyOf(traces);
    }

    /**
     * A sample.
     *
     * @param tags its labels by key
     * @param value in the unit of the sample type
     * @param frames its stack, innermost first
     */
    public record Trace(List<Tag> tags, long value, List<Frame> frames) {
        public Trace {
            tags = List.copyOf(tags);
            frames = List.copyOf(frames);
        }
    }

    /**
     * The labels of a sample that share a key, either texts or numbers.
     *
     * @param key such as {@code bytes}
     * @param labels one or, when the key repeats, several
     * @param unit of numbers; empty for texts
     */
    public record Tag(String key, List<Label> labels, String unit) {
        public Tag {
            requireNonNull(key, "key is null");
            labels = List.copyOf(labels);
            requireNonNull(unit, "unit is null");
        }

        /** Whether the labels are numbers. */
        public boolean isNumeric() {
            return !labels.get(0).isText();
        }
    }

    /**
     * An entry of a stack.
     *
     * @param name as the granularity has it: a function, a file, a line
     * @param inlined whether it was inlined into the next one
     */
    public record Frame(String name, boolean inlined) {
        public Frame {
            requireNonNull(name, "name is null");
        }
    }

    /**
     * The report of a profile.
     *
     * @throws io.jujuheap.io.UsageException when the options do not fit the profile
     */
    public static Traces of(Profile profile, ReportOptions options) {
        Selection selection = Selection.of(profile, options);
        Samples samples = selection.profile().samples();
        List<List<Frame>> frames = framesByLocation(selection);
        List<List<Tag>> tags = tagsByLabelSet(samples, LabelUnits.of(profile.samples()));
        List<Trace> traces = new ArrayList<>(samples.count());
        for (int sample = 0; sample < samples.count(); sample++) {
            List<Frame> stack = new ArrayList<>(samples.depth(sample) + 8);
            for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
                stack.addAll(frames.get(samples.locationAt(position)));
            }
            if (!stack.isEmpty()) {
                Measure measure = selection.measure();
                long value = Measure.quotient(measure.value(samples, sample), measure.divisor(samples, sample));
                traces.add(new Trace(tags.get(samples.labelSet(sample)), value, stack));
            }
        }
        return new Traces(Legend.of(selection, selection.format()), traces);
    }

    private static List<List<Frame>> framesByLocation(Selection selection) {
        ReportOptions options = selection.options();
        NodeTable table = NodeTable.of(selection.profile(), options.granularity(), options.noInlines());
        NodeNames names = new NodeNames(table);
        int locations = selection.profile().locations().size();
        List<List<Frame>> framesByLocation = new ArrayList<>(locations);
        for (int location = 0; location < locations; location++) {
            int outermost = table.start(location);
            List<Frame> frames = new ArrayList<>(table.end(location) - outermost);
            for (int i = table.end(location) - 1; i >= outermost; i--) {
                frames.add(new Frame(names.of(table.nodeAt(i)), i != outermost));
            }
            framesByLocation.add(frames);
        }
        return framesByLocation;
    }

    private static List<List<Tag>> tagsByLabelSet(Samples samples, LabelUnits units) {
        return samples.labelSets().stream().map(set -> tags(set, units)).toList();
    }

    private static List<Tag> tags(List<Label> set, LabelUnits units) {
        Map<String, List<Label>> texts = new LinkedHashMap<>();
        Map<String, List<Label>> numbers = new LinkedHashMap<>();
        for (Label label : set) {
            (label.isText() ? texts : numbers)
                    .computeIfAbsent(label.key(), key -> new ArrayList<>())
                    .add(label);
        }
        List<Tag> tags = new ArrayList<>();
        texts.forEach((key, labels) -> tags.add(new Tag(key, labels, "")));
        numbers.forEach((key, labels) -> tags.add(new Tag(key, labels, units.of(key))));
        return List.copyOf(tags);
    }
}
