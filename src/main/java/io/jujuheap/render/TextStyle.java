// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.io.Printable;

/**
 * How text is written for its reader: into a file or a pipe just as it is, on a terminal so that lines fit and what matters
 * stands out. Names of functions come from profiles and may hold anything: where a person reads them, what would command a
 * terminal is replaced.
 *
 * @param columns the width that lines should fit into, names being shortened in the middle for it; 0 for no limit
 * @param colour whether the terminal should colour
 * @param isPrintable whether texts are made printable before they are laid out
 */
public record TextStyle(int columns, boolean colour, boolean isPrintable) {
    /** For files and pipes: nothing replaced, nothing shortened, nothing coloured. */
    public static final TextStyle PLAIN = new TextStyle(0, false, false);

    /** For a text that another program shows on a terminal. */
    public static final TextStyle PRINTABLE = new TextStyle(0, false, true);

    /** A name shorter than this says little; a narrower terminal wraps the line. */
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

    /** Returns a report as this style lays it out: with its texts made printable, or as it is. */
    public <R extends Record> R shown(R report) {
        return isPrintable ? PrintableCopy.of(report) : report;
    }

    /** The names of columns. */
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

    /** Sentences, on a terminal in lines that break between words; a word longer than a line is shortened as a name. */
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

    /** Ends a line with a name and what follows it, the name shortened until both fit into what is left of the line. */
    void appendName(StringBuilder line, String name, String suffix) {
        if (columns == 0) {
            line.append(shown(name)).append(suffix);
        } else {
            int left = columns - visibleLength(line, line.lastIndexOf("\n") + 1) - suffix.length();
            line.append(fitted(name, Math.max(left, SHORTEST_NAME))).append(suffix);
        }
    }

    /** A name as the last cell of a line of which {@code before} columns are taken. */
    String name(String name, int before) {
        return columns == 0 ? shown(name) : fitted(name, Math.max(columns - before, SHORTEST_NAME));
    }

    private String shown(String name) {
        return isPrintable ? Printable.name(name) : name;
    }

    /** The end says which function it is, so it keeps two thirds. */
    private static String fitted(String name, int limit) {
        int[] points = Printable.name(name).codePoints().toArray();
        if (points.length <= limit) {
            return new String(points, 0, points.length);
        }
        int head = (limit - 1) / 3;
        int tail = limit - 1 - head;
        return new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
    }

    /** How many characters of a text are seen: all but the sequences that colour it. */
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
