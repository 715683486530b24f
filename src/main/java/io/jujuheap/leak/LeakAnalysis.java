// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether an agent leaks, where, since when and how fast.
 *
 * <p>Each process of the series is judged by itself, and its functions against one another. A verdict of leak needs
 * growth above the sampling noise that sets records, goes on, is a trend beyond chance, and is not what load explains:
 * {@link Judgement} has these questions in their order, {@link Thresholds} the limits and their reasons.
 */
public final class LeakAnalysis {
    private static final Comparator<SiteVerdict> WORST_FIRST = Comparator.comparing(SiteVerdict::verdict)
            .thenComparing(Comparator.comparingDouble(LeakAnalysis::badness).reversed())
            .thenComparing(SiteVerdict::function);

    private LeakAnalysis() {}

    /** The verdicts on the agent of a series. */
    public static LeakReport verdicts(Series series) {
        List<Segment> segments = Segment.split(series.snapshots());
        Map<String, Finding> findings = SegmentFindings.combined(segments);
        List<SiteVerdict> sites = Stream.concat(
                        findings.values().stream().filter(Finding::matters).map(Finding::toVerdict),
                        ProfilerGrowth.of(segments.get(segments.size() - 1)).stream())
                .sorted(WORST_FIRST)
                .toList();
        Optional<TimeToLimit> timeToLimit = timeToLimit(series, sites);
        return new LeakReport(
                series.agent(),
                series.first().info().time(),
                series.last().info().time(),
                series.taken(),
                segments.size(),
                sites,
                timeToLimit,
                Explanation.of(segments, sites, timeToLimit));
    }

    /** Leaks by how fast they grow; what does not leak by how much it grew. */
    private static double badness(SiteVerdict site) {
        return site.isLeak() ? site.slopeBytesPerHour() : site.growthBytes();
    }

    private static Optional<TimeToLimit> timeToLimit(Series series, List<SiteVerdict> sites) {
        List<SiteVerdict> leaks = sites.stream().filter(SiteVerdict::isLeak).toList();
        return series.memoryLimit().flatMap(limit -> TimeToLimit.of(series.last(), limit, leaks));
    }
}
