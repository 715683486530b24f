// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a plain table: columns two spaces apart, numbers right-aligned, the last column as long as the line allows.
 * On a terminal that is too narrow for all columns, optional ones are left out.
 */
public final class Columns {
    private static final int GAP = 2;

    private final TextStyle style;
    private final String alignment;
    private final List<String[]> rows = new ArrayList<>();

    /**
     * Creates a table with a heading.
     *
     * @param alignment {@code l} or {@code r} for each column; a capital letter for an optional one
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

    /** Returns the table, each row ended by a line feed. */
    public String text() {
        int[] widths = fitted(widths());
        StringBuilder text = new StringBuilder();
        boolean isHeading = true;
        for (String[] row : rows) {
            int before = 0;
            for (int column = 0; column < widths.length - 1; column++) {
                if (widths[column] > 0) {
                    appendCell(text, row[column], widths[column], isRight(column));
                    before += widths[column] + GAP;
                }
            }
            String last = row[widths.length - 1];
            text.append(isHeading ? last : style.name(last, before)).append('\n');
            isHeading = false;
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[alignment.length()];
        for (String[] row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], TextStyle.visibleLength(row[column]));
            }
        }
        return widths;
    }

    /** Sets the widths of columns to 0, from the right, until the rest fits. */
    private int[] fitted(int[] widths) {
        int last = widths.length - 1;
        int used = Math.min(widths[last], TextStyle.SHORTEST_NAME);
        for (int column = 0; column < last; column++) {
            used += widths[column] + GAP;
        }
        for (int column = last - 1; column >= 0 && style.columns() > 0 && used > style.columns(); column--) {
            if (Character.isUpperCase(alignment.charAt(column))) {
                used -= widths[column] + GAP;
                widths[column] = 0;
            }
        }
        return widths;
    }

    private boolean isRight(int column) {
        return Character.toLowerCase(alignment.charAt(column)) == 'r';
    }

    private static void appendCell(StringBuilder text, String cell, int width, boolean right) {
        String padding = " ".repeat(width - TextStyle.visibleLength(cell));
        text.append(right ? padding + cell : cell + padding).append(" ".repeat(GAP));
    }
}
