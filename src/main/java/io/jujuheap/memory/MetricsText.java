// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The samples without labels of a page in Prometheus's text format, version 0.0.4: {@code NAME VALUE} on a line of its own.
 * All that the collectors of client_golang say about a process has this form.
 */
public final class MetricsText {
    private final String text;

    private MetricsText(String text) {
        this.text = text;
    }

    /** Returns a page as it came from the agent; what is not such a sample is passed over. */
    public static MetricsText of(byte[] page) {
        return new MetricsText("\n" + new String(page, UTF_8));
    }

    /** Returns the value of a sample; empty when the page has none of that name, or its value is not a number. */
    public OptionalDouble value(String name) {
        String start = "\n" + name + " ";
        int at = text.indexOf(start);
        if (at < 0) {
            return OptionalDouble.empty();
        }
        int from = at + start.length();
        int end = text.indexOf('\n', from);
        try {
            return OptionalDouble.of(Double.parseDouble(text.substring(from, end < 0 ? text.length() : end)));
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
