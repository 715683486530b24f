// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.io.Compression;
import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Function;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a profile as {@code profile.proto}, for {@code go tool pprof} and other tools. Equal profiles
 * give equal bytes. Nothing is lost: the memory statistics of a Go text, for which the format has no field, become a
 * comment that {@link ProfileReader} understands and pprof does not show.
 */
public final class ProfileWriter {
    /** The entries of a function and its names in maps, for each location. */
    private static final long NAMES_BYTES = 200;

    private final WireWriter wire = new WireWriter();
    private final Map<String, Integer> strings = new LinkedHashMap<>(Map.of("", 0));
    private final Map<Mapping, Integer> mappingIds = new HashMap<>();
    private final Map<Function, Integer> functionIds = new LinkedHashMap<>();
    private int mappings;

    private ProfileWriter() {}

    /** Returns the profile as plain protobuf. */
    public static byte[] protobuf(Profile profile) {
        // The buffer requests its own memory as it grows.
        return HeapRoom.within(profile.locations().size() * NAMES_BYTES, () -> new ProfileWriter().write(profile));
    }

    /** Returns the profile as gzipped protobuf, the form in which Go serves and stores profiles. */
    public static byte[] gzippedProtobuf(Profile profile) {
        return Compression.gzip(protobuf(profile));
    }

    /** Writes the string table last, so that a reader notices when bytes are missing. */
    private byte[] write(Profile profile) {
        header(profile.info());
        profile.mappings().forEach(this::mapping);
        samples(profile.samples());
        for (int i = 0; i < profile.locations().size(); i++) {
            location(i + 1, profile.locations().get(i));
        }
        functionIds.forEach(this::function);
        strings.keySet().forEach(string -> wire.text(Fields.PROFILE_STRING_TABLE, string));
        return wire.toBytes();
    }

    private void header(ProfileInfo info) {
        info.sampleTypes().forEach(type -> sampleType(Fields.PROFILE_SAMPLE_TYPE, type));
        string(Fields.PROFILE_DROP_FRAMES, info.dropFrames());
        string(Fields.PROFILE_KEEP_FRAMES, info.keepFrames());
        wire.number(Fields.PROFILE_TIME_NANOS, info.timeNanos());
        wire.number(Fields.PROFILE_DURATION_NANOS, info.durationNanos());
        if (!info.periodType().equals(SampleType.NONE)) {
            sampleType(Fields.PROFILE_PERIOD_TYPE, info.periodType());
        }
        wire.number(Fields.PROFILE_PERIOD, info.period());
        comments(info);
        string(Fields.PROFILE_DEFAULT_SAMPLE_TYPE, info.defaultSampleType());
        string(Fields.PROFILE_DOC_URL, info.docUrl());
    }

    private void comments(ProfileInfo info) {
        int start = wire.begin(Fields.PROFILE_COMMENT);
        info.comments().forEach(comment -> wire.varint(indexOf(comment)));
        info.goMemStats().ifPresent(memStats -> wire.varint(indexOf(MemStatsText.format(memStats))));
        wire.end(start);
    }

    private void sampleType(int field, SampleType type) {
        int start = wire.begin(field);
        string(Fields.VALUE_TYPE_TYPE, type.type());
        string(Fields.VALUE_TYPE_UNIT, type.unit());
        wire.end(start);
    }

    private void samples(Samples samples) {
        for (int sample = 0; sample < samples.count(); sample++) {
            int start = wire.begin(Fields.PROFILE_SAMPLE);
            int stack = wire.begin(Fields.SAMPLE_LOCATION_ID);
            for (int i = samples.stackStart(sample); i < samples.stackEnd(sample); i++) {
                wire.varint(samples.locationAt(i) + 1);
            }
            wire.end(stack);
            int values = wire.begin(Fields.SAMPLE_VALUE);
            for (int type = 0; type < samples.valuesPerSample(); type++) {
                wire.varint(samples.value(sample, type));
            }
            wire.end(values);
            samples.labels(sample).forEach(this::label);
            wire.end(start);
        }
    }

    private void label(Label label) {
        int start = wire.begin(Fields.SAMPLE_LABEL);
        string(Fields.LABEL_KEY, label.key());
        string(Fields.LABEL_STR, label.text());
        wire.number(Fields.LABEL_NUM, label.number());
        string(Fields.LABEL_NUM_UNIT, label.unit());
        wire.end(start);
    }

    private int mapping(Mapping mapping) {
        int id = ++mappings;
        mappingIds.putIfAbsent(mapping, id);
        int start = wire.begin(Fields.PROFILE_MAPPING);
        wire.number(Fields.MAPPING_ID, id);
        wire.number(Fields.MAPPING_START, mapping.start());
        wire.number(Fields.MAPPING_LIMIT, mapping.limit());
        wire.number(Fields.MAPPING_FILE_OFFSET, mapping.fileOffset());
        string(Fields.MAPPING_FILENAME, mapping.filename());
        string(Fields.MAPPING_BUILD_ID, mapping.buildId());
        wire.flag(Fields.MAPPING_HAS_FUNCTIONS, mapping.hasFunctions());
        wire.flag(Fields.MAPPING_HAS_FILENAMES, mapping.hasFilenames());
        wire.flag(Fields.MAPPING_HAS_LINE_NUMBERS, mapping.hasLineNumbers());
        wire.flag(Fields.MAPPING_HAS_INLINE_FRAMES, mapping.hasInlineFrames());
        wire.end(start);
        return id;
    }

    private void location(int id, Location location) {
        int mappingId = mappingId(location.mapping());
        int start = wire.begin(Fields.PROFILE_LOCATION);
        wire.number(Fields.LOCATION_ID, id);
        wire.number(Fields.LOCATION_MAPPING_ID, mappingId);
        wire.number(Fields.LOCATION_ADDRESS, location.address());
        location.lines().forEach(this::line);
        wire.flag(Fields.LOCATION_IS_FOLDED, location.folded());
        wire.end(start);
    }

    private int mappingId(Mapping mapping) {
        if (mapping.equals(Mapping.NONE)) {
            return 0;
        }
        Integer known = mappingIds.get(mapping);
        return known != null ? known : mapping(mapping);
    }

    private void line(Line line) {
        int start = wire.begin(Fields.LOCATION_LINE);
        wire.number(Fields.LINE_FUNCTION_ID, functionIds.computeIfAbsent(line.function(), f -> functionIds.size() + 1));
        wire.number(Fields.LINE_LINE, line.line());
        wire.number(Fields.LINE_COLUMN, line.column());
        wire.end(start);
    }

    private void function(Function function, int id) {
        int start = wire.begin(Fields.PROFILE_FUNCTION);
        wire.number(Fields.FUNCTION_ID, id);
        string(Fields.FUNCTION_NAME, function.name());
        string(Fields.FUNCTION_SYSTEM_NAME, function.systemName());
        string(Fields.FUNCTION_FILENAME, function.filename());
        wire.number(Fields.FUNCTION_START_LINE, function.startLine());
        wire.end(start);
    }

    /** Writes a string field, as an index into the string table. */
    private void string(int field, String string) {
        wire.number(field, indexOf(string));
    }

    private int indexOf(String string) {
        return strings.computeIfAbsent(string, s -> strings.size());
    }
}
