// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import java.time.Duration;

/** Lengths of time as tables write them. */
public final class Spans {
    private Spans() {}

    /** A length in its two largest units, whatever its sign: {@code 2d3h}, {@code 1h0m}, {@code 5m10s}, {@code 3s}. */
    public static String text(Duration span) {
        Duration length = span.abs();
        if (length.toDays() > 0) {
            return length.toDays() + "d" + length.toHoursPart() + "h";
        }
        if (length.toHours() > 0) {
            return length.toHours() + "h" + length.toMinutesPart() + "m";
        }
        return length.toMinutes() > 0
                ? length.toMinutes() + "m" + length.toSecondsPart() + "s"
                : length.toSeconds() + "s";
    }
}
