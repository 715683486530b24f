// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes a whole profile for people to read, as {@code go tool pprof -raw} does, with times in UTC. */
public final class RawText {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String LABEL_INDENT = " ".repeat(16);
    private static final String LINE_INDENT = " ".repeat(13);
    private static final int VALUE_WIDTH = 10;
    private static final int ID_WIDTH = 6;

    private final Profile profile;

    /** As in pprof, a profile without mappings has one unknown mapping with all its locations. */
    private final List<Mapping> mappings;

    private final Map<Mapping, Integer> mappingIds = new LinkedHashMap<>();
    private final StringBuilder out;

    private RawText(Profile profile) {
        this.profile = profile;
        this.mappings = profile.mappings().isEmpty() ? List.of(Mapping.NONE) : profile.mappings();
        this.out = new StringBuilder(1024 + 100 * profile.samples().count());
        for (Mapping mapping : mappings) {
            mappingIds.putIfAbsent(mapping, mappingIds.size() + 1);
        }
    }

    /** Returns the text: the header, the samples, the locations and the mappings. */
    public static String of(Profile profile) {
        return new RawText(profile).text();
    }

    private String text() {
        appendInfo();
        out.append("Samples:\n").append(sampleTypes()).append('\n');
        for (int sample = 0; sample < profile.samples().count(); sample++) {
            appendSample(profile.samples(), sample);
        }
        out.append("Locations\n");
        for (int i = 0; i < profile.locations().size(); i++) {
            appendLocation(i + 1, profile.locations().get(i));
        }
        out.append("Mappings\n");
        for (int i = 0; i < mappings.size(); i++) {
            appendMapping(i + 1, mappings.get(i));
        }
        return out.toString();
    }

    private void appendInfo() {
        for (String comment : profile.info().comments()) {
            out.append("Comment: ").append(comment).append('\n');
        }
        SampleType periodType = profile.info().periodType();
        out.append("PeriodType: ").append(periodType.type()).append(' ');
        out.append(periodType.unit()).append('\n');
        out.append("Period: ").append(profile.info().period()).append('\n');
        if (profile.info().timeNanos() != 0) {
            out.append("Time: ").append(time(profile.info().timeNanos())).append('\n');
        }
        if (profile.info().durationNanos() != 0) {
            String duration = duration(profile.info().durationNanos());
            out.append("Duration: ")
                    .append(duration, 0, Math.min(4, duration.length()))
                    .append('\n');
        }
    }

    /** As Go writes durations; pprof keeps the first four characters. */
    private static String duration(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        } else if (nanos < 1_000_000) {
            return decimal(nanos, 3) + "µs";
        } else if (nanos < NANOS_PER_SECOND) {
            return decimal(nanos, 6) + "ms";
        }
        long minutes = nanos / (60 * NANOS_PER_SECOND);
        String hours = minutes < 60 ? "" : minutes / 60 + "h";
        return hours + (minutes == 0 ? "" : minutes % 60 + "m") + decimal(nanos % (60 * NANOS_PER_SECOND), 9) + "s";
    }

    private static String decimal(long value, int places) {
        return BigDecimal.valueOf(value, places).stripTrailingZeros().toPlainString();
    }

    /** Go writes no more digits of the second than there are. */
    private static String time(long nanos) {
        long fraction = Math.floorMod(nanos, NANOS_PER_SECOND);
        String digits = fraction == 0
                ? ""
                : String.format(Locale.ROOT, ".%09d", fraction).replaceFirst("0+$", "");
        Instant instant = Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND));
        return SECONDS.format(instant.atZone(ZoneOffset.UTC)) + digits + " +0000 UTC";
    }

    private String sampleTypes() {
        List<String> types = new ArrayList<>();
        for (SampleType type : profile.sampleTypes()) {
            boolean isDefault = type.type().equals(profile.info().defaultSampleType());
            types.add(type.type() + "/" + type.unit() + (isDefault ? "[dflt]" : ""));
        }
        return String.join(" ", types);
    }

    private void appendSample(Samples samples, int sample) {
        for (int type = 0; type < samples.valuesPerSample(); type++) {
            out.append(' ');
            appendPadded(samples.value(sample, type), VALUE_WIDTH);
        }
        out.append(": ");
        for (int i = samples.stackStart(sample); i < samples.stackEnd(sample); i++) {
            out.append(samples.locationAt(i) + 1).append(' ');
        }
        out.append('\n');
        appendLabels(samples.labels(sample), true);
        appendLabels(samples.labels(sample), false);
    }

    /** One line for labels that are text, one for those that are numbers; sorted by key. */
    private void appendLabels(List<Label> labels, boolean text) {
        Map<String, List<String>> byKey = new TreeMap<>();
        for (Label label : labels) {
            if (label.isText() == text) {
                byKey.computeIfAbsent(label.key(), key -> new ArrayList<>()).add(value(label));
            }
        }
        if (!byKey.isEmpty()) {
            out.append(LABEL_INDENT);
            List<String> words = new ArrayList<>();
            byKey.forEach((key, values) -> words.add(key + ":[" + String.join(" ", values) + "]"));
            out.append(String.join(" ", words)).append('\n');
        }
    }

    private static String value(Label label) {
        if (label.isText()) {
            return label.text();
        }
        return label.unit().isEmpty() ? Long.toString(label.number()) : label.number() + " " + label.unit();
    }

    private void appendLocation(int id, Location location) {
        appendPadded(id, ID_WIDTH);
        out.append(": 0x").append(Long.toHexString(location.address())).append(' ');
        Integer mapping = mappingIds.get(location.mapping());
        if (mapping != null) {
            out.append("M=").append(mapping).append(' ');
        }
        out.append(location.folded() ? "[F] " : "");
        for (int i = 0; i < location.lines().size(); i++) {
            out.append(i == 0 ? "" : LINE_INDENT);
            appendLine(location.lines().get(i));
        }
        if (location.lines().isEmpty()) {
            out.append('\n');
        }
    }

    private void appendLine(Line line) {
        Function function = line.function();
        out.append(function.name()).append(' ').append(function.filename());
        out.append(':').append(line.line()).append(':').append(line.column());
        out.append(" s=").append(function.startLine());
        if (!function.systemName().equals(function.name())) {
            out.append('(').append(function.systemName()).append(')');
        }
        out.append('\n');
    }

    private void appendMapping(int id, Mapping mapping) {
        out.append(id).append(": 0x").append(Long.toHexString(mapping.start()));
        out.append("/0x").append(Long.toHexString(mapping.limit()));
        out.append("/0x").append(Long.toHexString(mapping.fileOffset()));
        out.append(' ')
                .append(mapping.filename())
                .append(' ')
                .append(mapping.buildId())
                .append(' ');
        out.append(mapping.hasFunctions() ? "[FN]" : "").append(mapping.hasFilenames() ? "[FL]" : "");
        out.append(mapping.hasLineNumbers() ? "[LN]" : "").append(mapping.hasInlineFrames() ? "[IN]" : "");
        out.append('\n');
    }

    private void appendPadded(long value, int width) {
        String digits = Long.toString(value);
        out.append(" ".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
