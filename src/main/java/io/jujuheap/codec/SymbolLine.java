// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import org.jspecify.annotations.Nullable;

/**
 * The symbols of an address, from a {@code #} line: {@code main.(*Cache).Add+0x2e   /src/cache.go:19}. Columns are separated
 * by runs of tabs; names and paths may hold spaces, plus signs and colons.
 *
 * @param name the function
 * @param offset from the start of its machine code
 * @param file its source file
 * @param line the line number
 */
record SymbolLine(String name, long offset, String file, long line) {

    /** Parses the rest of a line after its address, without blanks at the end; null when it is not of that shape. */
    static @Nullable SymbolLine parse(String text) {
        int nameStart = skipBlanks(text, 0);
        int nameEnd = text.indexOf('\t', nameStart);
        if (nameEnd < 0) {
            return null;
        }
        int fileStart = skipBlanks(text, nameEnd);
        int plus = text.lastIndexOf("+0x", nameEnd);
        int colon = text.lastIndexOf(':');
        if (plus < nameStart || colon < fileStart) {
            return null;
        }
        try {
            return new SymbolLine(
                    text.substring(nameStart, plus),
                    Long.parseUnsignedLong(text, plus + 3, nameEnd, 16),
                    text.substring(fileStart, colon),
                    Long.parseLong(text, colon + 1, text.length(), 10));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
