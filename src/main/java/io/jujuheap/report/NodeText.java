// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/** Writes the columns that tables of nodes share. */
final class NodeText {
    private static final String SPACES = " ".repeat(64);

    private final StringBuilder out;
    private final ValueWriter values;
    private final long total;
    private final TextStyle style;

    NodeText(StringBuilder out, Legend legend, TextStyle style) {
        this.out = out;
        this.values = legend.format().writer();
        this.total = legend.total();
        this.style = style;
    }

    /** {@code flat flat% sum% cum cum%}, without a space at the end. */
    void appendValues(long flat, long sum, long cum) {
        appendValue(flat, 10);
        out.append(' ').append(Percentages.format(flat, total));
        out.append(' ').append(Percentages.format(sum, total)).append(' ');
        appendValue(cum, 10);
        out.append(' ').append(Percentages.format(cum, total));
    }

    /** The value, after as many spaces as fill {@code width}. */
    void appendValue(long value, int width) {
        appendRight(out, values.write(value), width);
    }

    /** Ends the line with a name, and a remark where there is one. */
    void appendName(String name, String remark) {
        style.appendName(out, name, remark);
        out.append('\n');
    }

    /** The text, after as many spaces as fill {@code width}. */
    static String right(String text, int width) {
        StringBuilder out = new StringBuilder(width);
        appendRight(out, text, width);
        return out.toString();
    }

    /** Appends the text, after as many spaces as fill {@code width}. */
    static void appendRight(StringBuilder out, String text, int width) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing > 0) {
            out.append(SPACES, 0, Math.min(missing, SPACES.length()));
        }
        out.append(text);
    }
}
