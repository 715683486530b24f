// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Prometheus writes them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 24h}, {@code 30d}, {@code 2w}.
 */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w)");

    private Durations() {}

    /** Tells whether a text has the form of a duration. */
    public static boolean isDuration(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Reads a duration.
     *
     * @throws UsageException when it is written otherwise
     */
    public static Duration parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new UsageException("'" + text + "' is not a duration: write 500ms, 30s, 10m, 24h, 30d or 2w");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }

    /**
     * Returns the length of a duration in its two largest units, whatever its sign: {@code 2d3h}, {@code 1h0m},
     * {@code 5m10s}, {@code 3s}.
     */
    public static String text(Duration duration) {
        Duration length = duration.abs();
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
