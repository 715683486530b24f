// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells which binary an address of a text profile lies in. Programs in C++ append their {@code /proc/self/maps}; Go does not,
 * but names every function, so that no binary is needed.
 */
final class MemoryMap {
    /** All of memory, marked as symbolised, so that tools do not look for a binary. */
    private static final Mapping SYMBOLIZED = new Mapping(0, -1, 0, "", "", true, true, true, true);

    private static final Pattern LINE = Pattern.compile(
            "\\s*([0-9a-f]{1,16})-([0-9a-f]{1,16}):?\\s+[-r][-w]x[-ps]\\s+([0-9a-f]{1,16})\\s+\\S+\\s+[0-9]+(?:\\s+(\\S.*))?");

    private final List<Mapping> mappings;

    private MemoryMap(List<Mapping> mappings) {
        this.mappings = mappings;
    }

    /** Returns a map without any binary. */
    static MemoryMap unknown() {
        return new MemoryMap(List.of());
    }

    /** Returns the map of a profile that has all names and does not tell its binary. */
    static MemoryMap symbolized() {
        return new MemoryMap(List.of(SYMBOLIZED));
    }

    /** Returns the executable mappings among the lines of a {@code /proc/self/maps}; other lines are skipped. */
    static MemoryMap parse(List<String> lines) {
        List<Mapping> mappings = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                mappings.add(mapping(matcher));
            }
        }
        return new MemoryMap(mappings);
    }

    private static Mapping mapping(Matcher line) {
        String file = line.group(4) == null ? "" : line.group(4);
        return new Mapping(
                hex(line.group(1)), hex(line.group(2)), hex(line.group(3)), file, "", false, false, false, false);
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }

    List<Mapping> mappings() {
        return mappings;
    }

    /** Returns the mapping that {@code address} lies in, {@link Mapping#NONE} when there is none. */
    Mapping at(long address) {
        for (Mapping mapping : mappings) {
            boolean inside = Long.compareUnsigned(mapping.start(), address) <= 0
                    && Long.compareUnsigned(address, mapping.limit()) < 0;
            if (inside) {
                return mapping;
            }
        }
        return Mapping.NONE;
    }
}
