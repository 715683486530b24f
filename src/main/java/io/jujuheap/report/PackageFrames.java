// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Function;
import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import io.jujuheap.profile.Mapping;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces functions by their packages, so that a report groups by them. Calls within a package become one frame.
 * Frames without a function name stay.
 */
final class PackageFrames {
    /** The numbers of a location's frames, in an array of their own. */
    private static final long LOCATION_BYTES = 40;

    private final Profile profile;
    private final boolean noInlines;
    private final List<Location> locations = new ArrayList<>();
    private final Map<Location, Integer> numbers = new HashMap<>();

    private PackageFrames(Profile profile, boolean noInlines) {
        this.profile = profile;
        this.noInlines = noInlines;
    }

    /**
     * Returns the profile with packages in place of functions, if the options ask for it.
     *
     * @param functions the number of locations that are functions; the locations after them are labels and stay
     */
    static Profile apply(Profile profile, ReportOptions options, int functions) {
        if (options.granularity() != Granularity.PACKAGES) {
            return profile;
        }
        HeapRoom.require(profile.locations().size() * LOCATION_BYTES);
        return new PackageFrames(profile, options.noInlines()).joined(functions);
    }

    private Profile joined(int functions) {
        int[][] frames = new int[profile.locations().size()][];
        for (int i = 0; i < frames.length; i++) {
            Location location = profile.locations().get(i);
            frames[i] = i < functions ? packages(location) : new int[] {numberOf(location)};
        }
        Samples samples = profile.samples();
        StackCopier copier = new StackCopier(profile);
        for (int sample = 0; sample < samples.count(); sample++) {
            int callee = -1;
            for (int position = samples.stackStart(sample); position < samples.stackEnd(sample); position++) {
                for (int frame : frames[samples.locationAt(position)]) {
                    if (frame != callee) {
                        copier.location(frame);
                    }
                    callee = frame;
                }
            }
            copier.end(sample);
        }
        return copier.build(locations);
    }

    /** Returns the numbers of the frames of a location, innermost first. */
    private int[] packages(Location location) {
        List<Line> lines = location.lines();
        if (lines.isEmpty()) {
            return new int[] {numberOf(location)};
        }
        return lines.subList(noInlines ? lines.size() - 1 : 0, lines.size()).stream()
                .mapToInt(line -> numberOf(frame(location, line)))
                .toArray();
    }

    private static Location frame(Location location, Line line) {
        String name = Function.packageOf(line.function().name());
        return name.isEmpty()
                ? location.withLines(List.of(line))
                : new Location(Mapping.NONE, 0, List.of(new Line(new Function(name, name, "", 0), 0, 0)), false);
    }

    private int numberOf(Location location) {
        return numbers.computeIfAbsent(location, added -> {
            locations.add(added);
            return locations.size() - 1;
        });
    }
}
