// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.summary.CallSite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on a call site, with its evidence.
 *
 * @param function the function to blame, see {@link CallSite#function}
 * @param stack the stack of that function that grew most, leaf first
 * @param verdict what the memory is up to
 * @param reason the verdict in a sentence
 * @param inuseBytes bytes in use at the last snapshot
 * @param growthBytes by how much they grew over the snapshots that were judged; negative when they shrank
 * @param slopeBytesPerHour how fast they grow, since they began to
 * @param slopeLow the lower end of the 95 % interval of the slope
 * @param slopeHigh the upper end of the 95 % interval of the slope
 * @param pValue the chance of such a trend where there is none; 1 when there was no growth to test
 * @param freedRatio the share of what was allocated meanwhile that was freed, 0 to 1
 * @param noiseFloorBytes the growth that sampling alone could feign
 * @param growthShare the share of the agent's growth, 0 to 1
 * @param meanAgeHours how long its objects live on average (Little's law: memory in use by rate of allocation); infinite
 *     when nothing was allocated
 * @param firstSeen when it was first seen growing; empty when it has not grown
 */
public record SiteVerdict(
        String function,
        List<String> stack,
        Verdict verdict,
        String reason,
        long inuseBytes,
        long growthBytes,
        double slopeBytesPerHour,
        double slopeLow,
        double slopeHigh,
        double pValue,
        double freedRatio,
        long noiseFloorBytes,
        double growthShare,
        double meanAgeHours,
        Optional<Instant> firstSeen) {

    public SiteVerdict {
        requireNonNull(function, "function is null");
        stack = List.copyOf(stack);
        requireNonNull(verdict, "verdict is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(firstSeen, "firstSeen is null");
    }

    /** Whether this is a leak. */
    public boolean isLeak() {
        return verdict == Verdict.LEAK;
    }
}
