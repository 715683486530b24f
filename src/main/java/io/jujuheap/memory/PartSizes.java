// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sizes of the parts at one moment, in bytes, in a form for storage: a line such as {@code resident=63963136
 * live_heap=20479332 collector=13812620}. A reader ignores unknown words, so that versions can be mixed.
 *
 * @param resident resident memory; empty when it is not known
 * @param parts the parts that are known
 */
public record PartSizes(OptionalLong resident, Map<MemoryPart, Long> parts) {
    private static final String RESIDENT = "resident";
    private static final Map<String, MemoryPart> PARTS =
            Stream.of(MemoryPart.values()).collect(Collectors.toMap(MemoryPart::word, part -> part));
    private static final Pattern SIZE = Pattern.compile("([a-z_]+)=(\\d{1,18})(?: |$)");

    public PartSizes {
        parts = Collections.unmodifiableMap(parts.isEmpty() ? new EnumMap<>(MemoryPart.class) : new EnumMap<>(parts));
    }

    /** Returns the sizes of the parts of resident memory. */
    public static PartSizes of(ResidentMemory memory) {
        return new PartSizes(memory.resident(), memory.parts());
    }

    /** Parses the result of {@link #text}; empty when it has no part. */
    public static Optional<PartSizes> parse(String text) {
        OptionalLong resident = OptionalLong.empty();
        Map<MemoryPart, Long> parts = new EnumMap<>(MemoryPart.class);
        for (Matcher size = SIZE.matcher(text); size.find(); ) {
            long bytes = Long.parseLong(size.group(2));
            if (size.group(1).equals(RESIDENT)) {
                resident = OptionalLong.of(bytes);
            }
            MemoryPart part = PARTS.get(size.group(1));
            if (part != null) {
                parts.put(part, bytes);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new PartSizes(resident, parts));
    }

    /** Returns the sizes as one line. */
    public String text() {
        StringBuilder text = new StringBuilder();
        resident.ifPresent(bytes -> text.append(RESIDENT).append('=').append(bytes));
        parts.forEach((part, bytes) -> text.append(text.isEmpty() ? "" : " ")
                .append(part.word())
                .append('=')
                .append(bytes));
        return text.toString();
    }

    /** Returns the sum of the known resident parts. */
    long sum() {
        return parts.entrySet().stream()
                .filter(part -> part.getKey().isResident())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns the size of a part; empty when it is not known. */
    public OptionalLong bytes(MemoryPart part) {
        Long bytes = parts.get(part);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }
}
