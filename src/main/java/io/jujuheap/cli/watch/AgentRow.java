// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.leak.AgentGrowth;
import io.jujuheap.render.Quantities;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The current state of an agent.
 *
 * @param agent its tag
 * @param isUp whether it answered when it was last asked
 * @param problem the reason why not; empty before the first answer, too
 * @param residentBytes its resident memory
 * @param heapBytes the live heap
 * @param goroutines how many it has
 * @param growth of its live heap since its process was first seen
 * @param verdict the verdict so far, such as {@code leak}; empty before the first
 * @param suspects the suspects, worst first: a function whose memory grows, or {@code 412 goroutines at} the function
 *     where they wait
 * @param untilNext the time until the next request
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
        List<String> suspects,
        Duration untilNext) {
    public AgentRow {
        suspects = List.copyOf(suspects);
    }

    /** Returns its growth per hour, such as {@code +40.10MB}; empty when it is not significant or there are too few states. */
    Optional<String> growthPerHour() {
        return growth.flatMap(AgentGrowth::slope)
                .filter(slope -> slope.low() > 0 || slope.high() < 0)
                .map(slope -> Quantities.change(Math.round(slope.bytesPerHour())));
    }
}
