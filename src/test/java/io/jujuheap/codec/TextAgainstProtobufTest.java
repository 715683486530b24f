// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import io.jujuheap.testkit.Recorded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A text must decode to the very samples of the protobuf of the same moment: values, label, addresses, functions, lines,
 * and what was inlined into what. Known differences, none of which the text could heal:
 *
 * <ul>
 *   <li>Go writes type arguments in full into the protobuf, as {@code [...]} into the text. Names are compared as in text.
 *   <li>Go's protobuf keeps one file per function name, the text the right one. Files are not compared.
 *   <li>Stacks that Go cut inside inlined calls. The text says how many.
 *   <li>Where a runtime function was inlined into the first frame shown, Go's protobuf hides one frame more. In the
 *       recordings that is {@code runtime/pprof.printStackRecord}.
 *   <li>Records that are 0 throughout: allocated since the last collection, in part by the recording itself.
 * </ul>
 */
class TextAgainstProtobufTest {
    @ParameterizedTest
    @MethodSource("texts")
    void a_text_gives_the_samples_of_its_protobuf(Recorded recorded) {
        Profile fromText = recorded.profileOfText();
        List<String> left = samples(fromText);
        for (String sample : samples(recorded.profile())) {
            left.remove(sample);
        }
        left.removeIf(sample -> sample.contains(" runtime/pprof.printStackRecord:"));
        assertThat(left).hasSize(cutInInlining(fromText));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void no_sample_of_the_protobuf_is_missing_in_its_text(Recorded recorded) {
        Profile fromText = recorded.profileOfText();
        Profile fromProtobuf = recorded.profile();
        assertThat(samples(fromProtobuf)).hasSameSizeAs(samples(fromText));
        assertThat(fromText.sampleTypes()).isEqualTo(fromProtobuf.sampleTypes());
        assertThat(fromText.info().period()).isEqualTo(fromProtobuf.info().period());
        assertThat(fromText.info().periodType()).isEqualTo(fromProtobuf.info().periodType());
    }

    @Test
    void says_how_many_stacks_were_cut_inside_inlined_calls() {
        Profile cut = Recorded.named("recursion-go1.26/heap-02").profileOfText();
        assertThat(cut.info().comments())
                .singleElement()
                .asString()
                .matches("8 of \\d+ stacks were cut at Go's depth limit inside inlined calls: .*");
    }

    static List<Recorded> texts() {
        return Recorded.withText();
    }

    private static int cutInInlining(Profile profile) {
        return profile.info().comments().stream()
                .mapToInt(comment -> Integer.parseInt(comment.substring(0, comment.indexOf(' '))))
                .sum();
    }

    /** One text per sample that is not 0 throughout. */
    private static List<String> samples(Profile profile) {
        List<String> texts = new ArrayList<>();
        Samples samples = profile.samples();
        for (int sample = 0; sample < samples.count(); sample++) {
            if (samples.value(sample, 0) != 0 || samples.value(sample, 2) != 0) {
                texts.add(describe(profile, sample));
            }
        }
        return texts;
    }

    private static String describe(Profile profile, int sample) {
        Samples samples = profile.samples();
        StringBuilder text = new StringBuilder();
        for (int type = 0; type < samples.valuesPerSample(); type++) {
            text.append(samples.value(sample, type)).append(' ');
        }
        text.append(samples.labels(sample));
        for (int i = samples.stackStart(sample); i < samples.stackEnd(sample); i++) {
            text.append('\n').append(describe(profile.locations().get(samples.locationAt(i))));
        }
        return text.toString();
    }

    private static String describe(Location location) {
        return location.lines().stream()
                .map(line -> " " + shortened(line.function().name()) + ":" + line.line())
                .collect(joining(" in", Long.toHexString(location.address()), ""));
    }

    private static String shortened(String name) {
        int start = name.indexOf('[');
        int end = name.lastIndexOf(']');
        return start < 0 || end < start ? name : name.substring(0, start) + "[...]" + name.substring(end + 1);
    }
}
