// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.stats;

/**
 * How fast memory grows, with the interval that covers the truth in 95 of 100 cases.
 *
 * @param bytesPerHour the Theil-Sen slope
 * @param low the lower end of the interval
 * @param high the upper end
 */
public record Slope(double bytesPerHour, double low, double high) {

    /** The slope of values over times in hours; the interval allows for autocorrelation. */
    public static Slope of(double[] hours, double[] bytes) {
        TheilSen line = TheilSen.of(hours, bytes);
        double variance = MannKendall.of(hours, bytes, line.slope()).variance();
        return new Slope(line.slope(), line.low(variance), line.high(variance));
    }
}
