// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/** The lines and the table of a {@link DiffReport}. */
final class DiffText {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private DiffText() {}

    static void appendTo(StringBuilder out, DiffReport diff) {
        appendTotals(out, diff);
        out.append("    growth   share       base     target\n");
        for (DiffReport.Row row : diff.rows()) {
            NodeText.appendRight(out, signed(diff.format(), row.growth()), 10);
            NodeText.appendRight(out.append(' '), share(diff.share(row)), 7);
            NodeText.appendRight(out.append(' '), diff.format().format(row.base()), 10);
            NodeText.appendRight(out.append(' '), diff.format().format(row.target()), 10);
            out.append("  ").append(row.name()).append('\n');
        }
        if (diff.omitted() > 0) {
            out.append("and ").append(diff.omitted()).append(" with smaller changes\n");
        }
    }

    private static void appendTotals(StringBuilder out, DiffReport diff) {
        ValueFormat format = diff.format();
        out.append(diff.target().sampleType()).append(": ");
        out.append(format.format(diff.base().total()))
                .append(" -> ")
                .append(format.format(diff.target().total()));
        long nanos = diff.target().timeNanos() - diff.base().timeNanos();
        if (diff.base().timeNanos() != 0 && nanos > 0) {
            out.append(" in ").append(elapsed(nanos / NANOS_PER_SECOND));
        }
        out.append("\ngrowth: ").append(signed(format, diff.growth()));
        out.append(" = ").append(signed(format, diff.grown()));
        out.append(' ')
                .append(diff.shrunk() == 0 ? "-0" : format.format(diff.shrunk()))
                .append('\n');
    }

    private static String signed(ValueFormat format, long value) {
        String text = format.format(value);
        return value > 0 ? "+".concat(text) : text;
    }

    private static String share(double share) {
        return Decimals.twoPlaces(share * 100).concat("%");
    }

    /** The two largest units: {@code 2d3h}, {@code 5m10s}. */
    private static String elapsed(long seconds) {
        long[] sizes = {86_400, 3_600, 60, 1};
        String units = "dhms";
        int first = 0;
        while (first < sizes.length - 1 && seconds < sizes[first]) {
            first++;
        }
        StringBuilder out = new StringBuilder(12);
        out.append(seconds / sizes[first]).append(units.charAt(first));
        if (first < sizes.length - 1) {
            out.append(seconds % sizes[first] / sizes[first + 1]).append(units.charAt(first + 1));
        }
        return out.toString();
    }
}
