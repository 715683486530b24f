// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.command;

import java.util.List;

/** Lays out plain tables: columns two spaces apart, the last as long as it is. */
final class Columns {
    private Columns() {}

    /** The rows, all with as many cells as the first, each ended by a line feed. */
    static String render(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row[column].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            for (int column = 0; column < widths.length - 1; column++) {
                text.append(row[column]).append(" ".repeat(widths[column] - row[column].length() + 2));
            }
            text.append(row[widths.length - 1]).append('\n');
        }
        return text.toString();
    }
}
