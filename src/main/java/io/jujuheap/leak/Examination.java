// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.Ramp;
import io.jujuheap.leak.stats.RisingTrend;
import io.jujuheap.leak.stats.Slope;
import io.jujuheap.leak.stats.Statistics;
import java.util.Arrays;

/**
 * The answers that the history of one site gives to the questions of a verdict, before other sites are considered.
 *
 * @param history the history
 * @param growthBytes by how much it grew over the segment
 * @param noiseFloorBytes by how much sampling could make it seem to grow
 * @param hasGrown whether it grew by more than noise, and by enough to matter
 * @param trend whether it rises by more than chance; not tested, and so 1, when it has not grown
 * @param onset the epoch at which it began to grow
 * @param hasStopped whether it has stopped growing
 * @param followsLoad whether the load explains the growth
 */
record Examination(
        SiteHistory history,
        double growthBytes,
        double noiseFloorBytes,
        boolean hasGrown,
        RisingTrend trend,
        int onset,
        boolean hasStopped,
        boolean followsLoad) {
    private static final RisingTrend NOT_TESTED = new RisingTrend(1, false);

    /** Examines a history, where growth below {@code relevantBytes} does not matter. */
    static Examination of(SiteHistory history, double relevantBytes) {
        double growth = history.growthBytes();
        double floor = history.noiseFloorBytes();
        boolean hasGrown = growth > floor && growth > relevantBytes;
        if (!hasGrown || history.count() < Thresholds.MIN_EPOCHS) {
            return new Examination(history, growth, floor, hasGrown, NOT_TESTED, 0, false, false);
        }
        double[] hours = history.hours();
        double[] inuse = history.inuseBytes();
        Ramp ramp = Ramp.fit(hours, inuse);
        boolean followsLoad = history.freedRatio() > Thresholds.FREED_UNDER_LOAD
                && LoadModel.of(history).explainsGrowth();
        return new Examination(
                history,
                growth,
                floor,
                true,
                RisingTrend.of(hours, inuse),
                ramp.start(),
                hasStopped(ramp, hours, inuse),
                followsLoad);
    }

    /** Whether a long last part keeps what the ramp gained, and rises surely more slowly. */
    private static boolean hasStopped(Ramp ramp, double[] hours, double[] inuse) {
        int end = Math.min(ramp.end(), (int) (inuse.length * (1 - Thresholds.PAUSE)));
        if (inuse.length - end < 5) {
            return false;
        }
        double[] restHours = Arrays.copyOfRange(hours, end, hours.length);
        double[] restInuse = Arrays.copyOfRange(inuse, end, inuse.length);
        boolean keeps = Statistics.trough(restInuse) > ramp.base() + ramp.rise() / 2;
        return keeps && Slope.of(restHours, restInuse).high() < Thresholds.SLOWDOWN * ramp.slope(hours);
    }

    boolean wasTested() {
        return hasGrown && history.count() >= Thresholds.MIN_EPOCHS;
    }

    /** The slope since growth began; of the whole history when that is too short a time to tell. */
    Slope slope() {
        int from = history.count() - onset < Thresholds.MIN_EPOCHS ? 0 : onset;
        double[] hours = history.hours();
        double[] inuse = history.inuseBytes();
        return Slope.of(Arrays.copyOfRange(hours, from, hours.length), Arrays.copyOfRange(inuse, from, inuse.length));
    }
}
