// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a profile as JSON, for scripts: {@code sampleTypes}, {@code periodType}, {@code period}, {@code timeNanos},
 * {@code comments}, {@code locations} with their {@code lines}, innermost first, and {@code samples}, whose {@code stack}
 * holds indices of locations, leaf first. Numbers are exact, beyond 2^53 too.
 */
public final class JsonWriter {
    private final StringBuilder out;

    private JsonWriter(int expectedChars) {
        this.out = new StringBuilder(expectedChars);
    }

    /** The profile as one JSON object, with a line for each location and sample. */
    public static String json(Profile profile) {
        JsonWriter writer = new JsonWriter(1024 + 4 * profile.samples().totalDepth());
        writer.append(profile);
        return writer.out.toString();
    }

    private void append(Profile profile) {
        out.append("{\"sampleTypes\":[");
        separated(profile.sampleTypes(), ",", this::append);
        out.append("],\n\"periodType\":");
        append(profile.info().periodType());
        out.append(",\"period\":").append(profile.info().period());
        out.append(",\"timeNanos\":").append(profile.info().timeNanos());
        out.append(",\"durationNanos\":").append(profile.info().durationNanos());
        out.append(",\n\"comments\":[");
        separated(profile.info().comments(), ",", this::append);
        out.append("],\n\"locations\":[\n");
        separated(profile.locations(), ",\n", this::append);
        out.append("],\n\"samples\":[\n");
        Samples samples = profile.samples();
        for (int sample = 0; sample < samples.count(); sample++) {
            out.append(sample == 0 ? "" : ",\n");
            append(samples, sample);
        }
        out.append("]}\n");
    }

    private void append(SampleType type) {
        out.append("{\"type\":");
        append(type.type());
        out.append(",\"unit\":");
        append(type.unit());
        out.append('}');
    }

    private void append(Location location) {
        // A string, because many readers of JSON round what exceeds 2^53.
        out.append("{\"address\":\"0x").append(Long.toHexString(location.address()));
        out.append("\",\"lines\":[");
        separated(location.lines(), ",", this::append);
        out.append("]}");
    }

    private void append(Line line) {
        out.append("{\"function\":");
        append(line.function().name());
        out.append(",\"file\":");
        append(line.function().filename());
        out.append(",\"line\":").append(line.line()).append('}');
    }

    private void append(Samples samples, int sample) {
        out.append("{\"values\":[");
        for (int type = 0; type < samples.valuesPerSample(); type++) {
            out.append(type == 0 ? "" : ",").append(samples.value(sample, type));
        }
        out.append("],\"labels\":[");
        separated(samples.labels(sample), ",", this::append);
        out.append("],\"stack\":[");
        for (int i = samples.stackStart(sample); i < samples.stackEnd(sample); i++) {
            out.append(i == samples.stackStart(sample) ? "" : ",").append(samples.locationAt(i));
        }
        out.append("]}");
    }

    private void append(Label label) {
        out.append("{\"key\":");
        append(label.key());
        out.append(",\"value\":");
        if (label.isText()) {
            append(label.text());
        } else {
            out.append(label.number());
        }
        out.append(",\"unit\":");
        append(label.unit());
        out.append('}');
    }

    private void append(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == 0x7f) {
                out.append("\\u").append(String.format("%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private <T> void separated(List<T> items, String separator, Consumer<T> append) {
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : separator);
            append.accept(items.get(i));
        }
    }
}
