// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.profile.Profile;
import io.jujuheap.report.Inlining;
import io.jujuheap.report.Top;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON: the functions of a profile by memory. */
record TopView(CaptureView capture, SampleTypeView sampleType, long total, long shown, int functions, List<Row> rows) {

    /** JSON: a function. */
    record Row(
            String function,
            @Nullable String inline,
            long flat,
            double flatPercent,
            double sumPercent,
            long cum,
            double cumPercent) {}

    static TopView of(CaptureView capture, Profile profile, ReportParameters asked) {
        Top top = Top.of(profile, asked.options());
        return new TopView(
                capture,
                SampleTypeView.of(asked.type()),
                top.legend().total(),
                top.coverage().shown(),
                top.coverage().candidates(),
                rows(top));
    }

    /** The rows, with the percentages that pprof prints, not yet rounded for print. */
    static List<Row> rows(Top top) {
        double total = top.legend().total();
        List<Row> rows = new ArrayList<>(top.rows().size());
        long sum = 0;
        for (Top.Row row : top.rows()) {
            sum += row.flat();
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

    private static double percent(long value, double total) {
        return total == 0 ? 0 : Math.round(value / total * 1e6) / 1e4;
    }
}
