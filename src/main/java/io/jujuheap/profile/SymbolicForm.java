// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A profile reduced to what its symbols say, so that it can be matched with one of another build or encoding: no
 * addresses, no binaries, nothing that only protobuf profiles carry, generic functions without their type arguments.
 */
final class SymbolicForm {
    private final Map<Function, Function> functions = new HashMap<>();

    private SymbolicForm() {}

    /** Whether the profile names any function; true when there is nothing to name. */
    static boolean hasSymbols(Profile profile) {
        for (Location location : profile.locations()) {
            if (!location.lines().isEmpty()) {
                return true;
            }
        }
        return profile.locations().isEmpty();
    }

    /**
     * The symbolic form of a profile, with the same samples. Places without symbols keep their address.
     *
     * @throws UsageException when it has no symbols at all
     */
    static Profile of(Profile profile) {
        if (!hasSymbols(profile)) {
            throw new UsageException("a profile without function names cannot be compared with one of another build or"
                    + " encoding: take it again with symbols, as protobuf or as text with debug=1");
        }
        SymbolicForm form = new SymbolicForm();
        List<Location> locations = new ArrayList<>(profile.locations().size());
        for (Location location : profile.locations()) {
            locations.add(form.symbolic(location));
        }
        return new Profile(profile.info(), named(profile.mappings()), locations, profile.samples());
    }

    /** The mappings that tell which program it was; the mapping that text profiles get says nothing. */
    private static List<Mapping> named(List<Mapping> mappings) {
        return mappings.stream().filter(Mapping::isNamed).toList();
    }

    private Location symbolic(Location location) {
        long address = location.lines().isEmpty() ? location.address() : 0;
        List<Line> lines = new ArrayList<>(location.lines().size());
        for (Line line : location.lines()) {
            Function function = functions.computeIfAbsent(line.function(), SymbolicForm::symbolic);
            lines.add(new Line(function, line.line(), 0));
        }
        return new Location(Mapping.NONE, address, lines, false);
    }

    private static Function symbolic(Function function) {
        String name = GoNames.withoutTypeArguments(function.name());
        return new Function(name, name, function.filename(), 0);
    }
}
