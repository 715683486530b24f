// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static io.jujuheap.codec.Fields.BYTES;
import static io.jujuheap.codec.Fields.VARINT;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads profile.proto: finds all messages ({@link ProtobufIndex}), then builds the tables that samples refer to, then
 * the samples ({@link SampleReader}). Accepts what google/pprof accepts: packed and unpacked numbers, unknown fields,
 * messages in any order. Functions without a location are left out.
 */
final class ProtobufReader {
    private final WireReader wire;
    private final ProtobufIndex index;
    private final StringTable strings;
    private final Limits limits;
    private final MemoryUse memory;

    /** The lines of the current location. */
    private final List<Line> lines = new ArrayList<>();

    private final IdTable mappingIds;
    private final IdTable functionIds;
    private final IdTable locationIds;

    private ProtobufReader(byte[] data, Limits limits, MemoryUse memory) throws MalformedProfileException {
        this.wire = new WireReader(data);
        this.index = new ProtobufIndex(wire, limits, memory);
        this.strings = new StringTable(new WireReader(data), index.strings, memory);
        this.limits = limits;
        this.memory = memory;
        this.mappingIds = new IdTable("mapping", memory);
        this.functionIds = new IdTable("function", memory);
        this.locationIds = new IdTable("location", memory);
    }

    static Profile read(byte[] data, Limits limits, MemoryUse memory) throws MalformedProfileException {
        return new ProtobufReader(data, limits, memory).profile();
    }

    private Profile profile() throws MalformedProfileException {
        ProfileInfo info = info();
        Mapping[] mappings = mappings();
        Location[] locations = locations(mappings, functions());
        Samples samples = new SampleReader(
                        wire, index, strings, locationIds, info.sampleTypes().size(), limits, memory)
                .readAll(index.samples);
        requireBoundedFrames(samples, locations);
        return new Profile(info, Arrays.asList(mappings), Arrays.asList(locations), samples);
    }

    /**
     * Limits the number of frames. Each line of a location is a frame in every stack with the location, so a few
     * kilobytes could take years of work.
     */
    private void requireBoundedFrames(Samples samples, Location[] locations) throws MalformedProfileException {
        long mostLines = 1;
        for (Location location : locations) {
            mostLines = Math.max(mostLines, location.lines().size());
        }
        if (mostLines <= Limits.FRAMES_PER_ENTRY && mostLines * samples.totalDepth() <= limits.stackEntries()) {
            return;
        }
        long frames = 0;
        for (int sample = 0; sample < samples.count(); sample++) {
            long before = frames;
            for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
                frames += locations[samples.locationAt(position)].lines().size();
            }
            requireAtMost(limits.depth() * Limits.FRAMES_PER_ENTRY, frames - before, "frames in one stack");
        }
        requireAtMost(limits.stackEntries(), frames, "frames in all stacks together");
    }

    private static void requireAtMost(long most, long count, String what) throws MalformedProfileException {
        if (count > most) {
            throw new MalformedProfileException("the profile has more than " + most + " " + what
                    + ", with those of inlined functions, as no real profile does");
        }
    }

    private ProfileInfo info() throws MalformedProfileException {
        List<SampleType> sampleTypes = new ArrayList<>();
        for (int i = 0; i < index.sampleTypes.size(); i++) {
            sampleTypes.add(sampleType(index.sampleTypes.get(i)));
        }
        if (sampleTypes.isEmpty()) {
            throw new MalformedProfileException("malformed protobuf profile: it names no sample types,"
                    + " so it is not a profile or was cut short");
        }
        List<String> comments = new ArrayList<>();
        MemStats memStats = null;
        for (long stringIndex : index.comments) {
            String comment = header(stringIndex);
            if (MemStatsText.isTrailer(comment)) {
                memStats = MemStatsText.parse(comment.lines().toList());
            } else {
                comments.add(comment);
            }
        }
        return new ProfileInfo(
                sampleTypes,
                header(index.defaultSampleType),
                index.periodType == 0 ? SampleType.NONE : sampleType(index.periodType),
                index.period,
                index.timeNanos,
                index.durationNanos,
                header(index.dropFrames),
                header(index.keepFrames),
                comments,
                header(index.docUrl),
                memStats);
    }

    private String header(long stringIndex) throws MalformedProfileException {
        return strings.get(stringIndex, 0);
    }

    private SampleType sampleType(int at) throws MalformedProfileException {
        long type = 0;
        long unit = 0;
        wire.enterAt(at);
        while (wire.hasMore()) {
            int tag = wire.tag();
            switch (tag) {
                case Fields.VALUE_TYPE_TYPE << 3 | VARINT -> type = wire.varint();
                case Fields.VALUE_TYPE_UNIT << 3 | VARINT -> unit = wire.varint();
                default -> wire.skip(tag, Fields.VALUE_TYPE_UNIT);
            }
        }
        return new SampleType(strings.get(type, at), strings.get(unit, at));
    }

    private Mapping[] mappings() throws MalformedProfileException {
        memory.take((long) index.mappings.size() * MemoryUse.MAPPING);
        Mapping[] mappings = new Mapping[index.mappings.size()];
        for (int i = 0; i < mappings.length; i++) {
            mappings[i] = mapping(index.mappings.get(i));
        }
        return mappings;
    }

    private Mapping mapping(int at) throws MalformedProfileException {
        long[] fields = new long[Fields.MAPPING_HAS_INLINE_FRAMES + 1];
        scalars(at, fields);
        mappingIds.add(fields[Fields.MAPPING_ID], at);
        return new Mapping(
                fields[Fields.MAPPING_START],
                fields[Fields.MAPPING_LIMIT],
                fields[Fields.MAPPING_FILE_OFFSET],
                strings.get(fields[Fields.MAPPING_FILENAME], at),
                strings.get(fields[Fields.MAPPING_BUILD_ID], at),
                fields[Fields.MAPPING_HAS_FUNCTIONS] != 0,
                fields[Fields.MAPPING_HAS_FILENAMES] != 0,
                fields[Fields.MAPPING_HAS_LINE_NUMBERS] != 0,
                fields[Fields.MAPPING_HAS_INLINE_FRAMES] != 0);
    }

    private Function[] functions() throws MalformedProfileException {
        memory.take((long) index.functions.size() * MemoryUse.FUNCTION);
        Function[] functions = new Function[index.functions.size()];
        long[] fields = new long[Fields.FUNCTION_START_LINE + 1];
        for (int i = 0; i < functions.length; i++) {
            int at = index.functions.get(i);
            Arrays.fill(fields, 0);
            scalars(at, fields);
            functionIds.add(fields[Fields.FUNCTION_ID], at);
            functions[i] = new Function(
                    strings.get(fields[Fields.FUNCTION_NAME], at),
                    strings.get(fields[Fields.FUNCTION_SYSTEM_NAME], at),
                    strings.get(fields[Fields.FUNCTION_FILENAME], at),
                    fields[Fields.FUNCTION_START_LINE]);
        }
        return functions;
    }

    /** Reads a message whose known fields are all numbers into {@code fields}, by field number. */
    private void scalars(int at, long[] fields) throws MalformedProfileException {
        wire.enterAt(at);
        while (wire.hasMore()) {
            int tag = wire.tag();
            int field = tag >>> 3;
            if (field < fields.length && (tag & 7) == VARINT) {
                fields[field] = wire.varint();
            } else {
                wire.skip(tag, fields.length - 1);
            }
        }
    }

    private Location[] locations(Mapping[] mappings, Function[] functions) throws MalformedProfileException {
        memory.take((long) index.locations.size() * MemoryUse.LOCATION);
        Location[] locations = new Location[index.locations.size()];
        for (int i = 0; i < locations.length; i++) {
            locations[i] = location(index.locations.get(i), mappings, functions);
        }
        return locations;
    }

    private Location location(int at, Mapping[] mappings, Function[] functions) throws MalformedProfileException {
        long id = 0;
        long mappingId = 0;
        long address = 0;
        boolean folded = false;
        lines.clear();
        wire.enterAt(at);
        while (wire.hasMore()) {
            int tag = wire.tag();
            switch (tag) {
                case Fields.LOCATION_ID << 3 | VARINT -> id = wire.varint();
                case Fields.LOCATION_MAPPING_ID << 3 | VARINT -> mappingId = wire.varint();
                case Fields.LOCATION_ADDRESS << 3 | VARINT -> address = wire.varint();
                case Fields.LOCATION_LINE << 3 | BYTES -> {
                    memory.takeGrowth(lines.size(), MemoryUse.ENTRY);
                    lines.add(line(functions));
                }
                case Fields.LOCATION_IS_FOLDED << 3 | VARINT -> folded = wire.varint() != 0;
                default -> wire.skip(tag, Fields.LOCATION_IS_FOLDED);
            }
        }
        memory.take((long) lines.size() * MemoryUse.ENTRY);
        locationIds.add(id, at);
        int mapping = mappingIds.indexOf(mappingId);
        return new Location(mapping == IdTable.ABSENT ? Mapping.NONE : mappings[mapping], address, lines, folded);
    }

    private Line line(Function[] functions) throws MalformedProfileException {
        memory.take(MemoryUse.LINE);
        int at = wire.position();
        long functionId = 0;
        long line = 0;
        long column = 0;
        int outerEnd = wire.enter();
        while (wire.hasMore()) {
            int tag = wire.tag();
            switch (tag) {
                case Fields.LINE_FUNCTION_ID << 3 | VARINT -> functionId = wire.varint();
                case Fields.LINE_LINE << 3 | VARINT -> line = wire.varint();
                case Fields.LINE_COLUMN << 3 | VARINT -> column = wire.varint();
                default -> wire.skip(tag, Fields.LINE_COLUMN);
            }
        }
        wire.leave(outerEnd);
        int function = functionIds.indexOf(functionId);
        if (function == IdTable.ABSENT) {
            throw WireReader.malformed(
                    at,
                    "a line names function " + Long.toUnsignedString(functionId) + ", which the profile does not have");
        }
        return new Line(functions[function], line, column);
    }
}
