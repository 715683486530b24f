// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/** The columns that tables of nodes share. */
final class NodeText {
    private static final String SPACES = " ".repeat(64);

    private NodeText() {}

    /** {@code flat flat% sum% cum cum%}, without a space at the end. */
    static void appendValues(StringBuilder out, Legend legend, long flat, long sum, long cum) {
        long total = legend.total();
        appendRight(out, legend.format().format(flat), 10);
        out.append(' ').append(Percentages.format(flat, total));
        out.append(' ').append(Percentages.format(sum, total)).append(' ');
        appendRight(out, legend.format().format(cum), 10);
        out.append(' ').append(Percentages.format(cum, total));
    }

    /** The text, after as many spaces as fill {@code width}. */
    static void appendRight(StringBuilder out, String text, int width) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing > 0) {
            out.append(SPACES, 0, Math.min(missing, SPACES.length()));
        }
        out.append(text);
    }
}
