// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.report.BySource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the functions of several profiles of one moment, side by side.
 *
 * @param outlier the source whose total is far above all others; absent when none is
 */
record BySourceView(SampleTypeView sampleType, List<Source> sources, @Nullable String outlier, List<Row> rows) {

    /** JSON: a profile, and its sum. */
    public record Source(String source, long total) {}

    /**
     * JSON: a function.
     *
     * @param values its values in the sources, in their order
     * @param outlier the source with a far larger value than all others; absent when there is none
     */
    public record Row(String function, List<Long> values, @Nullable String outlier) {}

    static BySourceView of(BySource report) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < report.sources().size(); i++) {
            sources.add(new Source(report.sources().get(i), report.totals().get(i)));
        }
        return new BySourceView(
                new SampleTypeView(report.sampleType(), report.unit()),
                sources,
                name(report, report.outlier()),
                report.rows().stream()
                        .map(row -> new Row(row.name(), row.values(), name(report, row.outlier())))
                        .toList());
    }

    private static @Nullable String name(BySource report, OptionalInt index) {
        return index.isPresent() ? report.sources().get(index.getAsInt()) : null;
    }

    /** Returns the sums, and a row for each function. */
    String text(TextStyle style) {
        List<String> heading = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        for (Source source : sources) {
            heading.add(source.source());
            sums.add(value(source.total()));
        }
        heading.addAll(List.of("OUTLIER", "FUNCTION"));
        sums.addAll(List.of(outlier == null ? "" : style.bad(outlier), "total"));
        Columns table = new Columns(style, "r".repeat(sources.size()) + "ll", heading.toArray(String[]::new));
        table.row(sums.toArray(String[]::new));
        for (Row row : rows) {
            List<String> cells =
                    new ArrayList<>(row.values().stream().map(this::value).toList());
            cells.add(row.outlier() == null ? "" : style.bad(row.outlier()));
            cells.add(row.function());
            table.row(cells.toArray(String[]::new));
        }
        return "Type: " + sampleType.type() + "\n" + table.text();
    }

    private String value(long value) {
        return ValueWriter.natural(value, sampleType.unit());
    }
}
