// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.util.function.IntPredicate;

/** Makes foreign text safe for messages on a terminal or in a log. */
public final class Printable {
    private static final int MAX_LENGTH = 120;
    private static final int REPLACEMENT = 0xfffd;

    private Printable() {}

    /** Returns a text with control characters replaced by {@code ?}, cut to a line's length; other characters stay. */
    public static String unicode(String text) {
        int end = Math.min(text.length(), MAX_LENGTH);
        StringBuilder printable = new StringBuilder();
        text.substring(0, end).codePoints().map(Printable::orQuestionMark).forEach(printable::appendCodePoint);
        return end == text.length() ? printable.toString() : printable + "...";
    }

    private static int orQuestionMark(int c) {
        return isHarmless(c) ? c : '?';
    }

    /** Returns whether a character is safe: it does not control a terminal, break a line, or change the text direction. */
    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Returns a name of any length with each character that is not harmless replaced by {@code \ufffd}. */
    public static String name(String name) {
        return replaced(name, c -> !isHarmless(c));
    }

    /** Returns a text of several lines as {@link #name} does; line feeds stay. */
    public static String lines(String text) {
        return replaced(text, c -> c != '\n' && !isHarmless(c));
    }

    private static String replaced(String text, IntPredicate harmful) {
        if (text.codePoints().noneMatch(harmful)) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        text.codePoints().map(c -> harmful.test(c) ? REPLACEMENT : c).forEach(replaced::appendCodePoint);
        return replaced.toString();
    }

    /** Returns a text with all but printable ASCII replaced by {@code ?}, cut to a line's length. */
    public static String of(String text) {
        String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return cut.replaceAll("[^ -~]", "?");
    }
}
