// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.io.Durations;
import io.jujuheap.report.DiffReport;
import java.time.Duration;

/** The lines and the table of a {@link DiffReport}. */
final class DiffText {
    private static final String HEADING = "    growth   share       base     target";
    private static final String HEADING_WITH_RATE = "    growth   share   per hour       base     target";
    private static final int WIDTH = 10;

    private final StringBuilder out;
    private final DiffReport diff;
    private final ValueWriter values;
    private final TextStyle style;

    private DiffText(StringBuilder out, DiffReport diff, TextStyle style) {
        this.out = out;
        this.diff = diff;
        this.values = ValueWriter.of(diff.target().format());
        this.style = style;
    }

    static void appendTo(StringBuilder out, DiffReport diff, TextStyle style) {
        DiffText text = new DiffText(out, diff, style);
        text.appendTotals();
        text.appendWarning();
        text.appendTable();
    }

    private void appendTotals() {
        out.append(diff.target().sampleType()).append(": ");
        out.append(values.write(diff.base().total()))
                .append(" -> ")
                .append(values.write(diff.target().total()));
        if (diff.elapsedNanos() > 0) {
            out.append(" in ").append(Durations.text(Duration.ofNanos(diff.elapsedNanos())));
        }
        out.append("\ngrowth: ").append(values.signed(diff.growth()));
        out.append(" = ").append(values.signed(diff.grown()));
        out.append(' ').append(diff.shrunk() == 0 ? "-0" : values.write(diff.shrunk()));
        diff.perHour(diff.growth())
                .ifPresent(rate -> out.append(", ").append(values.signed(rate)).append(" per hour"));
        out.append('\n');
    }

    private void appendWarning() {
        if (diff.restarted()) {
            String warning = "! less was allocated in all: the process restarted in between, or these are two agents";
            out.append(style.bad(style.paragraph(warning))).append('\n');
        }
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
            out.append(style.faint("~ within sampling error (95 %)")).append('\n');
        }
    }

    private void appendRow(DiffReport.Row row) {
        StringBuilder growth = new StringBuilder(WIDTH);
        PprofTables.appendRight(growth, (row.isDoubtful() ? "~" : "").concat(values.signed(row.growth())), WIDTH);
        out.append(row.growth() > 0 ? style.bad(growth.toString()) : style.good(growth.toString()));
        PprofTables.appendRight(out, Decimals.twoPlaces(diff.share(row) * 100).concat("%"), 8);
        diff.perHour(row.growth()).ifPresent(rate -> PprofTables.appendRight(out, values.signed(rate), WIDTH + 1));
        PprofTables.appendRight(out, values.write(row.base()), WIDTH + 1);
        PprofTables.appendRight(out, values.write(row.target()), WIDTH + 1);
        out.append("  ");
        style.appendName(out, row.name(), "");
        out.append('\n');
    }
}
