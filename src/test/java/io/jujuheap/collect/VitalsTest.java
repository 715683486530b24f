// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.memory.MetricsText;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VitalsTest {
    private static Vitals parse(String text) {
        return Vitals.of(MetricsText.of(text.getBytes(UTF_8)), "");
    }

    @Test
    void reads_the_lines_that_matter() {
        Vitals vitals = parse(
                """
                # HELP go_gc_duration_seconds A summary.
                go_gc_duration_seconds{quantile="0"} 3.6e-05
                go_gc_duration_seconds_sum 0.0008
                go_gc_duration_seconds_count 42
                go_memstats_heap_alloc_bytes 1.234567e+06
                process_resident_memory_bytes 2.1e+07
                process_start_time_seconds 1.79536e+09
                """);

        assertThat(vitals.gcCount()).hasValue(42);
        assertThat(vitals.residentBytes()).hasValue(21_000_000);
        assertThat(vitals.started()).contains(Instant.ofEpochSecond(1_795_360_000));
    }

    @Test
    void knows_nothing_from_anything_else() {
        for (String text : new String[] {
            "",
            "<html>",
            "\ngo_gc_duration_seconds_count NaN\n",
            "\ngo_gc_duration_seconds_count x",
            "\nprocess_start_time_seconds 1e300\n",
            "\ngo_gc_duration_seconds_count -1\n",
            "\ngo_gc_duration_seconds_count " + "9".repeat(200)
        }) {
            assertThat(parse(text)).as(text).isEqualTo(Vitals.UNKNOWN);
        }
    }
}
