// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.io.ByteSizes;
import io.jujuheap.io.UsageException;
import io.jujuheap.leak.stats.Slope;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on which a watch captures at once: {@code resident>2GB}, {@code goroutines>5000}, {@code growth>50MB} of live heap
 * an hour, or {@code restart}.
 *
 * @param text its text on the command line
 * @param figure the figure to compare
 * @param threshold the value that it has to exceed, in bytes, bytes per hour or a number
 */
public record Condition(String text, Figure figure, long threshold) {
    private static final Pattern ABOVE = Pattern.compile("(resident|goroutines|growth)>(\\w+?)(/h)?");

    /** The figures of conditions. */
    enum Figure {
        RESIDENT,
        GOROUTINES,
        GROWTH,
        /** The process has changed. */
        RESTART
    }

    /**
     * Reads a condition.
     *
     * @throws UsageException when it has another form
     */
    public static Condition parse(String text) {
        if (text.equals("restart")) {
            return new Condition(text, Figure.RESTART, 0);
        }
        Matcher above = ABOVE.matcher(text);
        if (!above.matches()) {
            throw new UsageException(
                    "'" + text + "' is not a condition: write resident>2GB, goroutines>5000, growth>50MB/h or restart");
        }
        return switch (above.group(1)) {
            case "resident" -> new Condition(text, Figure.RESIDENT, ByteSizes.parse(above.group(2)));
            case "growth" -> new Condition(text, Figure.GROWTH, ByteSizes.parse(above.group(2)));
            default -> new Condition(text, Figure.GOROUTINES, number(above.group(2)));
        };
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new UsageException("'" + digits + "' is not a number of goroutines", e);
        }
    }

    /**
     * Returns whether the condition is true.
     *
     * @param hasRestarted whether the process has changed since the last call
     */
    boolean holds(AgentRow row, boolean hasRestarted) {
        return switch (figure) {
            case RESIDENT -> isAbove(row.residentBytes());
            case GOROUTINES -> isAbove(row.goroutines());
            case GROWTH ->
                row.growth()
                        .flatMap(growth -> growth.slope().map(Slope::low))
                        .map(low -> low > threshold)
                        .orElse(false);
            case RESTART -> hasRestarted;
        };
    }

    private boolean isAbove(OptionalLong value) {
        return value.isPresent() && value.getAsLong() > threshold;
    }
}
