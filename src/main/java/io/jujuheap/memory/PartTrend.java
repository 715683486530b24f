// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static java.util.Objects.requireNonNull;

import io.jujuheap.io.Worded;
import io.jujuheap.leak.stats.Slope;

/**
 * How a part of the memory of a process changed over a time.
 *
 * @param bytes its size at the end
 * @param slope how fast it grew
 */
public record PartTrend(MemoryPart part, long bytes, Slope slope, Direction direction) {
    /** The direction of a part. */
    public enum Direction implements Worded {
        GROWS,
        /** Neither growth nor shrinking is certain, or it is too small to matter. */
        STEADY,
        SHRINKS
    }

    public PartTrend {
        requireNonNull(part, "part is null");
        requireNonNull(slope, "slope is null");
        requireNonNull(direction, "direction is null");
    }
}
