// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/** Percentages as pprof writes them. */
final class Percentages {
    private Percentages() {}

    /**
     * The size of {@code value} as a percentage of {@code total}, never negative, with at least two significant digits and
     * at least six characters wide, such as {@code "34.54%"} or {@code "  100%"}; 0 when {@code total} is 0.
     */
    static String format(long value, long total) {
        double percent = total == 0 ? 0 : Math.abs((double) value / (double) total) * 100;
        if (percent >= 99.95 && percent <= 100.05) {
            return "  100%";
        }
        String number = percent >= 1 ? Decimals.twoPlaces(percent) : Decimals.twoDigits(percent);
        StringBuilder out = new StringBuilder(8);
        for (int i = number.length(); i < 5; i++) {
            out.append(' ');
        }
        return out.append(number).append('%').toString();
    }
}
