// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.leak.stats.Slope;
import io.jujuheap.memory.MemoryPart;
import io.jujuheap.memory.MemoryTrend;
import io.jujuheap.memory.PartTrend;
import io.jujuheap.memory.PartTrend.Direction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTrendViewTest {
    private static final long MB = 1 << 20;

    private static PartTrend part(MemoryPart part, Direction direction, double megabytesPerHour) {
        double slope = megabytesPerHour * MB;
        return new PartTrend(part, 512 * MB, new Slope(slope, slope - MB, slope + MB), direction);
    }

    private static String explanation(PartTrend... parts) {
        return MemoryTrendView.of(new MemoryTrend(Instant.EPOCH, Instant.EPOCH.plusSeconds(3600), List.of(parts)))
                .explanation();
    }

    @Test
    void tells_that_the_heap_does_not_grow_and_what_does() {
        assertThat(explanation(
                        part(MemoryPart.LIVE_HEAP, Direction.STEADY, 0),
                        part(MemoryPart.OUTSIDE_GO, Direction.GROWS, 20)))
                .isEqualTo(
                        "The live heap does not grow: memory outside of Go grows 20MB an hour (19MB to 21MB) and holds"
                                + " 512MB.");
    }

    @Test
    void parts_in_the_plural_grow() {
        assertThat(explanation(
                        part(MemoryPart.LIVE_HEAP, Direction.GROWS, 9), part(MemoryPart.STACKS, Direction.GROWS, 4)))
                .isEqualTo(
                        "Live heap grows 9MB an hour (8MB to 10MB) and holds 512MB; goroutine stacks grow 4MB an hour (3MB"
                                + " to 5MB) and hold 512MB.");
    }

    @Test
    void freed_memory_on_its_way_back_is_told() {
        assertThat(explanation(part(MemoryPart.COLLECTOR, Direction.SHRINKS, -5)))
                .isEqualTo("No part of the memory grows: freed memory is on its way back to the system.");
        assertThat(explanation(part(MemoryPart.COLLECTOR, Direction.STEADY, -5)))
                .isEqualTo("No part of the memory grows.");
    }
}
