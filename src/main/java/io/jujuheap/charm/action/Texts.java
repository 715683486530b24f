// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.report.ValueFormat;
import java.util.ArrayList;
import java.util.List;

/** Figures and tables as people read them, and short enough for a result. */
final class Texts {
    /** A result is one argument of a program, and a screen of a person. */
    private static final int MAX_TABLE_CHARS = 24_000;

    private static final int MAX_LINE_CHARS = 200;
    private static final String CUT = "…";

    private Texts() {}

    /** Bytes in the unit that suits them: {@code 612.40MB}. */
    static String bytes(long bytes) {
        return ValueFormat.natural(bytes, "bytes");
    }

    /** As {@link #bytes}, with a sign also when it is more. */
    static String change(long bytes) {
        return (bytes > 0 ? "+" : "") + bytes(bytes);
    }

    /** A number of things: {@code 5.1M}. */
    static String count(long count) {
        if (Math.abs(count) < 10_000) {
            return Long.toString(count);
        }
        boolean millions = Math.abs(count) >= 1_000_000;
        return tenths(count / (millions ? 1e6 : 1e3)) + (millions ? "M" : "k");
    }

    /** A share in whole per cent. */
    static String percent(double share) {
        return Math.round(share * 100) + "%";
    }

    /** A text cut to what a result may hold: long lines at their end, too many lines after the last that fits. */
    static String bounded(String text) {
        List<String> lines = new ArrayList<>();
        int length = 0;
        List<String> all = text.strip().isEmpty()
                ? List.of()
                : text.stripTrailing().lines().toList();
        for (String line : all) {
            String shortened = line.length() > MAX_LINE_CHARS ? line.substring(0, MAX_LINE_CHARS) + CUT : line;
            length += shortened.length() + 1;
            if (length > MAX_TABLE_CHARS) {
                lines.add(CUT + " " + (all.size() - lines.size()) + " more lines");
                break;
            }
            lines.add(shortened);
        }
        return String.join("\n", lines);
    }

    /** Columns under their headings, each as wide as its widest cell; the last one is not padded. */
    static String table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return bounded(table.toString());
    }

    private static String tenths(double value) {
        return Double.toString(Math.round(value * 10) / 10.0);
    }
}
