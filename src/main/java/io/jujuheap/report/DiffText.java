// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/** The lines and the table of a {@link DiffReport}. */
final class DiffText {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final String HEADING = "    growth   share       base     target";
    private static final String HEADING_WITH_RATE = "    growth   share   per hour       base     target";
    private static final int WIDTH = 10;

    private final StringBuilder out;
    private final DiffReport diff;
    private final TextStyle style;

    private DiffText(StringBuilder out, DiffReport diff, TextStyle style) {
        this.out = out;
        this.diff = diff;
        this.style = style;
    }

    static void appendTo(StringBuilder out, DiffReport diff, TextStyle style) {
        DiffText text = new DiffText(out, diff, style);
        text.appendTotals();
        text.appendTable();
    }

    private void appendTotals() {
        ValueFormat format = diff.format();
        out.append(diff.target().sampleType()).append(": ");
        out.append(format.format(diff.base().total()))
                .append(" -> ")
                .append(format.format(diff.target().total()));
        if (diff.elapsedNanos() > 0) {
            out.append(" in ").append(elapsed(diff.elapsedNanos() / NANOS_PER_SECOND));
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
        ValueFormat format = diff.format();
        String growth = right((row.isDoubtful() ? "~" : "").concat(signed(row.growth())), WIDTH);
        out.append(row.growth() > 0 ? style.bad(growth) : style.good(growth));
        out.append(right(Decimals.twoPlaces(diff.share(row) * 100).concat("%"), 8));
        diff.perHour(row.growth()).ifPresent(rate -> out.append(right(signed(rate), WIDTH + 1)));
        out.append(right(format.format(row.base()), WIDTH + 1));
        out.append(right(format.format(row.target()), WIDTH + 1)).append("  ");
        style.appendName(out, row.name(), "");
        out.append('\n');
    }

    private String signed(long value) {
        String text = diff.format().format(value);
        return value > 0 ? "+".concat(text) : text;
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())).concat(text);
    }

    /** The two largest units: {@code 2d3h}, {@code 5m10s}. */
    private static String elapsed(long seconds) {
        long[] sizes = {86_400, 3_600, 60, 1};
        String units = "dhms";
        int first = 0;
        while (first < sizes.length - 1 && seconds < sizes[first]) {
            first++;
        }
        StringBuilder text = new StringBuilder(12);
        text.append(seconds / sizes[first]).append(units.charAt(first));
        if (first < sizes.length - 1) {
            text.append(seconds % sizes[first] / sizes[first + 1]).append(units.charAt(first + 1));
        }
        return text.toString();
    }
}
