// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.Growth;
import io.jujuheap.leak.stats.KeptShare;
import io.jujuheap.leak.stats.Slope;
import io.jujuheap.leak.stats.Statistics;
import io.jujuheap.leak.stats.Steps;
import java.util.Arrays;
import java.util.Optional;

/**
 * The answers that the history of one site gives to the questions of a verdict.
 *
 * @param history the history
 * @param answer the answer that ended the questions
 * @param missing how many more states of the heap the question needs at least; 0 where it was decided
 * @param growth when its memory began to grow, without what load explains, and the pace
 * @param kept the share that it keeps of what it allocates, where it also frees and that was asked
 */
record Examination(SiteHistory history, Answer answer, int missing, Growth growth, Optional<KeptShare> kept) {
    /** The share of what a site keeps is known less well than its standard error says, by this factor in variance. */
    private static final double OVERDISPERSION = 1.5;

    /**
     * Examines a history.
     *
     * @param relevantBytes growth below this does not matter
     * @param work the work that the process had done at each epoch, in any unit
     */
    static Examination of(SiteHistory history, double relevantBytes, double[] work) {
        return new Questions(history, relevantBytes, work).asked();
    }

    /** This examination with another answer, which other findings give. */
    Examination answered(Answer other, int missingStates) {
        return new Examination(history, other, missingStates, growth, kept);
    }

    boolean isLeak() {
        return answer == Answer.GOES_ON;
    }

    /** Returns how many bytes of its growth the site keeps. */
    double keptBytes() {
        return kept.map(history::bytesOf).orElseGet(history::growthBytes);
    }

    /**
     * Returns whether this examination of one stack speaks for its function, whose own found no leak. The function must have
     * grown along with the stack, or keep as much of what it allocates: its other stacks may have shrunk meanwhile.
     */
    boolean speaksFor(Examination function) {
        if (!isLeak() || function.answer == Answer.STOPPED || !isClear()) {
            return false;
        }
        boolean keepsAsMuch = function.history.isChurned() && function.keepsSurely(keptBytes() / 2);
        return keepsAsMuch || (!history.isChurned() && function.hasGrownBy(history.growthBytes() / 2));
    }

    /** Whether growth is beyond sampling error even for the largest of many stacks: four standard deviations, not three. */
    private boolean isClear() {
        return history.growthBytes() > 4 / Thresholds.NOISE_DEVIATIONS * history.noiseFloorBytes();
    }

    private boolean hasGrownBy(double bytes) {
        boolean hasGrown = answer != Answer.TOO_LITTLE && (history.isChurned() || answer != Answer.WITHIN_SAMPLING);
        return hasGrown && history.growthBytes() >= bytes;
    }

    private boolean keepsSurely(double bytes) {
        return kept.or(history::keptShare)
                .filter(share -> share.deviations() >= Thresholds.KEPT_DEVIATIONS_OF_FUNCTION)
                .filter(share -> history.bytesOf(share) >= bytes)
                .isPresent();
    }

    /**
     * Returns how fast memory grows: for a leak, since it began and without what load explains; else over the whole history.
     *
     * <p>What is kept is known by a Poisson count of samples, so the error of the whole is that of the count, not that of a
     * line through the values. Where the site also frees, the error of the share that it keeps comes on top, and the samples
     * that are still to die.
     */
    Slope slope() {
        double hours = history.lengthHours();
        if (hours <= 0) {
            return Slope.of(0, 0);
        }
        if (!isLeak()) {
            return Slope.of(
                    history.growthBytes() / hours, history.noiseFloorBytes() / Thresholds.NOISE_DEVIATIONS / hours);
        }
        double each = history.bytesPerSample();
        return kept.isPresent() ? slopeOfShare(kept.get(), each) : slopeOfWhole(each);
    }

    private Slope slopeOfWhole(double bytesPerSample) {
        double hours = history.lengthHours() - growth.began();
        double bytes = history.last().inuseBytes() - growth.base();
        double samples = Math.max(0, bytes / Math.max(1, bytesPerSample)) + history.freedSamples();
        double error = bytesPerSample * Math.sqrt(1.2 * samples * (1 - history.sampledShare()) + 1);
        return Slope.of(bytes / hours, error / hours);
    }

    private Slope slopeOfShare(KeptShare share, double bytesPerSample) {
        double length = history.lengthHours();
        double hours = length - Math.max(share.since(), growth.began() < length / 4 ? 0 : growth.began());
        double samples = share.keptSamples();
        double ofShare = share.error() * share.allocated();
        double mortal = Math.max(0, history.last().inuseSamples() - samples);
        double error = bytesPerSample * Math.sqrt(OVERDISPERSION * (samples + ofShare * ofShare) + mortal);
        return Slope.of(samples * bytesPerSample / hours, error / hours);
    }

    /** The questions, in the order in which they are asked. Each either ends them or leads to the next. */
    private static final class Questions {
        private final SiteHistory history;
        private final double relevantBytes;
        private final double[] work;
        private final int epochs;
        private final double growthBytes;
        /** The bytes in use, without those that load explains. */
        private double[] bytes;

        private Growth growth;
        private Optional<KeptShare> kept = Optional.empty();
        private int missing;

        Questions(SiteHistory history, double relevantBytes, double[] work) {
            this.history = history;
            this.relevantBytes = relevantBytes;
            this.work = work;
            this.epochs = history.count();
            this.growthBytes = history.growthBytes();
            this.bytes = history.inuseBytes();
            this.growth = Growth.of(history.hours(), bytes);
        }

        Examination asked() {
            Answer answer = hasGrown();
            return new Examination(history, answer, missing, growth, kept);
        }

        /** Did it grow by more than sampling explains, and by enough to matter? */
        private Answer hasGrown() {
            if (epochs < Thresholds.MIN_EPOCHS || history.lengthHours() <= 0) {
                return missing(Answer.TOO_EARLY, Thresholds.MIN_EPOCHS - epochs);
            }
            if (growthBytes <= relevantBytes) {
                return Answer.TOO_LITTLE;
            }
            if (growthBytes <= history.noiseFloorBytes() && !history.onlyEverCame()) {
                return Answer.WITHIN_SAMPLING;
            }
            return history.site().isProfiler() ? Answer.PROFILER : isContainer();
        }

        /** Is it few objects that become larger? Then only their steps count. */
        private Answer isContainer() {
            Container container = Container.of(history);
            if (container.isContainer()) {
                return container.goesOn() || keepsPace() ? isClear(container) : Answer.STOPPED;
            }
            return history.isChurned() ? isKept() : isUpForGood();
        }

        /** Has it grown by more than a load that only rises makes it? As much time again would tell. */
        private Answer isClear(Container container) {
            return container.isClear() ? Answer.GOES_ON : missing(Answer.TOO_FEW_STEPS, epochs);
        }

        /** Is a share of what it allocates never freed, more than any load explains? */
        private Answer isKept() {
            if (epochs < Thresholds.MIN_EPOCHS_CHURNED) {
                return missing(Answer.TOO_EARLY, Thresholds.MIN_EPOCHS_CHURNED - epochs);
            }
            kept = keptShare();
            if (kept.filter(Questions::isMoreThanLoad).isEmpty()) {
                return Answer.LOAD_EXPLAINS;
            }
            if (history.bytesOf(kept.get()) < Math.max(history.noiseFloorBytes(), relevantBytes)) {
                return Answer.LOAD_EXPLAINS;
            }
            bytes = history.bytesBesidesLoad(kept.get().meanLife());
            growth = Growth.of(history.hours(), bytes);
            if (keepsMuch()) {
                // The tables of maps grow in waves, which wander: halves of the time judge them.
                return isUpForGood();
            }
            double drift = Statistics.drift(sinceLateStart());
            return drift < Thresholds.DRIFT ? missing(Answer.WANDERS, untilClear(drift)) : isUpForGood();
        }

        /**
         * Returns the share that is kept in the whole history, or where that is no more than load, since growth began. What
         * keeps nothing at first and much later fits neither the model of a leak nor that of load over the whole history.
         */
        private Optional<KeptShare> keptShare() {
            Optional<KeptShare> whole = history.keptShare();
            boolean beganInFirstHalf = growth.began() > 0 && growth.began() <= history.lengthHours() / 2;
            if (!beganInFirstHalf || whole.filter(Questions::isMoreThanLoad).isPresent()) {
                return whole;
            }
            return history.keptShareSince(growth.began())
                    .filter(Questions::isMoreThanLoad)
                    .or(() -> whole);
        }

        private static boolean isMoreThanLoad(KeptShare share) {
            return share.deviations() >= Thresholds.KEPT_DEVIATIONS;
        }

        /** The values since growth began, where that was in the second half of the history; else all. */
        private double[] sinceLateStart() {
            int from = 0;
            while (growth.began() > history.lengthHours() / 2
                    && from < epochs - Thresholds.MIN_EPOCHS
                    && history.hours()[from] < growth.began()) {
                from++;
            }
            return Arrays.copyOfRange(bytes, from, epochs);
        }

        /** How many more states make a drift clear, as it grows with the root of their number; at most as many again. */
        private int untilClear(double drift) {
            double ratio = Thresholds.DRIFT / Math.max(Thresholds.DRIFT / 2, drift);
            return (int) Math.ceil(epochs * Math.min(1, ratio * ratio - 1));
        }

        /** Are its last troughs above its first peaks? */
        private Answer isUpForGood() {
            if (Steps.lastingRise(bytes) > 0) {
                return hasGrownOften();
            }
            if (kept.isEmpty() && growth.intervals() < Thresholds.LEAST_INTERVALS) {
                return missing(Answer.TOO_SHORT, Thresholds.LEAST_INTERVALS - growth.intervals());
            }
            double before = Statistics.median(bytes, 0, Math.max(1, epochs / 10));
            double later = Statistics.trough(Arrays.copyOfRange(bytes, epochs / 2, epochs));
            return later > before + growthBytes / 2 ? Answer.STOPPED : Answer.WAS_AS_HIGH;
        }

        /** Has it grown for long enough, and in enough steps, to judge its pace? */
        private Answer hasGrownOften() {
            int intervals = Thresholds.LEAST_INTERVALS;
            if (growth.intervals() < intervals) {
                return missing(Answer.TOO_SHORT, intervals - growth.intervals());
            }
            Steps steps = stepsSinceItBegan();
            boolean rises = steps.rises() >= intervals || steps.effectiveNumber() >= intervals - 2;
            if (kept.isEmpty() && (steps.effectiveNumber() <= Thresholds.LEAST_STEPS || !rises)) {
                return missing(Answer.TOO_FEW_STEPS, intervals - steps.rises());
            }
            return goesOn(steps);
        }

        private Steps stepsSinceItBegan() {
            int onset = epochs - 1 - growth.intervals();
            return new Steps(
                    Arrays.copyOfRange(history.hours(), onset, epochs),
                    Arrays.copyOfRange(history.inuseBytes(), onset, epochs));
        }

        /** Does it go on, or is its pause one that its steps explain? */
        private Answer goesOn(Steps steps) {
            if (keepsPace() || keepsLately() || isMerelyPausing()) {
                return Answer.GOES_ON;
            }
            return growth.pace() >= Thresholds.PACE || (kept.isEmpty() && steps.mayBeQuietByChance(growth.pace()))
                    ? missing(Answer.QUIET_OF_LATE, growth.intervals() / 3)
                    : Answer.STOPPED;
        }

        private boolean keepsPace() {
            if (keepsMuch()) {
                return Growth.of(history.hours(), history.inuseBytes()).paceOfHalf() >= Thresholds.PACE_OF_TABLES;
            }
            return growth.pace() >= Thresholds.PACE
                    || (growth.pace() >= Thresholds.PACE_IN_TIME
                            && Growth.of(work, bytes).pace() >= Thresholds.PACE_IN_WORK);
        }

        /** Whether a site that frees keeps so much that it may be the tables of a map, half of which each doubling frees. */
        private boolean keepsMuch() {
            return kept.isPresent() && kept.get().share() > Thresholds.FREED_UNDER_LOAD;
        }

        /** Whether a site that frees keeps as large a share of late as before, however much it allocates. */
        private boolean keepsLately() {
            if (kept.isEmpty()
                    || keepsMuch()
                    || growth.pace() < 0
                    || history.allocatedLately() < Thresholds.LEAST_ALLOCATED_LATELY) {
                return false;
            }
            KeptShare share = kept.get();
            return share.lateShare() + 2 * share.lateError() >= share.share() / 2
                    && share.lateError() < 2 * share.share()
                    && new Steps(history.hours(), Statistics.runningMedian(bytes, 2)).effectiveNumber()
                            > Thresholds.LEAST_STEPS;
        }

        private boolean isMerelyPausing() {
            Steps steps = new Steps(history.hours(), history.inuseBytes());
            double least = Thresholds.GIVEN_BACK * growthBytes;
            if (kept.isEmpty()) {
                return steps.givenBack() <= least && steps.mayBurstAgain();
            }
            // What doubles frees what it replaces.
            return history.allocatedLately() < Thresholds.LEAST_ALLOCATED_LATELY
                    && steps.deepestFall() <= least
                    && steps.mayDoubleAgain(growthBytes);
        }

        private Answer missing(Answer answer, int states) {
            missing = Math.max(1, states);
            return answer;
        }
    }
}
