// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.io.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Profiles reduced to their symbols, so that they can be matched across builds and encodings: without addresses, without
 * fields that only protobuf profiles have, and without the type arguments of generic functions. A function is identified by
 * its name, which includes its package. It gets the file that it had first, because Go's protobuf profiles have only one
 * file per name, sometimes the wrong one, and because paths depend on the machine that builds.
 */
final class SymbolicForm {
    /** A location with a line, and its places in lists. */
    private static final long LOCATION_BYTES = 160;

    /** The places of a mapping in a list while that is made. */
    private static final long MAPPING_BYTES = 12;

    private final Map<String, Function> functions = new HashMap<>();

    private SymbolicForm() {}

    /** Returns whether the profile names any function; also true when it has no locations. */
    static boolean hasSymbols(Profile profile) {
        for (Location location : profile.locations()) {
            if (!location.lines().isEmpty()) {
                return true;
            }
        }
        return profile.locations().isEmpty();
    }

    /**
     * Returns the symbolic forms of profiles, with the same samples. Places without symbols keep their address.
     *
     * @throws UsageException when one of them has no symbols at all
     */
    static List<Profile> of(List<Profile> profiles) {
        SymbolicForm form = new SymbolicForm();
        return profiles.stream().map(form::symbolic).toList();
    }

    private Profile symbolic(Profile profile) {
        if (!hasSymbols(profile)) {
            throw new UsageException("a profile without function names cannot be compared with one of another build or"
                    + " encoding: take it again with symbols, as protobuf or as text with debug=1");
        }
        long bytes =
                profile.locations().size() * LOCATION_BYTES + profile.mappings().size() * MAPPING_BYTES;
        return HeapRoom.within(bytes, () -> ofSymbolized(profile));
    }

    private Profile ofSymbolized(Profile profile) {
        List<Location> locations = new ArrayList<>(profile.locations().size());
        for (Location location : profile.locations()) {
            locations.add(symbolic(location));
        }
        // The mapping of text profiles does not identify the program.
        List<Mapping> named =
                profile.mappings().stream().filter(Mapping::isNamed).toList();
        return new Profile(profile.info(), named, locations, profile.samples());
    }

    private Location symbolic(Location location) {
        long address = location.lines().isEmpty() ? location.address() : 0;
        List<Line> lines = new ArrayList<>(location.lines().size());
        for (Line line : location.lines()) {
            lines.add(new Line(symbolic(line.function()), line.line(), 0));
        }
        return new Location(Mapping.NONE, address, lines, false);
    }

    private Function symbolic(Function function) {
        String name = Function.withoutTypeArguments(function.name());
        return name.isEmpty()
                ? new Function("", "", function.filename(), 0)
                : functions.computeIfAbsent(name, key -> new Function(key, key, function.filename(), 0));
    }
}
