// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import org.jspecify.annotations.Nullable;

/**
 * What a {@code #} line says of an address: {@code main.(*Cache).Add+0x2e   /src/cache.go:19}. Columns are parted by
 * runs of tabs; names and paths may hold spaces, plus signs and colons.
 *
 * @param name the function
 * @param offset from the start of its machine code
 * @param file its source file
 * @param line the line number
 */
record SymbolLine(String name, long offset, String file, long line) {

    /** What {@code text} says, or null when it is not of that shape. */
    static @Nullable SymbolLine parse(String text) {
        String columns = text.strip();
        int nameEnd = columns.indexOf('\t');
        if (nameEnd < 0) {
            return null;
        }
        String place = columns.substring(nameEnd).strip();
        int plus = columns.lastIndexOf("+0x", nameEnd);
        int colon = place.lastIndexOf(':');
        if (plus < 0 || colon < 0) {
            return null;
        }
        try {
            return new SymbolLine(
                    columns.substring(0, plus),
                    Long.parseUnsignedLong(columns, plus + 3, nameEnd, 16),
                    place.substring(0, colon),
                    Long.parseLong(place, colon + 1, place.length(), 10));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
