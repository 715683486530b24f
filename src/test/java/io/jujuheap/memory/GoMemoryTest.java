// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.MemStats.Int;
import io.jujuheap.profile.MemStats.Pair;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GoMemoryTest {
    private static final String PAGE =
            """
            # HELP go_memstats_sys_bytes Number of bytes obtained from system.
            # TYPE go_memstats_sys_bytes gauge
            go_memstats_sys_bytes 7.4e+07
            go_memstats_heap_alloc_bytes 3.1e+07
            go_memstats_heap_inuse_bytes 3.3e+07
            go_memstats_heap_idle_bytes 3e+07
            go_memstats_heap_released_bytes 1.2e+07
            go_memstats_stack_inuse_bytes 1.5e+06
            go_memstats_next_gc_bytes 4.15e+07
            """;

    @Test
    void statistics_come_from_the_metrics_of_the_go_collector() {
        assertThat(GoMemory.ofMetrics(MetricsText.of(PAGE.getBytes(UTF_8))))
                .contains(new GoMemory(
                        31_000_000,
                        33_000_000,
                        30_000_000,
                        12_000_000,
                        1_500_000,
                        74_000_000,
                        41_500_000,
                        OptionalLong.empty()));
    }

    @Test
    void statistics_with_a_gap_are_none() {
        assertThat(GoMemory.ofMetrics(MetricsText.of(
                        PAGE.replace("go_memstats_sys_bytes 7.4e+07\n", "").getBytes(UTF_8))))
                .isEmpty();
        assertThat(GoMemory.ofMetrics(
                        MetricsText.of(PAGE.replace("3.1e+07", "NaN").getBytes(UTF_8))))
                .isEmpty();
    }

    @Test
    void gogc_counts_unless_a_memory_limit_sets_the_goal() {
        String gogc = PAGE + "go_gc_gogc_percent 100\n";
        assertThat(live(gogc + "go_gc_gomemlimit_bytes 9.223372036854776e+18\n"))
                .hasValue(20_000_000);
        assertThat(live(gogc + "go_gc_gomemlimit_bytes 5e+08\n")).isEmpty();
        assertThat(live(PAGE)).isEmpty();
    }

    private static OptionalLong live(String page) {
        return GoMemory.ofMetrics(MetricsText.of(page.getBytes(UTF_8)))
                .orElseThrow()
                .liveByGoal();
    }

    @Test
    void statistics_come_from_the_trailer_of_a_text_profile() {
        MemStats trailer = new MemStats(Map.of(
                "HeapAlloc", new Int(1),
                "HeapInuse", new Int(2),
                "HeapIdle", new Int(3),
                "HeapReleased", new Int(4),
                "Stack", new Pair(7, 8),
                "Sys", new Int(5),
                "NextGC", new Int(6)));
        assertThat(GoMemory.ofTrailer(trailer)).contains(new GoMemory(1, 2, 3, 4, 7, 5, 6, OptionalLong.empty()));
    }
}
