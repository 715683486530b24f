// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

/** Makes foreign text safe to put into a sentence that ends on a terminal or in a log. */
public final class Printable {
    private static final int MAX_LENGTH = 120;

    private Printable() {}

    /** Returns a text with control characters replaced by {@code ?}, cut to a line's length; other characters stay. */
    public static String unicode(String text) {
        int end = Math.min(text.length(), MAX_LENGTH);
        StringBuilder printable = new StringBuilder();
        text.substring(0, end).codePoints().map(Printable::orQuestionMark).forEach(printable::appendCodePoint);
        return end == text.length() ? printable.toString() : printable + "...";
    }

    private static int orQuestionMark(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '?';
            default -> c;
        };
    }

    /** Returns a text with all but printable ASCII replaced by {@code ?}, cut to a line's length. */
    public static String of(String text) {
        String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return cut.replaceAll("[^ -~]", "?");
    }
}
