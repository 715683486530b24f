// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.Slope;
import java.util.Optional;

/**
 * A judged function of a segment.
 *
 * @param segment the segment
 * @param evidence the evidence on the function, or on the one stack of it that leaks
 * @param judgement the judgement
 * @param growthShare the share of the segment's growth
 */
record Finding(Segment segment, Evidence evidence, Judgement judgement, double growthShare) {

    String function() {
        return evidence.history().site().function();
    }

    boolean isLeak() {
        return judgement.verdict() == Verdict.LEAK;
    }

    /** Whether it grows surely more slowly than another did. */
    boolean isSlowerThan(Finding other) {
        return evidence.slope().high() < other.evidence.slope().low();
    }

    /** Whether its memory, or what became of it, is worth a line in a report. */
    boolean matters() {
        double relevant = Thresholds.RELEVANT_SHARE * segment.last().total().inuseBytes();
        return isLeak()
                || Math.abs(evidence.growthBytes()) > relevant
                || evidence.history().last().inuseBytes() > relevant;
    }

    SiteVerdict toVerdict() {
        SiteHistory history = evidence.history();
        Slope slope = evidence.slope();
        return new SiteVerdict(
                history.site().function(),
                history.site().stack(),
                judgement.verdict(),
                judgement.reason(),
                history.last().inuseBytes(),
                Math.round(evidence.growthBytes()),
                slope.bytesPerHour(),
                slope.low(),
                slope.high(),
                evidence.trend().pValue(),
                history.freedRatio(),
                Math.round(evidence.noiseFloorBytes()),
                growthShare,
                history.meanAgeHours(),
                evidence.hasGrown() ? Optional.of(segment.time(evidence.onset())) : Optional.empty());
    }
}
