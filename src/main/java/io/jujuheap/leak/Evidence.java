// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.stats.Slope;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The figures on which the verdict on a call site rests.
 *
 * @param inuseBytes bytes in use at the newest snapshot
 * @param growthBytes by how much they grew over the snapshots that were judged; negative when they shrank
 * @param slope how fast they grow: a leak since it began and without what load explains, anything else over the snapshots
 *     that were judged
 * @param freedRatio the share of what was allocated meanwhile that was freed, 0 to 1; empty where nothing was allocated, or
 *     the profiles do not say
 * @param noiseFloorBytes the growth that sampling alone can show
 * @param growthShare the share of the agent's growth, 0 to 1
 * @param meanAgeHours how long its objects live on average (Little's law: memory in use by rate of allocation); infinite
 *     when nothing was allocated
 * @param firstSeen when it was first seen growing; empty when it has not grown
 * @param keepsPace whether it grows as fast of late as before, so that its future can be reckoned; what levels off does not
 */
public record Evidence(
        long inuseBytes,
        long growthBytes,
        Slope slope,
        OptionalDouble freedRatio,
        long noiseFloorBytes,
        double growthShare,
        double meanAgeHours,
        Optional<Instant> firstSeen,
        boolean keepsPace) {

    public Evidence {
        requireNonNull(slope, "slope is null");
        requireNonNull(freedRatio, "freedRatio is null");
        requireNonNull(firstSeen, "firstSeen is null");
    }
}
