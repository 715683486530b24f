// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static io.jujuheap.memory.MemoryPart.COLLECTOR;
import static io.jujuheap.memory.MemoryPart.FILES;
import static io.jujuheap.memory.MemoryPart.HALF_EMPTY;
import static io.jujuheap.memory.MemoryPart.LIVE_HEAP;
import static io.jujuheap.memory.MemoryPart.OUTSIDE_GO;
import static io.jujuheap.memory.MemoryPart.RUNTIME;
import static io.jujuheap.memory.MemoryPart.SHARED;
import static io.jujuheap.memory.MemoryPart.STACKS;
import static io.jujuheap.memory.MemoryPart.SWAPPED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.memory.ResidentMemory.Caveat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
    /** Of 200 on the heap 150 are allocated in 170 of spans in use; 10 of the free 30 were given back. Tables take 15. */
    private static final GoMemory GO = new GoMemory(150, 170, 30, 10, 8, 223, 300, OptionalLong.empty());

    private static final Optional<LiveHeap> LIVE = Optional.of(new LiveHeap(100, 5));

    @Test
    void parts_add_up_to_resident_memory() {
        ResidentMemory memory = ResidentMemory.of(GO, LIVE, new ProcessMemory(263, 11, 2, 0));
        assertThat(memory.parts())
                .isEqualTo(Map.of(
                        LIVE_HEAP, 100L,
                        COLLECTOR, 70L,
                        HALF_EMPTY, 20L,
                        STACKS, 8L,
                        RUNTIME, 15L,
                        OUTSIDE_GO, 50L,
                        FILES, 11L,
                        SHARED, 2L,
                        SWAPPED, 0L));
        assertThat(memory.sinceLastCycle()).isEqualTo(50);
        assertThat(memory.keptFree()).isEqualTo(20);
        assertThat(memory.sum()).isEqualTo(276);
        assertThat(memory.resident()).hasValue(276);
        assertThat(memory.caveats()).containsExactly(Caveat.OUTSIDE_GO_AT_LEAST);
    }

    @Test
    void memory_that_was_never_touched_is_taken_off_the_tables_and_then_off_free_heap() {
        ResidentMemory memory = ResidentMemory.of(GO, LIVE, new ProcessMemory(190, 11, 2, 0));
        assertThat(memory.bytes(RUNTIME)).isZero();
        assertThat(memory.keptFree()).isEqualTo(12);
        assertThat(memory.bytes(COLLECTOR)).isEqualTo(62);
        assertThat(memory.bytes(OUTSIDE_GO)).isZero();
        assertThat(memory.resident()).hasValue(memory.sum());
    }

    @Test
    void a_profile_that_still_shows_a_freed_peak_counts_only_what_is_allocated_and_is_said_to_be_behind() {
        ResidentMemory memory =
                ResidentMemory.of(GO, Optional.of(new LiveHeap(505, 5)), new ProcessMemory(263, 11, 2, 0));
        assertThat(memory.bytes(LIVE_HEAP)).isEqualTo(150);
        assertThat(memory.sinceLastCycle()).isZero();
        assertThat(memory.caveats()).contains(Caveat.PROFILE_BEHIND);
        assertThat(memory.resident()).hasValue(memory.sum());
    }

    @Test
    void a_profile_from_before_the_last_collection_is_said_to_be_behind_where_the_goal_tells_it() {
        long mib = 1 << 20;
        GoMemory go = new GoMemory(
                400 * mib, 410 * mib, 0, 0, 2 * mib, 420 * mib, 602 * mib, OptionalLong.of(100)); // 300 live
        ProcessMemory process = new ProcessMemory(420 * mib, 0, 0, 0);
        assertThat(ResidentMemory.of(go, Optional.of(new LiveHeap(159 * mib, 20 * mib)), process)
                        .caveats())
                .contains(Caveat.PROFILE_BEHIND);
        assertThat(ResidentMemory.of(go, Optional.of(new LiveHeap(280 * mib, 20 * mib)), process)
                        .caveats())
                .doesNotContain(Caveat.PROFILE_BEHIND);
    }

    @Test
    void without_the_kernels_count_what_is_outside_of_gos_heap_is_not_split() {
        ResidentMemory memory = ResidentMemory.of(GO, LIVE, 276);
        assertThat(memory.unsplit()).isEqualTo(63);
        assertThat(memory.parts()).doesNotContainKeys(OUTSIDE_GO, FILES, SHARED, SWAPPED);
        assertThat(memory.resident()).hasValue(memory.sum());
        assertThat(memory.caveats()).containsExactly(Caveat.UNSPLIT);
    }

    @Test
    void the_kernels_count_of_another_process_is_passed_over() {
        MetricsText metrics = MetricsText.of(
                ("""
                go_memstats_sys_bytes 7.4e+07
                go_memstats_heap_alloc_bytes 3.1e+07
                go_memstats_heap_inuse_bytes 3.3e+07
                go_memstats_heap_idle_bytes 3e+07
                go_memstats_heap_released_bytes 1.2e+07
                go_memstats_stack_inuse_bytes 1.5e+06
                go_memstats_next_gc_bytes 4.15e+07
                process_resident_memory_bytes 8e+07
                """)
                        .getBytes(UTF_8));
        String status = "RssAnon: %d kB\nRssFile: 11000 kB\nRssShmem: 0 kB\nVmSwap: 0 kB\n";
        assertThat(MemoryFigures.of(metrics, status.formatted(190_000))
                        .orElseThrow()
                        .process())
                .isEmpty();
        assertThat(MemoryFigures.of(metrics, status.formatted(66_000))
                        .orElseThrow()
                        .process())
                .isPresent();
    }

    @Test
    void a_text_profile_alone_tells_the_parts_of_what_go_obtained() {
        ResidentMemory memory = ResidentMemory.of(GO, LIVE);
        assertThat(memory.sum()).isEqualTo(213); // sys less what was given back
        assertThat(memory.resident()).isEmpty();
        assertThat(memory.caveats()).containsExactly(Caveat.NO_RESIDENT);
    }

    @Property
    void parts_are_never_negative_and_always_add_up(
            @ForAll @LongRange(max = 1L << 40) long live,
            @ForAll @LongRange(max = 1L << 40) long allocated,
            @ForAll @LongRange(max = 1L << 30) long halfEmpty,
            @ForAll @LongRange(max = 1L << 40) long free,
            @ForAll @LongRange(max = 1L << 40) long released,
            @ForAll @LongRange(max = 1L << 30) long stacks,
            @ForAll @LongRange(max = 1L << 30) long tables,
            @ForAll @LongRange(max = 1L << 41) long anonymous) {
        GoMemory go = new GoMemory(
                allocated,
                allocated + halfEmpty,
                free,
                Math.min(free, released),
                stacks,
                allocated + halfEmpty + free + stacks + tables,
                2 * allocated,
                OptionalLong.of(100));
        ResidentMemory memory =
                ResidentMemory.of(go, Optional.of(new LiveHeap(live, 0)), new ProcessMemory(anonymous, 1, 2, 3));
        assertThat(memory.parts().values()).allMatch(bytes -> bytes >= 0);
        assertThat(memory.sum()).isEqualTo(anonymous + 3);
        assertThat(memory.resident()).hasValue(memory.sum());
        assertThat(memory.sinceLastCycle() + memory.keptFree()).isEqualTo(memory.bytes(COLLECTOR));
    }
}
