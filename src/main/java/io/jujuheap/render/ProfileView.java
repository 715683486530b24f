// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * JSON: a whole profile, for scripts.
 *
 * @param locations indexed by {@code stack}, from 0
 */
public record ProfileView(
        List<SampleType> sampleTypes,
        SampleType periodType,
        long period,
        long timeNanos,
        long durationNanos,
        List<String> comments,
        List<Place> locations,
        List<Sample> samples) {

    /**
     * JSON: a location with its lines, innermost first.
     *
     * @param address in hexadecimal, because many readers of JSON round numbers beyond 2^53
     */
    public record Place(String address, List<SourceLine> lines) {}

    /** JSON: a line of a location. */
    public record SourceLine(String function, String file, long line) {}

    /**
     * JSON: a sample.
     *
     * @param values one for each sample type
     * @param stack indices of locations, leaf first
     */
    public record Sample(List<Long> values, List<LabelValue> labels, List<Integer> stack) {}

    /**
     * JSON: a label.
     *
     * @param value a text or a whole number
     */
    public record LabelValue(String key, Object value, String unit) {}

    /** The view of a profile. */
    public static ProfileView of(Profile profile) {
        Samples samples = profile.samples();
        return new ProfileView(
                profile.sampleTypes(),
                profile.info().periodType(),
                profile.info().period(),
                profile.info().timeNanos(),
                profile.info().durationNanos(),
                profile.info().comments(),
                profile.locations().stream().map(ProfileView::place).toList(),
                IntStream.range(0, samples.count())
                        .mapToObj(sample -> sample(samples, sample))
                        .toList());
    }

    private static Place place(Location location) {
        return new Place(
                "0x" + Long.toHexString(location.address()),
                location.lines().stream()
                        .map(line -> new SourceLine(
                                line.function().name(), line.function().filename(), line.line()))
                        .toList());
    }

    private static Sample sample(Samples samples, int sample) {
        Long[] values = new Long[samples.valuesPerSample()];
        Arrays.setAll(values, type -> samples.value(sample, type));
        return new Sample(
                List.of(values),
                samples.labels(sample).stream().map(ProfileView::label).toList(),
                IntStream.range(samples.stackStart(sample), samples.stackEnd(sample))
                        .mapToObj(samples::locationAt)
                        .toList());
    }

    private static LabelValue label(Label label) {
        return new LabelValue(label.key(), label.isText() ? label.text() : (Object) label.number(), label.unit());
    }
}
