// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.GoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the verdicts on real Go heaps of known truth at a floor, and prints how right they are. */
class LeakBenchTest {
    /** Scenarios on which nothing was tuned: a third of all. */
    private static final Set<String> HELD_OUT = Set.of(
            "same-site",
            "diurnal-leak",
            "batch-leak",
            "restart-leak",
            "lru-cache",
            "ramp-load",
            "slow-oscillation",
            "backlog",
            "high-water");

    @TempDir
    Path directory;

    @Test
    void a_few_series_are_judged_rightly() throws Exception {
        Bench bench = run("steady,under-churn,late-start,goroutines,churn,sawtooth,cache-fill,diurnal", 1, 1);

        assertThat(bench.shareFound(false)).isGreaterThanOrEqualTo(0.75);
        assertThat(bench.shareWithoutAlarm(false)).isGreaterThanOrEqualTo(0.75);
    }

    /** {@code -Dleakbench.seeds} and {@code -Dleakbench.firstSeed} choose others; takes a quarter of an hour. */
    @Test
    @Tag("long")
    void all_scenarios_are_judged_rightly() throws Exception {
        Bench bench = run("", Integer.getInteger("leakbench.seeds", 20), Integer.getInteger("leakbench.firstSeed", 1));
        String table = bench.table();
        System.out.println(table);
        Files.writeString(Path.of("target", "leak-bench.txt"), table);

        assertThat(bench.shareFound(false)).as("leaks found, of those tuned on").isGreaterThanOrEqualTo(0.95);
        assertThat(bench.shareWithoutAlarm(false))
                .as("controls without alarm, of those tuned on")
                .isGreaterThanOrEqualTo(0.98);
    }

    private Bench run(String scenarios, int seeds, int firstSeed) throws Exception {
        Process process = new ProcessBuilder(
                        GoProgram.LEAK_BENCH.path().toString(),
                        "-out",
                        directory.toString(),
                        "-scenarios",
                        scenarios,
                        "-seeds",
                        String.valueOf(seeds),
                        "-first-seed",
                        String.valueOf(firstSeed))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as("exit code of leakbench").isZero();
        Bench bench = new Bench();
        for (Path file : files()) {
            bench.add(BenchSeries.read(file));
        }
        return bench;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static final class Bench {
        private final Map<String, Row> rows = new TreeMap<>();
        private final List<String> mistakes = new ArrayList<>();

        void add(BenchSeries series) {
            BenchSeries.Outcome outcome = series.judge(LeakAnalysis.verdicts(series.series()));
            rows.computeIfAbsent(series.scenario(), name -> new Row(series.isLeak()))
                    .add(outcome);
            if (outcome.falseAlarm() || series.isLeak() != outcome.found()) {
                mistakes.add(series.scenario() + ", seed " + series.seed() + ": named " + outcome.named());
            }
        }

        /** Of the series that leak, the share whose leak comes first in the list. */
        double shareFound(boolean heldOut) {
            return share(heldOut, true, row -> row.found);
        }

        /** Of the series that do not leak, the share in which nothing is said to. */
        double shareWithoutAlarm(boolean heldOut) {
            return share(heldOut, false, row -> row.count - row.alarms);
        }

        private double share(boolean heldOut, boolean leaks, ToIntFunction<Row> right) {
            int all = 0;
            int good = 0;
            for (Map.Entry<String, Row> row : rows.entrySet()) {
                if (HELD_OUT.contains(row.getKey()) == heldOut && row.getValue().isLeak == leaks) {
                    all += row.getValue().count;
                    good += right.applyAsInt(row.getValue());
                }
            }
            return all == 0 ? 1 : (double) good / all;
        }

        String table() {
            StringBuilder table = new StringBuilder();
            for (boolean heldOut : new boolean[] {false, true}) {
                table.append(heldOut ? "\nheld out\n" : "tuned on\n");
                rows.forEach((name, row) -> {
                    if (HELD_OUT.contains(name) == heldOut) {
                        table.append(row.line(name));
                    }
                });
                table.append(String.format(
                        "leaks found first %.1f %%, controls without alarm %.1f %%%n",
                        100 * shareFound(heldOut), 100 * shareWithoutAlarm(heldOut)));
            }
            mistakes.forEach(mistake -> table.append("wrong: ").append(mistake).append('\n'));
            return table.toString();
        }
    }

    private static final class Row {
        private final boolean isLeak;
        private int count;
        private int found;
        private int alarms;

        Row(boolean isLeak) {
            this.isLeak = isLeak;
        }

        void add(BenchSeries.Outcome outcome) {
            count++;
            found += outcome.found() ? 1 : 0;
            alarms += outcome.falseAlarm() ? 1 : 0;
        }

        String line(String name) {
            return isLeak
                    ? String.format(
                            "  %-18s leak     %3d series  found %3d  false alarms %3d%n", name, count, found, alarms)
                    : String.format("  %-18s control  %3d series             false alarms %3d%n", name, count, alarms);
        }
    }
}
