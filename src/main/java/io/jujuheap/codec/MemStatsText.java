// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.MemStats.Bool;
import io.jujuheap.profile.MemStats.Decimal;
import io.jujuheap.profile.MemStats.Int;
import io.jujuheap.profile.MemStats.Pair;
import io.jujuheap.profile.MemStats.Series;
import io.jujuheap.profile.MemStats.Text;
import io.jujuheap.profile.MemStats.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The {@code # runtime.MemStats} trailer of a text profile, as text and as typed values. The keys differ between Go
 * versions; each is kept under its name, with a type that follows from its text.
 */
final class MemStatsText {
    /** The line that begins the trailer. */
    static final String START = "# runtime.MemStats";

    /** The last of the runtime's own keys in every Go version. */
    private static final String LAST_KEY = "DebugGC";

    private static final Pattern LINE = Pattern.compile("# (\\S+) = (.*)");
    private static final Pattern INT = Pattern.compile("-?[0-9]+");
    private static final Pattern PAIR = Pattern.compile("([0-9]+) / ([0-9]+)");
    private static final Pattern NUMBER_SEPARATOR = Pattern.compile(" ");
    private static final Pattern SERIES = Pattern.compile("\\[[0-9 ]*]");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private MemStatsText() {}

    /** Returns the values of the trailer whose lines, after the first, are {@code lines}; other lines are skipped. */
    static MemStats parse(List<String> lines) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                values.put(matcher.group(1), value(matcher.group(2)));
            }
        }
        return new MemStats(values);
    }

    /** Returns whether {@code text} is a complete trailer, as {@link #format} writes it. */
    static boolean isTrailer(String text) {
        return text.startsWith(START + "\n");
    }

    /** Returns whether the runtime's own figures are complete. The operating system's figures may follow. */
    static boolean isWhole(MemStats memStats) {
        return memStats.values().get(LAST_KEY) instanceof Bool;
    }

    /** Returns whether {@code line} is the line that {@link #isWhole} looks for, complete even without its newline. */
    static boolean isLastLine(String line) {
        return line.startsWith("# " + LAST_KEY + " = ");
    }

    private static Value value(String text) {
        Matcher pair = PAIR.matcher(text);
        if (pair.matches()) {
            return new Pair(number(pair.group(1)), number(pair.group(2)));
        }
        if (INT.matcher(text).matches()) {
            return new Int(number(text));
        }
        if (text.equals("true") || text.equals("false")) {
            return new Bool(text.equals("true"));
        }
        if (SERIES.matcher(text).matches()) {
            return new Series(series(text.substring(1, text.length() - 1)));
        }
        return decimal(text);
    }

    /** Keeps a number that does not fit into a {@code double} as text, so that it is written unchanged. */
    private static Value decimal(String text) {
        double value = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        return Double.isFinite(value) ? new Decimal(value) : new Text(text);
    }

    private static List<Long> series(String text) {
        return NUMBER_SEPARATOR
                .splitAsStream(text)
                .filter(number -> !number.isEmpty())
                .map(MemStatsText::number)
                .toList();
    }

    /**
     * Parses a number. Go's are unsigned. Larger ones than {@code long}, such as {@code NextGC} when collection is off,
     * become its maximum.
     */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Returns the trailer as Go would write it, from its first line on. */
    static String format(MemStats memStats) {
        return memStats.values().entrySet().stream()
                .map(entry -> "# " + entry.getKey() + " = " + format(entry.getValue()) + "\n")
                .collect(Collectors.joining("", START + "\n", ""));
    }

    private static String format(Value value) {
        if (value instanceof Int i) {
            return Long.toString(i.value());
        } else if (value instanceof Decimal decimal) {
            return Double.toString(decimal.value());
        } else if (value instanceof Bool bool) {
            return Boolean.toString(bool.value());
        } else if (value instanceof Pair pair) {
            return pair.inuse() + " / " + pair.sys();
        } else if (value instanceof Series series) {
            return series.values().stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"));
        } else {
            return ((Text) value).value();
        }
    }
}
