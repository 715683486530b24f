// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the verdicts on real Go heaps of known truth at a floor. {@code make bench BENCH=leaks} prints the same. */
class LeakBenchTest {
    @TempDir
    Path directory;

    @Test
    void a_few_series_are_judged_rightly() throws Exception {
        LeakBench bench = LeakBench.run(
                directory, "steady,under-churn,late-start,goroutines,churn,sawtooth,cache-fill,diurnal", 1, 1, 1);

        assertThat(bench.shareFound(ScenarioSet.TUNED)).as(bench.table()).isGreaterThanOrEqualTo(0.75);
        assertThat(bench.shareWithoutAlarm(ScenarioSet.TUNED)).as(bench.table()).isGreaterThanOrEqualTo(0.75);
    }

    /** {@code -Dleakbench.seeds} and {@code -Dleakbench.firstSeed} choose others. */
    @Test
    @Tag("long")
    void all_scenarios_are_judged_rightly() throws Exception {
        LeakBench bench = LeakBench.run(
                LeakBench.kept(),
                "",
                Integer.getInteger("leakbench.seeds", LeakBench.SEEDS),
                Integer.getInteger("leakbench.firstSeed", 1),
                1);
        System.out.println(bench.table());
        Files.writeString(Path.of("target", "leak-bench.txt"), bench.table());

        for (ScenarioSet set : ScenarioSet.values()) {
            assertThat(bench.shareFound(set)).as(set.title()).isGreaterThanOrEqualTo(LeakBench.leastFound(set));
            assertThat(bench.shareWithoutAlarm(set))
                    .as(set.title())
                    .isGreaterThanOrEqualTo(LeakBench.leastWithoutAlarm(set));
        }
        assertThat(bench.shareOfRatesCovered()).isBetween(0.92, 0.99);
        assertThat(bench.shareOfLimitsCovered()).isBetween(0.9, 0.99);
    }

    @Test
    @Tag("long")
    void leaks_that_were_held_out_are_found_when_they_are_watched_twice_as_long() throws Exception {
        LeakBench bench = LeakBench.ofLeaksHeldOutWatchedTwiceAsLong(LeakBench.SEEDS);
        System.out.println(bench.table());

        assertThat(bench.shareFound(ScenarioSet.HELD_OUT))
                .as(bench.table())
                .isGreaterThanOrEqualTo(LeakBench.LEAST_FOUND);
    }
}
