// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether an agent leaks, where, since when and how fast.
 *
 * <p>Each process of the series is judged by itself, and then in the light of those before it. A verdict of leak needs growth
 * beyond sampling error that load does not explain, that is up for good, and that goes on: {@link Examination} has these
 * questions in their order, {@link Thresholds} the limits and their reasons.
 */
public final class LeakAnalysis {
    private static final Comparator<SiteVerdict> WORST_FIRST = Comparator.comparing(SiteVerdict::verdict)
            .thenComparing(Comparator.comparingDouble(LeakAnalysis::badness).reversed())
            .thenComparing(SiteVerdict::function);

    private LeakAnalysis() {}

    /** Judges the agent of a series. */
    public static LeakReport verdicts(Series series) {
        List<Segment> segments = Segment.split(series.snapshots());
        Segment latest = segments.get(segments.size() - 1);
        List<SiteVerdict> sites = Stream.concat(
                        SegmentFindings.combined(segments).values().stream()
                                .filter(Finding::matters)
                                .map(Finding::verdict),
                        ProfilerGrowth.of(latest).stream())
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
                latest.isYoung(),
                Explanation.of(segments, sites, timeToLimit));
    }

    /** Leaks by how fast they grow; what does not leak by how much it grew. */
    private static double badness(SiteVerdict site) {
        return site.isLeak()
                ? site.evidence().slope().bytesPerHour()
                : site.evidence().growthBytes();
    }

    private static Optional<TimeToLimit> timeToLimit(Series series, List<SiteVerdict> sites) {
        List<Evidence> leaks = sites.stream()
                .filter(site -> site.isLeak() && site.restarted().isEmpty())
                .map(SiteVerdict::evidence)
                .filter(Evidence::keepsPace)
                .toList();
        return series.memoryLimit().flatMap(limit -> TimeToLimit.of(series.last(), limit, leaks));
    }
}
