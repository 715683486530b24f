// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the binary of an address in a text profile. Programs in C++ append their {@code /proc/self/maps}. Go does not,
 * but it names every function, so no binary is needed.
 */
final class MemoryMap {
    private static final String RANGE = "\\s*(?<start>[0-9a-f]{1,16})-(?<limit>[0-9a-f]{1,16})";

    /** A mapping of the whole memory, to which pprof assigns addresses with neither names nor a binary. */
    private static final Mapping ANYTHING = new Mapping(0, -1, 0, "", "", false, false, false, false);

    /** An executable mapping in a line of {@code /proc/PID/maps}. */
    private static final Pattern LINE = Pattern.compile(
            RANGE + ":?\\s+[-r][-w]x[-ps]\\s+(?<offset>[0-9a-f]{1,16})\\s+\\S+\\s+[0-9]+(?:\\s+(?<file>\\S.*))?");

    /** {@code 00400000-00500000: /opt/server (@1000)}, where permissions may come before the file. */
    private static final Pattern BRIEF_LINE = Pattern.compile(
            RANGE + ":?(?:\\s+[-r][-w]x[-ps]?)?\\s+(?<file>[^-\\s]\\S*)(?:\\s+\\(@(?<offset>[0-9a-f]{1,16})\\))?\\s*");

    private static final Pattern VARIABLE = Pattern.compile("\\s*(\\w+)=(.*?)\\s*");

    private static final String[] TITLES = {"MAPPED_LIBRARIES:", "--- Memory map: ---"};

    private final List<Mapping> mappings;

    private MemoryMap(List<Mapping> mappings) {
        this.mappings = mappings;
    }

    /** Returns whether the line is the title of a memory map. */
    static boolean isTitle(String line) {
        return List.of(TITLES).contains(line);
    }

    /** Reads the title of a memory map if it is next. */
    static boolean acceptTitle(TextCursor in) {
        for (String title : TITLES) {
            if (in.accept(title)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a map without any binary. */
    static MemoryMap unknown() {
        return new MemoryMap(List.of());
    }

    /** Returns the map for a profile with addresses only and without a binary. */
    static MemoryMap anything() {
        return new MemoryMap(List.of(ANYTHING));
    }

    /** Returns the map for a profile with all names and without a binary. */
    static MemoryMap symbolized() {
        return new MemoryMap(List.of(Mapping.SYMBOLIZED));
    }

    /**
     * Returns the executable mappings among the lines of a {@code /proc/self/maps}, or of the brief form of tcmalloc, in which
     * {@code name=value} lines define what {@code $name} stands for. Other lines are skipped.
     */
    static MemoryMap parse(List<String> lines) {
        List<Mapping> mappings = new ArrayList<>();
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                variables.putIfAbsent("$" + variable.group(1), variable.group(2));
            } else {
                String text = replaced(line, variables);
                mapping(LINE.matcher(text))
                        .or(() -> mapping(BRIEF_LINE.matcher(text)))
                        .ifPresent(mappings::add);
            }
        }
        return new MemoryMap(mappings);
    }

    private static String replaced(String line, Map<String, String> variables) {
        String text = line;
        if (line.indexOf('$') >= 0) {
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                text = text.replace(variable.getKey(), variable.getValue());
            }
        }
        return text;
    }

    private static Optional<Mapping> mapping(Matcher line) {
        if (!line.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Mapping(
                hex(line.group("start")),
                hex(line.group("limit")),
                hex(line.group("offset")),
                Objects.requireNonNullElse(line.group("file"), ""),
                "",
                false,
                false,
                false,
                false));
    }

    private static long hex(@Nullable String digits) {
        return digits == null ? 0 : Long.parseUnsignedLong(digits, 16);
    }

    List<Mapping> mappings() {
        return mappings;
    }

    /** Returns the mapping of {@code address}, {@link Mapping#NONE} when there is none. */
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
