// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import java.util.List;

/**
 * When leaks will reach the memory limit of the process, if they go on as they do.
 *
 * @param hours from the last snapshot on; 0 when the limit is reached
 * @param soonestHours when they go on at the upper end of their intervals
 * @param latestHours when they go on at the lower end; infinite when that is no growth
 */
public record TimeToLimit(double hours, double soonestHours, double latestHours) {
    /** Go lets garbage grow to the size of what lives before it collects (GOGC=100). */
    private static final double MEMORY_PER_LIVE_BYTE = 2;

    /**
     * The time that leaks need to the limit, when memory keeps its present proportion to what is live on the heap.
     *
     * @param last the last snapshot
     * @param limitBytes the memory limit
     * @param leaks at least one
     */
    static TimeToLimit of(ProfileSummary last, long limitBytes, List<SiteVerdict> leaks) {
        double live = Math.max(1, last.total().inuseBytes());
        double proportion = last.info().residentBytes().isPresent()
                ? Math.max(1, last.info().residentBytes().getAsLong() / live)
                : MEMORY_PER_LIVE_BYTE;
        double left = Math.max(0, limitBytes / proportion - live);
        return new TimeToLimit(
                left
                        / leaks.stream()
                                .mapToDouble(SiteVerdict::slopeBytesPerHour)
                                .sum(),
                left / leaks.stream().mapToDouble(SiteVerdict::slopeHigh).sum(),
                left
                        / leaks.stream()
                                .mapToDouble(leak -> Math.max(0, leak.slopeLow()))
                                .sum());
    }
}
