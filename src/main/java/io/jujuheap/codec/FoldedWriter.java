// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import io.jujuheap.profile.Saturating;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes folded stacks, the input of Brendan Gregg's {@code flamegraph.pl} and similar tools: one line per distinct stack, root
 * first, frames separated by semicolons, then a space and the value.
 */
public final class FoldedWriter {
    private FoldedWriter() {}

    /**
     * Returns the stacks with a sum other than 0, in alphabetical order.
     *
     * @param sampleType the index of the sample type whose values are written
     */
    public static String folded(Profile profile, int sampleType) {
        Map<String, Long> stacks = new TreeMap<>();
        Samples samples = profile.samples();
        String[] frames = profile.locations().stream().map(FoldedWriter::frames).toArray(String[]::new);
        for (int sample = 0; sample < samples.count(); sample++) {
            stacks.merge(stack(samples, sample, frames), samples.value(sample, sampleType), Saturating::add);
        }
        stacks.values().removeIf(value -> value == 0);
        StringBuilder lines = new StringBuilder();
        stacks.forEach((stack, value) ->
                lines.append(stack).append(' ').append((long) value).append('\n'));
        return lines.toString();
    }

    private static String stack(Samples samples, int sample, String[] frames) {
        StringBuilder stack = new StringBuilder();
        for (int i = samples.stackEnd(sample) - 1; i >= samples.stackStart(sample); i--) {
            stack.append(stack.isEmpty() ? "" : ";").append(frames[samples.locationAt(i)]);
        }
        return stack.toString();
    }

    /** Returns the frames of a location, outermost first; the address when it has no names. */
    private static String frames(Location location) {
        List<Line> lines = location.lines();
        if (lines.isEmpty()) {
            return "0x" + Long.toHexString(location.address());
        }
        StringBuilder frames = new StringBuilder();
        for (int i = lines.size() - 1; i >= 0; i--) {
            frames.append(frames.isEmpty() ? "" : ";").append(frame(lines.get(i)));
        }
        return frames.toString();
    }

    /** Replaces semicolons, which would split the frame, and line ends: names of Go's generic types may have both. */
    private static String frame(Line line) {
        String name = line.function().name();
        return name.isEmpty() ? "?" : name.replace(';', ',').replaceAll("\\p{Cntrl}", " ");
    }
}
