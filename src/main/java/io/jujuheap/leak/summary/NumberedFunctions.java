// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.profile.Location;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The functions of a profile, numbered from 0 in the order of their names, so that stacks are compared as numbers. */
public final class NumberedFunctions {
    private static final long LOCATION_BYTES = 32;

    /** The number of a line, and its function in a map and in the order of names. */
    private static final long LINE_BYTES = 96;

    private final String[] names;
    private final FunctionNames.Kind[] kinds;
    private final int[][] ofLocations;
    private final int unknown;

    private NumberedFunctions(String[] names, int[][] ofLocations) {
        this.names = names;
        this.kinds = Arrays.stream(names).map(FunctionNames::kind).toArray(FunctionNames.Kind[]::new);
        this.ofLocations = ofLocations;
        this.unknown = Arrays.binarySearch(names, CallSite.UNKNOWN);
    }

    /**
     * Numbers the functions of these locations.
     *
     * @param rename gives the name to use for a name in the profile; called for each line
     */
    public static NumberedFunctions of(List<Location> locations, Function<String, String> rename) {
        long lines = locations.stream()
                .mapToLong(location -> location.lines().size())
                .sum();
        return HeapRoom.within(
                locations.size() * LOCATION_BYTES + lines * LINE_BYTES, () -> numbered(locations, rename));
    }

    private static NumberedFunctions numbered(List<Location> locations, Function<String, String> rename) {
        Map<String, Integer> found = new HashMap<>(Map.of(CallSite.UNKNOWN, 0));
        int[][] ofLocations = new int[locations.size()][];
        for (int i = 0; i < ofLocations.length; i++) {
            ofLocations[i] = locations.get(i).lines().stream()
                    .map(line -> rename.apply(line.function().name()))
                    .mapToInt(name -> numberOf(name, found))
                    .toArray();
        }
        String[] names = found.keySet().stream().sorted().toArray(String[]::new);
        renumber(ofLocations, found, names);
        return new NumberedFunctions(names, ofLocations);
    }

    private static int numberOf(String name, Map<String, Integer> found) {
        Integer known = found.putIfAbsent(name, found.size());
        return known == null ? found.size() - 1 : known;
    }

    /** Renumbers the functions, which were numbered as found, in the order of their names. */
    private static void renumber(int[][] ofLocations, Map<String, Integer> found, String[] names) {
        int[] inOrder = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            inOrder[requireNonNull(found.get(names[i]))] = i;
        }
        for (int[] functions : ofLocations) {
            Arrays.setAll(functions, line -> inOrder[functions[line]]);
        }
    }

    int count() {
        return names.length;
    }

    String name(int function) {
        return names[function];
    }

    /** Returns the functions of a location, several where some were inlined, innermost first. Must not be changed. */
    int[] ofLocation(int location) {
        return ofLocations[location];
    }

    /** Returns the number of the function to blame for a stack, see {@link CallSite#function}. */
    int toBlame(int[] stack) {
        int position = CallSite.positionToBlame(stack.length, i -> kinds[stack[i]]);
        return position < 0 ? unknown : stack[position];
    }

    CallSite callSite(int[] stack) {
        return CallSite.of(Arrays.stream(stack).mapToObj(this::name).toList());
    }
}
