// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The samples without labels of a page in Prometheus's text format, version 0.0.4: {@code NAME VALUE} on a line of its
 * own. All figures of the collectors of client_golang about a process have this form.
 */
public final class MetricsText {
    /** Longer texts of numbers are not read: Go writes shorter ones. */
    private static final int LONGEST_NUMBER = 100;

    private final String text;

    private MetricsText(String text) {
        this.text = text;
    }

    /** Parses a page from an agent; lines of any other form are ignored. */
    public static MetricsText of(byte[] page) {
        // The names and values are ASCII. As Latin-1, a text with any content takes no more memory than the page.
        return new MetricsText(new String(page, ISO_8859_1));
    }

    /** Returns the value of a sample; empty when the page has none of that name, or its value is not a number. */
    public OptionalDouble value(String name) {
        String start = name + " ";
        int at = text.startsWith(start) ? 0 : text.indexOf("\n" + start) + 1;
        if (!text.startsWith(start, at)) {
            return OptionalDouble.empty();
        }
        int from = at + start.length();
        int lineEnd = text.indexOf('\n', from);
        int end = lineEnd < 0 ? text.length() : lineEnd;
        if (end - from > LONGEST_NUMBER) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text.substring(from, end)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Returns the value of a sample that counts; empty also when it is negative, infinite or NaN. */
    public OptionalLong whole(String name) {
        OptionalDouble value = value(name);
        return value.isPresent() && value.getAsDouble() >= 0 && value.getAsDouble() < Long.MAX_VALUE
                ? OptionalLong.of((long) value.getAsDouble())
                : OptionalLong.empty();
    }
}
