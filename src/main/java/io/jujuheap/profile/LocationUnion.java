// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the distinct places of several profiles. Two places are the same when they have the same symbols and lie at the
 * same offset of the same binary, wherever that binary was loaded.
 */
final class LocationUnion {
    private static final long PAGE = 0x1000;

    private final Map<BinaryKey, Mapping> binaries = new HashMap<>();
    private final Map<Location, Integer> numbers = new HashMap<>();
    private final List<Location> locations = new ArrayList<>();

    /** Identifies a binary. Sizes are compared in whole pages. */
    private record BinaryKey(long size, long fileOffset, String buildIdOrFile) {
        static BinaryKey of(Mapping mapping) {
            long size = mapping.limit() - mapping.start() + PAGE - 1;
            String name = mapping.buildId().isEmpty() ? mapping.filename() : mapping.buildId();
            return new BinaryKey(size - Long.remainderUnsigned(size, PAGE), mapping.fileOffset(), name);
        }
    }

    /** Returns the number of a place. */
    int numberOf(Location location) {
        Location moved = inKnownBinary(location);
        Integer known = numbers.get(moved);
        if (known != null) {
            return known;
        }
        locations.add(moved);
        numbers.put(moved, locations.size() - 1);
        return locations.size() - 1;
    }

    int count() {
        return locations.size();
    }

    Location get(int number) {
        return locations.get(number);
    }

    /** Returns the mapping of a binary: the first that was seen of it. */
    Mapping binary(Mapping mapping) {
        return mapping.equals(Mapping.NONE) ? mapping : binaries.computeIfAbsent(BinaryKey.of(mapping), key -> mapping);
    }

    private Location inKnownBinary(Location location) {
        Mapping known = binary(location.mapping());
        if (known.equals(location.mapping())) {
            return location;
        }
        long offset = location.address() - location.mapping().start();
        return new Location(known, known.start() + offset, location.lines(), location.folded());
    }
}
