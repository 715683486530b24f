// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Profile;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.Top;
import io.jujuheap.testkit.Recorded;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MemoryProfileTest {
    private static final Profile HEAP =
            Recorded.named("jsonserver-go1.26/heap-03").profile();

    private static final Profile GOROUTINES =
            Recorded.named("jsonserver-go1.26/goroutine").profile();

    private static ResidentMemory memory(long allocated) {
        GoMemory go = new GoMemory(allocated, allocated + 20, 30, 10, 8, allocated + 73, 300, OptionalLong.empty());
        return ResidentMemory.of(go, LiveHeap.of(HEAP), new ProcessMemory(allocated + 150, 11, 2, 5));
    }

    @Property
    void the_total_is_resident_memory_to_the_byte(@ForAll @LongRange(min = 0, max = 1L << 40) long allocated) {
        ResidentMemory memory = memory(allocated);
        Profile profile = MemoryProfile.of(memory, HEAP, Optional.of(GOROUTINES));
        assertThat(profile.total(0)).isEqualTo(memory.sum()).isEqualTo(allocated + 163);
    }

    @Test
    void each_part_is_a_root_and_the_stacks_of_the_heap_are_below_theirs() {
        long inuse = LiveHeap.of(HEAP).orElseThrow().bytes();
        ResidentMemory memory = memory(2 * inuse);
        Top top = Top.of(
                MemoryProfile.of(memory, HEAP, Optional.of(GOROUTINES)),
                ReportOptions.builder().nodeFraction(0).nodeCount(0).build());
        Map<String, Long> cum = top.rows().stream().collect(Collectors.toMap(Top.Row::name, Top.Row::cum));
        assertThat(cum)
                .containsEntry("[live heap]", inuse)
                .containsEntry("[room of the collector]", inuse + 20)
                .containsEntry("[allocated since the last collection]", inuse)
                .containsEntry("[kept free]", 20L)
                .containsEntry("[half-empty spans]", 20L)
                .containsEntry("[goroutine stacks]", 8L)
                .containsEntry("[mapped files]", 11L)
                .doesNotContainKey("[swapped out]");
        Map<String, Long> before =
                Top.of(
                                HEAP,
                                ReportOptions.builder()
                                        .nodeFraction(0)
                                        .nodeCount(0)
                                        .build())
                        .rows()
                        .stream()
                        .collect(Collectors.toMap(Top.Row::name, Top.Row::cum));
        before.forEach((function, bytes) -> assertThat(cum.getOrDefault(function, 0L))
                .as(function)
                .isCloseTo(bytes, org.assertj.core.api.Assertions.within((long)
                        HEAP.samples().count())));
    }

    /** So many bytes of stacks that each goroutine has 4,096. */
    @Test
    void the_memory_of_stacks_is_shared_among_the_goroutines_by_their_number() {
        long goroutines = GOROUTINES.total(0);
        GoMemory go = new GoMemory(1, 1, 0, 0, 4096 * goroutines, 4096 * goroutines + 3, 4, OptionalLong.empty());
        ResidentMemory memory = ResidentMemory.of(go, LiveHeap.of(HEAP), new ProcessMemory(1 << 30, 0, 0, 0));
        Map<String, Long> memoryOf = cum(MemoryProfile.of(memory, HEAP, Optional.of(GOROUTINES)));
        assertThat(memoryOf).containsEntry("[goroutine stacks]", 4096 * goroutines);
        long serving = cum(GOROUTINES).getOrDefault("net/http.(*Server).Serve", 0L);
        assertThat(memoryOf).containsEntry("net/http.(*Server).Serve", 4096 * serving);
        assertThat(cum(MemoryProfile.of(memory, HEAP, Optional.empty())))
                .containsEntry("[goroutine stacks]", 4096 * goroutines)
                .doesNotContainKey("net/http.(*Server).Serve");
    }

    private static Map<String, Long> cum(Profile profile) {
        return Top.of(
                        profile,
                        ReportOptions.builder().nodeFraction(0).nodeCount(0).build())
                .rows()
                .stream()
                .collect(Collectors.toMap(Top.Row::name, Top.Row::cum));
    }

    @Test
    void what_limits_the_figures_is_said_in_the_profile() {
        assertThat(MemoryProfile.of(
                                ResidentMemory.of(
                                        new GoMemory(1, 1, 0, 0, 0, 2, 3, OptionalLong.empty()), Optional.empty()),
                                HEAP,
                                Optional.empty())
                        .info()
                        .comments())
                .contains(ResidentMemory.Caveat.NO_RESIDENT.sentence());
    }
}
