// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.io.Printable;

/**
 * The style of text: unchanged for a file or a pipe; on a terminal with lines that fit and with colours. Names of
 * functions come from profiles and may contain any characters, so on a terminal control characters are replaced.
 *
 * @param columns the width of lines, into which names are shortened in the middle; 0 for no limit
 * @param colour whether to use colours
 * @param isPrintable whether texts are made printable before the layout
 */
public record TextStyle(int columns, boolean colour, boolean isPrintable) {
    /** For files and pipes: nothing replaced, nothing shortened, nothing coloured. */
    public static final TextStyle PLAIN = new TextStyle(0, false, false);

    /** For text that another program shows on a terminal. */
    public static final TextStyle PRINTABLE = new TextStyle(0, false, true);

    /** The least length of a shortened name. On a narrower terminal the line wraps. */
    static final int SHORTEST_NAME = 16;

    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String FAINT = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String BLUE = "\u001b[34m";

    public TextStyle {
        if (columns < 0) {
            throw new IllegalArgumentException("a terminal has no " + columns + " columns");
        }
    }

    /** Returns the style of a terminal. */
    public static TextStyle ofTerminal(int columns, boolean colour) {
        return new TextStyle(columns, colour, true);
    }

    /** Returns the report with its texts made printable, if this style needs it. */
    public <R extends Record> R shown(R report) {
        return isPrintable ? PrintableCopy.of(report) : report;
    }

    /** Formats the names of columns. */
    String heading(String text) {
        return colour ? BOLD + text + RESET : text;
    }

    /** Marks growth and other bad news. */
    public String bad(String text) {
        return colour ? RED + text + RESET : text;
    }

    /** Marks what shrank and other good news. */
    String good(String text) {
        return colour ? BLUE + text + RESET : text;
    }

    /** Marks details that most readers skip. */
    String faint(String text) {
        return colour ? FAINT + text + RESET : text;
    }

    /** Wraps sentences to the width of a terminal; a word longer than a line is shortened like a name. */
    public String paragraph(String sentences) {
        if (columns == 0) {
            return sentences;
        }
        StringBuilder lines = new StringBuilder(sentences.length());
        int length = 0;
        for (String unbroken : sentences.split(" ", -1)) {
            String word = fitted(unbroken, columns);
            boolean fits = length + 1 + word.length() <= columns;
            lines.append(lines.isEmpty() ? "" : fits ? " " : "\n").append(word);
            length = fits ? length + 1 + word.length() : word.length();
        }
        return lines.toString();
    }

    /** Returns a name and the text after it for the end of a line, the name shortened to fit. */
    void appendName(StringBuilder line, String name, String suffix) {
        if (columns == 0) {
            line.append(shown(name)).append(suffix);
        } else {
            int left = columns - visibleLength(line, line.lastIndexOf("\n") + 1) - suffix.length();
            line.append(fitted(name, Math.max(left, SHORTEST_NAME))).append(suffix);
        }
    }

    /** Returns a name as the last cell of a line after {@code before} columns. */
    String name(String name, int before) {
        return columns == 0 ? shown(name) : fitted(name, Math.max(columns - before, SHORTEST_NAME));
    }

    private String shown(String name) {
        return isPrintable ? Printable.name(name) : name;
    }

    /** Shortens a name. The end identifies the function, so it keeps two thirds. */
    private static String fitted(String name, int limit) {
        int[] points = Printable.name(name).codePoints().toArray();
        if (points.length <= limit) {
            return new String(points, 0, points.length);
        }
        int head = (limit - 1) / 3;
        int tail = limit - 1 - head;
        return new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
    }

    /** Returns the number of visible characters of a text, without its colour sequences. */
    static int visibleLength(String text) {
        return visibleLength(new StringBuilder(text), 0);
    }

    private static int visibleLength(StringBuilder text, int start) {
        int length = 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == '\u001b') {
                i = text.indexOf("m", i);
            } else {
                length++;
            }
        }
        return length;
    }
}
