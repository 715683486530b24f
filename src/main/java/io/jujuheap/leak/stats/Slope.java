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

    /** Returns the slope with the interval that a standard error gives. */
    public static Slope of(double bytesPerHour, double error) {
        return new Slope(bytesPerHour, bytesPerHour - CONFIDENCE_95 * error, bytesPerHour + CONFIDENCE_95 * error);
    }
}
