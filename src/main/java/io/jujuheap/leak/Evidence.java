// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.stats.Slope;
import java.time.Instant;
import java.util.Optional;

/**
 * The figures on which the verdict on a call site rests.
 *
 * @param inuseBytes bytes in use at the last snapshot
 * @param growthBytes by how much they grew over the snapshots that were judged; negative when they shrank
 * @param slope how fast they grow, since they began to
 * @param pValue the chance of such a trend where there is none; 1 when there was no growth to test
 * @param freedRatio the share of what was allocated meanwhile that was freed, 0 to 1
 * @param noiseFloorBytes the growth that sampling alone can show
 * @param growthShare the share of the agent's growth, 0 to 1
 * @param meanAgeHours how long its objects live on average (Little's law: memory in use by rate of allocation); infinite
 *     when nothing was allocated
 * @param firstSeen when it was first seen growing; empty when it has not grown
 */
public record Evidence(
        long inuseBytes,
        long growthBytes,
        Slope slope,
        double pValue,
        double freedRatio,
        long noiseFloorBytes,
        double growthShare,
        double meanAgeHours,
        Optional<Instant> firstSeen) {

    public Evidence {
        requireNonNull(slope, "slope is null");
        requireNonNull(firstSeen, "firstSeen is null");
    }
}
