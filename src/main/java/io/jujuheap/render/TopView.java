// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.profile.Saturating;
import io.jujuheap.report.Inlining;
import io.jujuheap.report.Top;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the functions of a profile by memory. Values are whole numbers in the unit of the sample type.
 *
 * @param total the base of the percentages
 * @param shown the sum of {@code flat} over the rows
 * @param functions the number of functions before the rows are limited
 */
public record TopView(
        CaptureView capture,
        SampleTypeView sampleType,
        List<String> filters,
        long total,
        long shown,
        int functions,
        List<Row> rows) {

    /**
     * JSON: a function.
     *
     * @param inline {@code all} or {@code partial}; absent when it was never inlined
     */
    public record Row(
            String function,
            @Nullable String inline,
            long flat,
            double flatPercent,
            double sumPercent,
            long cum,
            double cumPercent) {}

    /** Returns the view of a profile with facts that may not be in the profile itself. */
    public static TopView of(CaptureView capture, Top top) {
        return new TopView(
                capture,
                SampleTypeView.of(top.legend()),
                top.legend().activeFilters(),
                top.legend().total(),
                top.coverage().shown(),
                top.coverage().candidates(),
                rows(top));
    }

    private static List<Row> rows(Top top) {
        long total = top.legend().total();
        List<Row> rows = new ArrayList<>(top.rows().size());
        long sum = 0;
        for (Top.Row row : top.rows()) {
            sum = Saturating.add(sum, row.flat());
            rows.add(new Row(
                    row.name(),
                    inline(row.inlining()),
                    row.flat(),
                    percent(row.flat(), total),
                    percent(sum, total),
                    row.cum(),
                    percent(row.cum(), total)));
        }
        return rows;
    }

    private static @Nullable String inline(Inlining inlining) {
        return switch (inlining) {
            case NONE -> null;
            case INLINE -> "all";
            case PARTIAL -> "partial";
        };
    }

    /** Returns pprof's percentage before rounding. */
    private static double percent(long value, long total) {
        return total == 0 ? 0 : percent((double) value / (double) total);
    }

    /** Returns a share as a percentage with four decimals. */
    static double percent(double share) {
        return Math.round(share * 1e6) / 1e4;
    }
}
