// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import io.jujuheap.profile.Function;
import io.jujuheap.profile.Label;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.ProfileInfo;
import io.jujuheap.profile.SampleType;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Profiles made by hand, for tests: {@code HandMade.bytes().sample(100, "leaf", "caller", "main")}. A frame is the name of a
 * function, or several from the innermost on, {@code "inlined|into"}, for a location with inlined calls. {@code "0xADDR"} is a
 * location without symbols. The same frame is the same location.
 */
public final class HandMade {
    private static final Mapping PROGRAM =
            new Mapping(0x400000, 0x500000, 0, "/usr/bin/program", "build-1", true, true, true, true);

    private final ProfileInfo info;
    private final Mapping program;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final List<Location> locations = new ArrayList<>();
    private final Samples.Builder samples;

    private HandMade(ProfileInfo info, Mapping program) {
        this.info = info;
        this.program = program;
        this.samples = new Samples.Builder(info.sampleTypes().size(), 0, 0);
    }

    /** A profile of {@code inuse_space} in bytes, of the program's first build. */
    public static HandMade bytes() {
        return of(ProfileInfo.of(List.of(SampleType.INUSE_SPACE)));
    }

    /** A profile of {@code inuse_objects} and {@code inuse_space}. */
    public static HandMade objectsAndBytes() {
        return of(ProfileInfo.of(List.of(SampleType.INUSE_OBJECTS, SampleType.INUSE_SPACE)));
    }

    /** A profile of those sample types. */
    public static HandMade of(ProfileInfo info) {
        return new HandMade(info, PROGRAM);
    }

    /** A profile whose program has another mapping: another build, or the same one elsewhere in memory. */
    public static HandMade of(ProfileInfo info, Mapping program) {
        return new HandMade(info, program);
    }

    /** Adds a sample of one value; the stack is given from the leaf to the root. */
    public HandMade sample(long value, String... stack) {
        return sample(new long[] {value}, List.of(), stack);
    }

    /** Adds a sample; the stack is given from the leaf to the root. */
    public HandMade sample(long[] values, List<Label> labels, String... stack) {
        for (String frame : stack) {
            samples.location(numbers.computeIfAbsent(frame, this::add));
        }
        for (int type = 0; type < values.length; type++) {
            samples.value(type, values[type]);
        }
        samples.end(samples.labelSet(labels));
        return this;
    }

    /** The profile. */
    public Profile build() {
        List<Mapping> mappings = program.equals(Mapping.NONE) ? List.of() : List.of(program);
        return new Profile(info, mappings, locations, samples.build());
    }

    private int add(String frame) {
        boolean symbolized = !frame.startsWith("0x");
        // Far enough apart, and the same for a frame in whichever profile it appears.
        long offset = symbolized ? (frame.hashCode() & 0xffff) * 16L : Long.decode(frame);
        List<Line> lines = new ArrayList<>();
        for (String name : symbolized ? frame.split("\\|", -1) : new String[0]) {
            lines.add(new Line(new Function(name, name, "/src/" + name + ".go", 10), 20, 0));
        }
        locations.add(new Location(program, program.start() + offset, lines, false));
        return locations.size() - 1;
    }
}
