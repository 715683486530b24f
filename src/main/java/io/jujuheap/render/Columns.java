// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import java.util.ArrayList;
import java.util.List;

/** Lays out a plain table: columns two spaces apart, numbers to the right, the last column as long as the line has room. */
public final class Columns {
    private static final int GAP = 2;

    private final TextStyle style;
    private final String alignment;
    private final List<String[]> rows = new ArrayList<>();

    /**
     * A table with its heading.
     *
     * @param alignment of each column, {@code l} or {@code r}
     */
    public Columns(TextStyle style, String alignment, String... heading) {
        this.style = style;
        this.alignment = alignment;
        String[] styled = heading.clone();
        for (int i = 0; i < styled.length; i++) {
            styled[i] = style.heading(styled[i]);
        }
        rows.add(styled);
    }

    /** Adds a row; its cells, but the last, may be coloured. */
    public void row(String... cells) {
        rows.add(cells);
    }

    /** The table, each row ended by a line feed. */
    public String text() {
        int[] widths = new int[alignment.length()];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], TextStyle.visibleLength(row[column]));
            }
        }
        StringBuilder text = new StringBuilder();
        boolean isHeading = true;
        for (String[] row : rows) {
            int before = 0;
            for (int column = 0; column < widths.length - 1; column++) {
                appendCell(text, row[column], widths[column], alignment.charAt(column) == 'r');
                before += widths[column] + GAP;
            }
            String last = row[widths.length - 1];
            text.append(isHeading ? last : style.name(last, before)).append('\n');
            isHeading = false;
        }
        return text.toString();
    }

    private static void appendCell(StringBuilder text, String cell, int width, boolean right) {
        String padding = " ".repeat(width - TextStyle.visibleLength(cell));
        text.append(right ? padding + cell : cell + padding).append(" ".repeat(GAP));
    }
}
