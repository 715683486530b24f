// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import io.jujuheap.leak.Evidence;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.leak.TimeToLimit;
import io.jujuheap.leak.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON: verdicts on call sites, leaks first.
 *
 * @param young whether the process may still be filling its caches, so that a leak may not be one
 * @param timeToLimit absent unless something leaks and a memory limit is known
 */
public record LeaksView(
        String agent,
        String from,
        String to,
        int snapshots,
        int segments,
        List<Site> sites,
        boolean young,
        String explanation,
        @Nullable Limit timeToLimit) {

    /**
     * JSON: the time until the leaks reach the memory limit, in hours from the last snapshot.
     *
     * @param latestHours absent when their growth is not certain
     */
    public record Limit(
            long limitBytes, String limitSource, double hours, double soonestHours, @Nullable Double latestHours) {}

    /**
     * JSON: a call site, and the evidence for its verdict.
     *
     * @param reason the verdict in a sentence
     * @param caller the caller through which most of the growth came; absent unless the function has several
     * @param freedPercent the share of the memory allocated meanwhile that was freed; absent when nothing was allocated
     *     or it is unknown
     * @param growthPercent its part of all growth
     * @param firstSeen when it was first seen growing; absent when it has not grown
     * @param restartedAt when the judged process was replaced; absent when it still runs
     * @param meanAgeHours the mean age of its objects; absent when nothing was allocated meanwhile
     */
    public record Site(
            String function,
            @Nullable String caller,
            List<String> stack,
            String verdict,
            String reason,
            long inuseBytes,
            double slopeBytesPerHour,
            double slopeLow,
            double slopeHigh,
            @Nullable Double freedPercent,
            long noiseFloorBytes,
            double growthPercent,
            @Nullable String firstSeen,
            @Nullable String restartedAt,
            @Nullable Double meanAgeHours) {

        /** Returns the function, and its caller if it has several. */
        String functionAndCaller() {
            return caller == null ? function : function + ", called by " + caller;
        }

        /** Whether it leaks. */
        public boolean leaks() {
            return verdict.equals(Verdict.LEAK.word());
        }
    }

    /** The view of a report. */
    public static LeaksView of(LeakReport report) {
        return new LeaksView(
                report.agent(),
                report.from().toString(),
                report.to().toString(),
                report.snapshots(),
                report.segments(),
                report.sites().stream().map(LeaksView::of).toList(),
                report.isYoung(),
                report.explanation(),
                report.timeToLimit().map(LeaksView::of).orElse(null));
    }

    /** The call sites that leak. */
    public List<Site> leaks() {
        return sites.stream().filter(Site::leaks).toList();
    }

    private static Limit of(TimeToLimit time) {
        return new Limit(
                time.limit().bytes(),
                time.limit().source().word(),
                time.hours(),
                time.soonestHours(),
                finite(time.latestHours()));
    }

    private static Site of(SiteVerdict site) {
        Evidence evidence = site.evidence();
        return new Site(
                site.function(),
                site.caller().orElse(null),
                site.stack(),
                site.verdict().word(),
                site.reason(),
                evidence.inuseBytes(),
                evidence.slope().bytesPerHour(),
                evidence.slope().low(),
                evidence.slope().high(),
                evidence.freedRatio().isPresent()
                        ? TopView.percent(evidence.freedRatio().getAsDouble())
                        : null,
                evidence.noiseFloorBytes(),
                TopView.percent(evidence.growthShare()),
                evidence.firstSeen().map(Instant::toString).orElse(null),
                site.restarted().map(Instant::toString).orElse(null),
                finite(evidence.meanAgeHours()));
    }

    /** Returns null for infinity, which JSON does not have. */
    private static @Nullable Double finite(double hours) {
        return Double.isFinite(hours) ? hours : null;
    }
}
