// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

/**
 * How fast memory grows, with the interval that covers the truth in 95 of 100 cases.
 *
 * @param bytesPerHour the estimate
 * @param low the lower end of the interval
 * @param high the upper end
 */
public record Slope(double bytesPerHour, double low, double high) {
    /** Half the width of a normal interval that covers 95 %, in standard deviations. */
    private static final double CONFIDENCE_95 = 1.96;

    /**
     * Half the width of the interval of a level that wanders, in standard errors of the steps between blocks: Student's 2.447
     * for six degrees of freedom, times 1.2, because neighbouring steps share a block and are correlated by a quarter.
     */
    private static final double WANDERING_95 = 2.94;

    /**
     * Returns how fast a level grows that wanders, by the means of eight blocks of its values; see {@link Statistics#drift}.
     * Noise from value to value makes the interval wider than it need be.
     *
     * @param hours the times of the values, rising; eight at least
     */
    public static Slope ofWandering(double[] hours, double[] values) {
        double hoursPerStep = Statistics.mean(Statistics.blockSteps(hours));
        double slope = Statistics.mean(Statistics.blockSteps(values)) / hoursPerStep;
        double halfWidth = WANDERING_95 * Statistics.blockStepError(values) / hoursPerStep;
        return new Slope(slope, slope - halfWidth, slope + halfWidth);
    }

    /** Returns the slope with the interval that a standard error gives. */
    public static Slope of(double bytesPerHour, double error) {
        return new Slope(bytesPerHour, bytesPerHour - CONFIDENCE_95 * error, bytesPerHour + CONFIDENCE_95 * error);
    }
}
