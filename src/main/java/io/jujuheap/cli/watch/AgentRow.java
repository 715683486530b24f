// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.leak.AgentGrowth;
import io.jujuheap.render.Quantities;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an agent stands.
 *
 * @param agent its tag
 * @param isUp whether it answered when it was last asked
 * @param problem the reason why not; empty before the first answer, too
 * @param residentBytes its resident memory
 * @param heapBytes the live heap
 * @param goroutines how many it has
 * @param growth of its live heap since its process was first seen
 * @param verdict the verdict so far, such as {@code leak}; empty before the first
 * @param suspect the function to blame; empty when there is none
 * @param untilNext how long it is until it is asked again
 */
public record AgentRow(
        String agent,
        boolean isUp,
        Optional<String> problem,
        OptionalLong residentBytes,
        OptionalLong heapBytes,
        OptionalLong goroutines,
        Optional<AgentGrowth> growth,
        String verdict,
        Optional<String> suspect,
        Duration untilNext) {
    /** Returns its growth an hour, such as {@code +40.10MB}; empty where it may be none, or there are too few states to tell. */
    Optional<String> growthPerHour() {
        return growth.flatMap(AgentGrowth::slope)
                .filter(slope -> slope.low() > 0 || slope.high() < 0)
                .map(slope -> Quantities.change(Math.round(slope.bytesPerHour())));
    }
}
