// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.memory.MemoryPart;
import io.jujuheap.memory.PartGrowth;
import io.jujuheap.report.DiffReport;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * JSON: the growth from one profile to another. Values are whole numbers in the unit of the sample type.
 *
 * @param growth the difference of the totals: {@code grown + shrunk}
 * @param growthPerHour absent when the profiles are less than a minute apart or their times are unknown
 * @param grown the growth of all functions that grew
 * @param shrunk the growth of all functions that shrank: 0 or negative
 * @param omitted the number of functions without a row, because they changed too little
 * @param restarted whether the agent restarted in between, or the profiles are of two agents
 * @param restarts the known times of restarts
 * @param memory the parts of the process's memory at both moments; absent when they are not known for both
 */
public record DiffView(
        CaptureView base,
        CaptureView target,
        SampleTypeView sampleType,
        List<String> filters,
        long baseTotal,
        long targetTotal,
        long growth,
        @Nullable Long growthPerHour,
        long grown,
        long shrunk,
        List<Row> rows,
        int omitted,
        boolean restarted,
        List<String> restarts,
        @Nullable List<Part> memory) {

    /**
     * JSON: a function.
     *
     * @param growthPercent its part of {@code grown}
     * @param samplingError the half-width of the 95 % confidence interval of the growth; 0 when unknown
     * @param withinSamplingError whether sampling alone may explain the growth
     */
    public record Row(
            String function,
            long base,
            long target,
            long growth,
            double growthPercent,
            @Nullable Long growthPerHour,
            long samplingError,
            boolean withinSamplingError) {}

    /**
     * JSON: a part of the process's memory, in bytes.
     *
     * @param part its name for programs and metrics
     * @param title its name for people
     */
    public record Part(String part, String title, long base, long target, long growth) {
        private static Part of(PartGrowth growth) {
            MemoryPart part = growth.part();
            return new Part(part.word(), part.title(), growth.before(), growth.after(), growth.growth());
        }
    }

    /** Returns the view of two profiles with facts that may not be in the profiles themselves. */
    public static DiffView of(
            CaptureView base, CaptureView target, List<Instant> restarts, DiffReport diff, List<PartGrowth> memory) {
        return new DiffView(
                base,
                target,
                SampleTypeView.of(diff.target()),
                diff.target().activeFilters(),
                diff.base().total(),
                diff.target().total(),
                diff.growth(),
                perHour(diff, diff.growth()),
                diff.grown(),
                diff.shrunk(),
                diff.rows().stream().map(row -> row(diff, row)).toList(),
                diff.omitted(),
                diff.restarted() || !restarts.isEmpty(),
                restarts.stream().map(Instant::toString).toList(),
                memory.isEmpty() ? null : memory.stream().map(Part::of).toList());
    }

    private static Row row(DiffReport diff, DiffReport.Row row) {
        return new Row(
                row.name(),
                row.base(),
                row.target(),
                row.growth(),
                TopView.percent(diff.share(row)),
                perHour(diff, row.growth()),
                row.error(),
                row.isDoubtful());
    }

    private static @Nullable Long perHour(DiffReport diff, long growth) {
        OptionalLong rate = diff.perHour(growth);
        return rate.isPresent() ? (Long) rate.getAsLong() : null;
    }
}
