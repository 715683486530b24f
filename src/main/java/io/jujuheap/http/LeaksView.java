// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON: verdicts on call sites, leaks first. A stable shape, which {@code /api/v1/leaks} and {@code juju-heap leaks --format
 * json} share; {@code openapi.yaml} describes it.
 */
public record LeaksView(
        String agent, String from, String to, int snapshots, int segments, List<Site> sites, String explanation) {

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
            @Nullable String firstSeen) {}

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
                report.explanation());
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
                site.firstSeen().map(Instant::toString).orElse(null));
    }
}
