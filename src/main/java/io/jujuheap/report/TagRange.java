// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.UsageException;
import io.jujuheap.profile.Units;
import org.jspecify.annotations.Nullable;

/**
 * A range of values of a numeric label, ends included: {@code 32kb} for one value, {@code :64kb}, {@code 4mb:},
 * {@code 12kb:64mb}.
 *
 * @param from the lowest value, in {@code unit}; negative infinity for no lower end
 * @param to the highest value, in {@code unit}; infinity for no upper end
 * @param unit of the ends
 */
record TagRange(double from, double to, String unit) {

    /** Parses a range; null when the text is not a range but a regular expression. */
    static @Nullable TagRange parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return between(text, text);
        }
        if (colon == 0) {
            Units.Scaled to = quantity(text.substring(1), null);
            return to == null ? null : new TagRange(Double.NEGATIVE_INFINITY, to.value(), to.unit());
        }
        if (colon == text.length() - 1) {
            Units.Scaled from = quantity(text.substring(0, colon), null);
            return from == null ? null : new TagRange(from.value(), Double.POSITIVE_INFINITY, from.unit());
        }
        return between(text.substring(0, colon), text.substring(colon + 1));
    }

    private static @Nullable TagRange between(String low, String high) {
        Units.Scaled from = quantity(low, null);
        Units.Scaled to = from == null ? null : quantity(high, from.unit());
        if (from == null || to == null || !from.unit().equals(to.unit())) {
            return null;
        }
        return new TagRange(from.value(), to.value(), from.unit());
    }

    boolean contains(long value, String valueUnit) {
        Units.Scaled scaled = Units.scale(value, valueUnit, unit);
        return scaled.unit().equals(unit) && scaled.value() >= from && scaled.value() <= to;
    }

    /** A number with an optional sign and unit, in {@code targetUnit} or else its own; null when the text is not a number. */
    private static Units.@Nullable Scaled quantity(String text, @Nullable String targetUnit) {
        int start = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        int digitsEnd = start;
        while (digitsEnd < text.length() && isBetween('0', text.charAt(digitsEnd), '9')) {
            digitsEnd++;
        }
        boolean unitIsWord = text.substring(digitsEnd).chars().allMatch(TagRange::isLetter);
        if (digitsEnd == start || !unitIsWord) {
            return null;
        }
        String unit = text.substring(digitsEnd);
        return Units.scale(number(text, digitsEnd), unit, targetUnit == null ? unit : targetUnit);
    }

    private static long number(String text, int end) {
        try {
            return Long.parseLong(text, 0, end, 10);
        } catch (NumberFormatException e) {
            throw new UsageException("\"" + text + "\" is too large for a range of labels", e);
        }
    }

    private static boolean isLetter(int c) {
        return isBetween('a', c, 'z') || isBetween('A', c, 'Z');
    }

    private static boolean isBetween(int low, int c, int high) {
        return low <= c && c <= high;
    }
}
