// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.watch;

import io.jujuheap.leak.AgentGrowth;
import io.jujuheap.render.Quantities;
import java.time.Duration;
import java.util.List;
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
 * @param suspects what is to blame, worst first: a function whose memory grows, or {@code 412 goroutines at} the one where they
 *     wait
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
        List<String> suspects,
        Duration untilNext) {
    public AgentRow {
        suspects = List.copyOf(suspects);
    }

    /** Returns its growth an hour, such as {@code +40.10MB}; empty where it may be none, or there are too few states to tell. */
    Optional<String> growthPerHour() {
        return growth.flatMap(AgentGrowth::slope)
                .filter(slope -> slope.low() > 0 || slope.high() < 0)
                .map(slope -> Quantities.change(Math.round(slope.bytesPerHour())));
    }
}
