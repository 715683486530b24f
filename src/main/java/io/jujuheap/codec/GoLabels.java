// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Label;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the profiler labels of a goroutine as Go's texts show them: {@code {"worker":"uniter", "unit":"mysql/0"}}, with blanks
 * after the colons in dumps. Keys and values are quoted as by Go's {@code %q}.
 */
final class GoLabels {
    private static final char UNREADABLE = '\uFFFD';

    private final String text;
    private int position;

    private GoLabels(String text) {
        this.text = text;
    }

    /** Returns the labels, null when the text is not of that shape. */
    static @Nullable List<Label> parse(String text) {
        try {
            return new GoLabels(text).labels();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return null;
        }
    }

    private List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        expect('{');
        for (boolean first = true; text.charAt(position) != '}'; first = false) {
            if (!first) {
                expect(',');
            }
            String key = quoted();
            expect(':');
            String value = quoted();
            // The protobuf has no labels without a value.
            if (!value.isEmpty()) {
                labels.add(new Label(key, value, 0, ""));
            }
        }
        if (position != text.length() - 1) {
            throw new IllegalArgumentException("something follows the labels");
        }
        return labels;
    }

    private void expect(char c) {
        if (text.charAt(position++) != c) {
            throw new IllegalArgumentException("a '" + c + "' is missing");
        }
    }

    private String quoted() {
        while (text.charAt(position) == ' ') {
            position++;
        }
        expect('"');
        StringBuilder content = new StringBuilder();
        for (char c = text.charAt(position++); c != '"'; c = text.charAt(position++)) {
            if (c == '\\') {
                content.appendCodePoint(escaped());
            } else {
                content.append(c);
            }
        }
        return content.toString();
    }

    private int escaped() {
        char c = text.charAt(position++);
        return switch (c) {
            case 'a' -> 0x07;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            case 'x' -> asciiOnly(hex(2));
            case 'u' -> noSurrogate(hex(4));
            case 'U' -> noSurrogate(hex(8));
            default -> c;
        };
    }

    /** Go's escape for a byte above ASCII that is not valid UTF-8. */
    private static int asciiOnly(int b) {
        return b < 0x80 ? b : UNREADABLE;
    }

    private static int noSurrogate(int c) {
        return Character.getType(c) == Character.SURROGATE ? UNREADABLE : c;
    }

    private int hex(int digits) {
        int start = position;
        position += digits;
        return Integer.parseInt(text, start, position, 16);
    }
}
