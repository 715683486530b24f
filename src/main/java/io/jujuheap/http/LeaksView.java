// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.leak.TimeToLimit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON: verdicts on call sites, leaks first. A stable shape, which {@code /api/v1/leaks} and {@code juju-heap leaks --format
 * json} share; {@code openapi.yaml} describes it.
 */
public record LeaksView(
        String agent,
        String from,
        String to,
        int snapshots,
        int segments,
        List<Site> sites,
        String explanation,
        @Nullable Limit timeToLimit) {

    /**
     * JSON: when the leaks will reach the memory limit, in hours from the last snapshot on. It is there when something leaks
     * and a limit is known; {@code latestHours} is, when they surely grow.
     */
    public record Limit(
            long limitBytes, String limitSource, double hours, double soonestHours, @Nullable Double latestHours) {}

    /** JSON: a call site, and the evidence for its verdict. */
    public record Site(
            String function,
            List<String> stack,
            String verdict,
            long inuseBytes,
            double slopeBytesPerHour,
            double slopeLow,
            double slopeHigh,
            double pValue,
            double freedRatio,
            long noiseFloorBytes,
            double growthShare,
            @Nullable String firstSeen,
            @Nullable Double meanAgeHours) {}

    /** The verdicts as JSON text. */
    public static String json(LeakReport report) {
        return new String(Json.of(of(report)), StandardCharsets.UTF_8);
    }

    static LeaksView of(LeakReport report) {
        return new LeaksView(
                report.agent(),
                report.from().toString(),
                report.to().toString(),
                report.snapshots(),
                report.segments(),
                report.sites().stream().map(LeaksView::of).toList(),
                report.explanation(),
                report.timeToLimit().map(LeaksView::of).orElse(null));
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
        return new Site(
                site.function(),
                site.stack(),
                site.verdict().word(),
                site.inuseBytes(),
                site.slopeBytesPerHour(),
                site.slopeLow(),
                site.slopeHigh(),
                site.pValue(),
                site.freedRatio(),
                site.noiseFloorBytes(),
                site.growthShare(),
                site.firstSeen().map(Instant::toString).orElse(null),
                finite(site.meanAgeHours()));
    }

    /** JSON has no infinity. */
    private static @Nullable Double finite(double hours) {
        return Double.isFinite(hours) ? hours : null;
    }
}
