// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static java.util.Objects.requireNonNull;

import io.jujuheap.leak.stats.Slope;

/**
 * How a part of the memory of a process changed over a time.
 *
 * @param bytes its size at the end
 * @param slope how fast it grew
 */
public record PartTrend(MemoryPart part, long bytes, Slope slope, Direction direction) {
    /** The direction of a part. */
    public enum Direction {
        GROWS("grows"),
        /** Neither growth nor shrinking is certain, or it is too small to matter. */
        STEADY("steady"),
        SHRINKS("shrinks");

        private final String word;

        Direction(String word) {
            this.word = word;
        }

        /** Returns the word in JSON and tables. */
        public String word() {
            return word;
        }
    }

    public PartTrend {
        requireNonNull(part, "part is null");
        requireNonNull(slope, "slope is null");
        requireNonNull(direction, "direction is null");
    }
}
