// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.summary.CallSite;
import io.jujuheap.leak.summary.Figures;
import io.jujuheap.leak.summary.ProfileSummary;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A judged function.
 *
 * @param segment the segment by which it was judged
 * @param examination the examination of the function, or of the one stack of it that leaks
 * @param function the histories of the function
 * @param growthShare the share of the segment's growth, 0 to 1
 * @param latest the segment with the newest state; another one where a leak of a former process may go on in it
 */
record Finding(Segment segment, Examination examination, FunctionHistory function, double growthShare, Segment latest) {

    static Finding of(Segment segment, FunctionHistory function, double[] work) {
        Examination examination = Steadied.examination(segment, function, work);
        return new Finding(segment, examination, function, 0, segment);
    }

    boolean isLeak() {
        return examination.isLeak();
    }

    double growthBytes() {
        return examination.history().growthBytes();
    }

    double peakBytes() {
        return Arrays.stream(function.whole().inuseBytes()).max().orElse(0);
    }

    /** Returns whether it is of a process that has been replaced since. */
    boolean isOfFormerProcess() {
        return !segment.isOfSameProcess(latest);
    }

    Finding ofTotalGrowth(double total) {
        double share = total == 0 ? 0 : Math.min(1, Math.max(0, growthBytes()) / total);
        return new Finding(segment, examination, function, share, latest);
    }

    /** Returns this finding as it stands at a newer state of the heap. */
    Finding asOf(Segment newer) {
        return new Finding(segment, examination, function, growthShare, newer);
    }

    Finding answered(Answer answer, int missingStates) {
        return new Finding(segment, examination.answered(answer, missingStates), function, growthShare, latest);
    }

    /** Returns whether a leak of a former process may go on in this one: it cannot show yet, or has a good part of its pace. */
    boolean mayBe(Finding former) {
        if (isLeak() || examination.answer() == Answer.STOPPED) {
            return false;
        }
        double floor = function.whole().noiseFloorBytes();
        double expected = former.bytesPerHour() * segment.lengthHours();
        double visible = Math.max(floor, Math.max(segment.relevantBytes(), former.tellingBytes()));
        boolean isHidden = segment.lengthHours() <= former.segment.lengthHours() && expected < 2 * visible;
        return isHidden || function.whole().growthBytes() >= Math.max(Thresholds.FORMER_PACE * expected, floor);
    }

    /** Returns whether this leak may go on in a later process of which nothing is known about the function. */
    boolean mayHideIn(Segment later) {
        return later.lengthHours() <= segment.lengthHours()
                && bytesPerHour() * later.lengthHours() < 2 * tellingBytes();
    }

    /** The bytes that nine samples stand for: as many are beyond three standard deviations of nothing. */
    private double tellingBytes() {
        double deviations = Thresholds.NOISE_DEVIATIONS;
        return deviations * deviations * function.whole().bytesPerSample();
    }

    private double bytesPerHour() {
        return examination.keptBytes() / segment.lengthHours();
    }

    /** Returns whether its memory, or the growth of it, is worth a line in a report. */
    boolean matters() {
        double relevant = segment.relevantBytes();
        return isLeak() || Math.abs(growthBytes()) > relevant || inuseBytes() > relevant;
    }

    /** Returns the bytes in use in the newest state; where one stack was judged, those of the stack. */
    private long inuseBytes() {
        ProfileSummary newest = latest.last();
        Optional<Figures> figures = examination.history() == function.whole()
                ? newest.ofFunction(function.name())
                : newest.ofStack(examination.history().site());
        return figures.map(Figures::inuseBytes).orElse(0L);
    }

    SiteVerdict verdict() {
        SiteHistory history = examination.history();
        Evidence evidence = new Evidence(
                inuseBytes(),
                Math.round(growthBytes()),
                examination.slope(),
                history.freedRatio(),
                Math.round(history.noiseFloorBytes()),
                growthShare,
                history.meanAgeHours(),
                growthBytes() > 0 && examination.answer() != Answer.TOO_EARLY
                        ? Optional.of(segment.timeAfter(examination.growth().began()))
                        : Optional.empty(),
                isLeak() && examination.growth().pace() > Thresholds.LEVELS_OFF);
        CallSite site = history.site();
        Optional<Instant> restarted =
                isOfFormerProcess() ? Optional.of(latest.first().info().time()) : Optional.empty();
        return new SiteVerdict(
                site, function.caller(), examination.answer().verdict(), Reason.of(this), evidence, restarted);
    }
}
