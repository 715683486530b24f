// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import io.jujuheap.profile.Line;
import io.jujuheap.profile.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The functions of a profile, numbered from 0 in the order of their names, so that stacks are compared as numbers. */
public final class NumberedFunctions {
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
        List<List<String>> all = new ArrayList<>(locations.size());
        Set<String> distinct = new HashSet<>(Set.of(CallSite.UNKNOWN));
        for (Location location : locations) {
            List<String> lines = location.lines().stream()
                    .map(Line::function)
                    .map(function -> rename.apply(function.name()))
                    .toList();
            all.add(lines);
            distinct.addAll(lines);
        }
        String[] names = distinct.stream().sorted().toArray(String[]::new);
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
        return new NumberedFunctions(
                names,
                all.stream()
                        .map(lines -> lines.stream().mapToInt(numbers::get).toArray())
                        .toArray(int[][]::new));
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
