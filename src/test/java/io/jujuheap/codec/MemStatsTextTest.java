// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.MemStats;
import io.jujuheap.profile.MemStats.Bool;
import io.jujuheap.profile.MemStats.Decimal;
import io.jujuheap.profile.MemStats.Int;
import io.jujuheap.profile.MemStats.Pair;
import io.jujuheap.profile.MemStats.Series;
import io.jujuheap.profile.MemStats.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemStatsTextTest {
    private static final String TRAILER =
            """
            # runtime.MemStats
            # Alloc = 3822832
            # Stack = 196608 / 196607
            # NextGC = 18446744073709551615
            # PauseNs = [12098 5038 0]
            # PauseEnd = []
            # GCCPUFraction = 1.5e-05
            # Huge = 1e999
            # Zero = 0
            # EnableGC = true
            # GOGC = off, or so
            # DebugGC = false
            """;

    @Test
    void keeps_every_key_with_the_type_of_its_text() {
        assertThat(parse(TRAILER).values())
                .containsEntry("Alloc", new Int(3822832))
                .containsEntry("Stack", new Pair(196608, 196607))
                .containsEntry("PauseNs", new Series(List.of(12098L, 5038L, 0L)))
                .containsEntry("PauseEnd", new Series(List.of()))
                .containsEntry("GCCPUFraction", new Decimal(1.5e-05))
                .containsEntry("Huge", new Text("1e999"))
                .containsEntry("Zero", new Int(0))
                .containsEntry("EnableGC", new Bool(true))
                .containsEntry("GOGC", new Text("off, or so"))
                .containsEntry("DebugGC", new Bool(false));
    }

    @Test
    void unsigned_numbers_stop_at_the_end_of_a_long() {
        assertThat(parse(TRAILER).number("NextGC")).hasValue(Long.MAX_VALUE);
    }

    @Test
    void keeps_the_order_of_the_text() {
        assertThat(parse(TRAILER).values().keySet()).startsWith("Alloc", "Stack", "NextGC");
    }

    @Test
    void what_is_formatted_parses_as_the_same() {
        MemStats memStats = parse(TRAILER);
        assertThat(parse(MemStatsText.format(memStats))).isEqualTo(memStats);
    }

    @Test
    void is_whole_only_with_its_last_key() {
        assertThat(MemStatsText.isWhole(parse(TRAILER))).isTrue();
        assertThat(MemStatsText.isWhole(parse("# Alloc = 1\n"))).isFalse();
        assertThat(MemStatsText.isWhole(parse("# DebugGC = fals\n"))).isFalse();
    }

    private static MemStats parse(String text) {
        return MemStatsText.parse(text.lines().toList());
    }
}
