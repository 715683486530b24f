// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.util.List;
import java.util.Locale;

/** Prints rows, numbers to the right, as wide as the widest. */
final class Table {
    private static final List<String> HEADINGS = List.of("", "juju-heap", "peer", "unit", "ours/peer", "design §9", "");

    private Table() {}

    static String of(List<Row> rows) {
        List<List<String>> lines = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(HEADINGS), rows.stream().map(Table::cells))
                .toList();
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            text.append(line(line, widths).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.what(),
                number(row.ours()),
                number(row.peer()),
                row.unit(),
                Double.isNaN(row.ratio()) ? "" : String.format(Locale.ROOT, "%.3fx", row.ratio()),
                row.budget().map(Object::toString).orElse(""),
                row.verdict());
    }

    /** Four digits, or as many as stand before the point. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        int decimals = (int) Math.max(0, 3 - Math.floor(Math.log10(Math.max(value, 1))));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            boolean isNumber = i == 1 || i == 2 || i == 4;
            line.append(String.format((isNumber ? "%" : "%-") + (widths[i] + 1) + "s ", cells.get(i)));
        }
        return line.toString();
    }
}
