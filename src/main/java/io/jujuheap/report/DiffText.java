// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.io.Durations;
import java.time.Duration;

/** The lines and the table of a {@link DiffReport}. */
final class DiffText {
    private static final String HEADING = "    growth   share       base     target";
    private static final String HEADING_WITH_RATE = "    growth   share   per hour       base     target";
    private static final int WIDTH = 10;

    private final StringBuilder out;
    private final DiffReport diff;
    private final ValueFormat format;
    private final TextStyle style;

    private DiffText(StringBuilder out, DiffReport diff, TextStyle style) {
        this.out = out;
        this.diff = diff;
        this.format = diff.target().format();
        this.style = style;
    }

    static void appendTo(StringBuilder out, DiffReport diff, TextStyle style) {
        DiffText text = new DiffText(out, diff, style);
        text.appendTotals();
        text.appendTable();
    }

    private void appendTotals() {
        out.append(diff.target().sampleType()).append(": ");
        out.append(format.format(diff.base().total()))
                .append(" -> ")
                .append(format.format(diff.target().total()));
        if (diff.elapsedNanos() > 0) {
            out.append(" in ").append(Durations.text(Duration.ofNanos(diff.elapsedNanos())));
        }
        out.append("\ngrowth: ").append(signed(diff.growth()));
        out.append(" = ").append(signed(diff.grown()));
        out.append(' ').append(diff.shrunk() == 0 ? "-0" : format.format(diff.shrunk()));
        diff.perHour(diff.growth())
                .ifPresent(rate -> out.append(", ").append(signed(rate)).append(" per hour"));
        out.append('\n');
    }

    private void appendTable() {
        boolean hasRates = diff.perHour(0).isPresent();
        out.append(style.heading(hasRates ? HEADING_WITH_RATE : HEADING)).append('\n');
        boolean anyDoubt = false;
        for (DiffReport.Row row : diff.rows()) {
            appendRow(row);
            anyDoubt |= row.isDoubtful();
        }
        if (diff.omitted() > 0) {
            out.append("and ").append(diff.omitted()).append(" with smaller changes\n");
        }
        if (anyDoubt) {
            out.append(style.faint("~ no more than sampling alone may feign")).append('\n');
        }
    }

    private void appendRow(DiffReport.Row row) {
        String growth = NodeText.right((row.isDoubtful() ? "~" : "").concat(signed(row.growth())), WIDTH);
        out.append(row.growth() > 0 ? style.bad(growth) : style.good(growth));
        NodeText.appendRight(out, Decimals.twoPlaces(diff.share(row) * 100).concat("%"), 8);
        diff.perHour(row.growth()).ifPresent(rate -> NodeText.appendRight(out, signed(rate), WIDTH + 1));
        NodeText.appendRight(out, format.format(row.base()), WIDTH + 1);
        NodeText.appendRight(out, format.format(row.target()), WIDTH + 1);
        out.append("  ");
        style.appendName(out, row.name(), "");
        out.append('\n');
    }

    private String signed(long value) {
        String text = format.format(value);
        return value > 0 ? "+".concat(text) : text;
    }
}
