// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.io.Durations;
import io.jujuheap.memory.PartGrowth;
import io.jujuheap.report.DiffReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines and the table of a {@link DiffReport}. */
final class DiffText {
    private final StringBuilder out;
    private final DiffReport diff;
    private final ValueWriter values;
    private final TextStyle style;

    private DiffText(StringBuilder out, DiffReport diff, TextStyle style) {
        this.out = out;
        this.diff = diff;
        this.values = new ValueWriter(diff.target().format());
        this.style = style;
    }

    static void appendTo(StringBuilder out, DiffReport diff, TextStyle style) {
        DiffText text = new DiffText(out, diff, style);
        text.appendTotals();
        text.appendWarning();
        if (diff.rows().isEmpty() && diff.omitted() == 0) {
            out.append("no change\n");
        } else {
            text.appendTable();
        }
    }

    /** Appends a table of the parts of memory, largest growth first; nothing when no part is known. */
    static void appendMemory(StringBuilder out, List<PartGrowth> memory, TextStyle style) {
        if (memory.isEmpty()) {
            return;
        }
        Columns table = new Columns(style, "rrrl", "growth", "base", "target", "part of memory");
        memory.stream()
                .sorted(Comparator.comparingLong(PartGrowth::growth).reversed())
                .forEach(part -> table.row(
                        Quantities.change(part.growth()),
                        Quantities.bytes(part.before()),
                        Quantities.bytes(part.after()),
                        part.part().title()));
        out.append('\n').append(table.text());
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
        Columns table = hasRates
                ? new Columns(style, "rrRrrl", "growth", "share", "per hour", "base", "target", "function")
                : new Columns(style, "rrrrl", "growth", "share", "base", "target", "function");
        diff.rows().forEach(row -> table.row(cells(row)));
        out.append(table.text());
        if (diff.omitted() > 0) {
            out.append("and ").append(diff.omitted()).append(" with smaller changes\n");
        }
        if (diff.rows().stream().anyMatch(DiffReport.Row::isDoubtful)) {
            out.append(style.faint("~ within sampling error (95 %)")).append('\n');
        }
    }

    private String[] cells(DiffReport.Row row) {
        String growth = (row.isDoubtful() ? "~" : "").concat(values.signed(row.growth()));
        List<String> cells = new ArrayList<>();
        cells.add(row.growth() > 0 ? style.bad(growth) : style.good(growth));
        cells.add(Decimals.twoPlaces(diff.share(row) * 100).concat("%"));
        diff.perHour(row.growth()).ifPresent(rate -> cells.add(values.signed(rate)));
        cells.add(values.write(row.base()));
        cells.add(values.write(row.target()));
        cells.add(row.name());
        return cells.toArray(String[]::new);
    }
}
