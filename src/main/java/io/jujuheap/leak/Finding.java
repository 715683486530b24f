// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.Optional;

/**
 * A judged function of a segment.
 *
 * @param segment the segment
 * @param examination the examination of the function, or on the one stack of it that leaks
 * @param judgement the judgement
 * @param growthShare the share of the segment's growth
 */
record Finding(Segment segment, Examination examination, Judgement judgement, double growthShare) {

    String function() {
        return examination.history().site().function();
    }

    boolean isLeak() {
        return judgement.verdict() == Verdict.LEAK;
    }

    /** Whether it grows surely more slowly than another did. */
    boolean isSlowerThan(Finding other) {
        return examination.slope().high() < other.examination.slope().low();
    }

    /** Whether its memory, or what became of it, is worth a line in a report. */
    boolean matters() {
        double relevant = Thresholds.RELEVANT_SHARE * segment.last().total().inuseBytes();
        return isLeak()
                || Math.abs(examination.growthBytes()) > relevant
                || examination.history().last().inuseBytes() > relevant;
    }

    SiteVerdict toVerdict() {
        SiteHistory history = examination.history();
        Evidence evidence = new Evidence(
                history.last().inuseBytes(),
                Math.round(examination.growthBytes()),
                examination.slope(),
                examination.trend().pValue(),
                history.freedRatio(),
                Math.round(examination.noiseFloorBytes()),
                growthShare,
                history.meanAgeHours(),
                examination.hasGrown() ? Optional.of(segment.time(examination.onset())) : Optional.empty());
        return new SiteVerdict(history.site(), judgement.verdict(), judgement.reason(), evidence);
    }
}
