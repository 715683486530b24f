// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.Slope;
import io.jujuheap.leak.summary.ProfileSummary;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The time until leaks reach the memory limit of the process at their present rate.
 *
 * @param limit the limit
 * @param hours from the last snapshot on; 0 when the limit is reached
 * @param soonestHours when they go on at the upper end of their intervals
 * @param latestHours when they go on at the lower end; infinite when that is not growth
 */
public record TimeToLimit(MemoryLimit limit, double hours, double soonestHours, double latestHours) {
    /** Go lets garbage grow to the size of what lives before it collects (GOGC=100). */
    private static final double MEMORY_PER_LIVE_BYTE = 2;

    /**
     * Returns the time that leaks need to the limit when memory keeps its present proportion to the live heap; empty when
     * none of them has grown lately.
     *
     * @param last the last snapshot
     * @param limit the memory limit
     * @param leaks the leaks that keep their pace
     */
    static Optional<TimeToLimit> of(ProfileSummary last, MemoryLimit limit, List<Evidence> leaks) {
        double bytesPerHour = sum(leaks, Slope::bytesPerHour);
        if (bytesPerHour <= 0) {
            return Optional.empty();
        }
        double live = Math.max(1, last.total().inuseBytes());
        double proportion = last.info().residentBytes().isPresent()
                ? Math.max(1, last.info().residentBytes().getAsLong() / live)
                : MEMORY_PER_LIVE_BYTE;
        double left = Math.max(0, limit.bytes() / proportion - live);
        double lowest = sum(leaks, slope -> Math.max(0, slope.low()));
        return Optional.of(new TimeToLimit(
                limit,
                left / bytesPerHour,
                left / sum(leaks, Slope::high),
                lowest > 0 ? left / lowest : Double.POSITIVE_INFINITY));
    }

    private static double sum(List<Evidence> leaks, ToDoubleFunction<Slope> figure) {
        return leaks.stream().map(Evidence::slope).mapToDouble(figure).sum();
    }
}
