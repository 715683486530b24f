// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak;

import io.jujuheap.leak.stats.Statistics;
import io.jujuheap.testkit.GoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** How right the verdicts are on series of real Go heaps of known truth, which {@code src/test/go/leakbench} writes. */
public final class LeakBench {
    /** Seeds of each scenario from which on a share is worth printing. */
    public static final int SEEDS = 10;

    /** Of the leaks, at least this share has to be first in the list, and be all that is in it; some are at the edge. */
    public static final double LEAST_FOUND = 0.93;

    /** Of the series without a leak, in at least this share nothing may be said to leak. */
    private static final double LEAST_WITHOUT_ALARM = 0.97;

    /** As {@link #LEAST_FOUND}, of the fresh scenarios: 80 % were found at first sight, 84 % since. */
    private static final double LEAST_FOUND_FRESH = 0.75;

    /** As {@link #LEAST_WITHOUT_ALARM}, of the fresh scenarios. */
    private static final double LEAST_WITHOUT_ALARM_FRESH = 0.93;

    private static final Path SOURCES = Path.of("src", "test", "go", "leakbench");

    /** The leaks among them. */
    private static final String LEAKS_HELD_OUT = "same-site,diurnal-leak,batch-leak,restart-leak";

    private final Map<String, Row> rows = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private LeakBench() {}

    /**
     * Where series are kept from run to run, so that a change to the verdicts is judged by the same heaps and in a minute. A
     * change to the programs that write them needs new ones, and so does {@code mvn clean}.
     */
    public static Path kept() throws IOException {
        CRC32 sources = new CRC32();
        for (Path file : files(SOURCES)) {
            sources.update(Files.readAllBytes(file));
        }
        return Path.of("target", "leakbench", Long.toHexString(sources.getValue()));
    }

    /**
     * Writes the series that are not there yet, and judges them.
     *
     * @param directory where the series are
     * @param scenarios their names, with commas between; all when empty
     * @param seeds how many series of each scenario
     * @param firstSeed the seed of the first
     * @param times how many times as long as planned each program is watched, 1 at least
     */
    public static LeakBench run(Path directory, String scenarios, int seeds, int firstSeed, int times)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        GoProgram.LEAK_BENCH.path().toString(),
                        "-out",
                        directory.toString(),
                        "-scenarios",
                        scenarios,
                        "-seeds",
                        String.valueOf(seeds),
                        "-first-seed",
                        String.valueOf(firstSeed),
                        "-times",
                        String.valueOf(times))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("leakbench ended with code " + process.exitValue() + ": it says why above");
        }
        Set<String> chosen = Set.of(scenarios.split(","));
        LeakBench bench = new LeakBench();
        files(directory).parallelStream()
                .filter(file -> file.toString().endsWith(".zip"))
                .map(BenchSeries::read)
                .filter(series -> scenarios.isEmpty() || chosen.contains(series.scenario()))
                .filter(series -> series.seed() >= firstSeed && series.seed() < firstSeed + seeds)
                .map(series -> new Judged(series, series.judge()))
                .forEachOrdered(bench::add);
        return bench;
    }

    /**
     * As {@link #run} on some leaks that were held out, each watched for twice as long. The shape of the scenarios lets some of them strike
     * six times only, or end in the one lull of their load that there is: what is missed there should be named later.
     */
    public static LeakBench ofLeaksHeldOutWatchedTwiceAsLong(int seeds) throws IOException, InterruptedException {
        return run(kept().resolve("twice"), LEAKS_HELD_OUT, seeds, 1, 2);
    }

    private record Judged(BenchSeries series, BenchSeries.Outcome outcome) {}

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private void add(Judged judged) {
        BenchSeries series = judged.series();
        BenchSeries.Outcome outcome = judged.outcome();
        rows.computeIfAbsent(series.scenario(), name -> new Row(series.isLeak(), series.set()))
                .add(outcome);
        if (outcome.falseAlarm() || series.isLeak() != outcome.found()) {
            mistakes.add(series.scenario() + ", seed " + series.seed() + ": named " + outcome.named());
        }
    }

    /** Returns the least share of leaks found that is accepted. */
    public static double leastFound(ScenarioSet set) {
        return set == ScenarioSet.FRESH ? LEAST_FOUND_FRESH : LEAST_FOUND;
    }

    /** Returns the least share of quiet controls that is accepted. */
    public static double leastWithoutAlarm(ScenarioSet set) {
        return set == ScenarioSet.FRESH ? LEAST_WITHOUT_ALARM_FRESH : LEAST_WITHOUT_ALARM;
    }

    /** Of the series that leak, the share whose leak comes first in the list. */
    public double shareFound(ScenarioSet set) {
        return share(set, true, row -> row.found);
    }

    /** Of the series that do not leak, the share in which nothing is said to. */
    public double shareWithoutAlarm(ScenarioSet set) {
        return share(set, false, row -> row.count - row.alarms);
    }

    private double share(ScenarioSet set, boolean leaks, ToIntFunction<Row> right) {
        int all = 0;
        int good = 0;
        for (Row row : rows.values()) {
            if (row.set == set && row.isLeak == leaks) {
                all += row.count;
                good += right.applyAsInt(row);
            }
        }
        return all == 0 ? 1 : (double) good / all;
    }

    /** Of the leaks whose true rate is known, the share whose interval covers it. */
    public double shareOfRatesCovered() {
        return (double) sum(row -> row.covered) / Math.max(1, sum(row -> row.rated));
    }

    /** Of the series whose time to a limit is known, the share whose interval covers it. */
    public double shareOfLimitsCovered() {
        return (double) sum(row -> row.limitsCovered) / Math.max(1, sum(row -> row.limits));
    }

    private int sum(ToIntFunction<Row> figure) {
        return rows.values().stream().mapToInt(figure).sum();
    }

    /** By how much too late leaks of a known beginning are said to have begun, as shares of the watch. */
    public double[] lateness() {
        return rows.values().stream()
                .flatMap(row -> row.lateness.stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** A line per scenario, those tuned on first, with all mistakes at the end. */
    public String table() {
        StringBuilder table = new StringBuilder();
        for (ScenarioSet set : ScenarioSet.values()) {
            if (rows.values().stream().noneMatch(row -> row.set == set)) {
                continue;
            }
            table.append(set.title()).append('\n');
            rows.forEach((name, row) -> {
                if (row.set == set) {
                    table.append(row.line(name));
                }
            });
            table.append(String.format(
                    Locale.ROOT,
                    "leaks found first %.1f %%, controls without alarm %.1f %%%n%n",
                    100 * shareFound(set),
                    100 * shareWithoutAlarm(set)));
        }
        table.append(String.format(
                Locale.ROOT,
                "intervals of rates that cover the truth %.1f %% of %d, of times to a limit %.1f %% of %d%n",
                100 * shareOfRatesCovered(),
                sum(row -> row.rated),
                100 * shareOfLimitsCovered(),
                sum(row -> row.limits)));
        double[] lateness = lateness();
        if (lateness.length > 0) {
            table.append(String.format(
                    Locale.ROOT,
                    "beginnings too late by a share of the watch: median %.2f, nine in ten between %.2f and %.2f, of %d%n",
                    Statistics.median(lateness),
                    Statistics.quantile(lateness, 0.05),
                    Statistics.quantile(lateness, 0.95),
                    lateness.length));
        }
        mistakes.forEach(mistake -> table.append("wrong: ").append(mistake).append('\n'));
        return table.toString();
    }

    private static final class Row {
        private final boolean isLeak;
        private final ScenarioSet set;
        private int count;
        private int found;
        private int alarms;
        private int rated;
        private int covered;
        private int limits;
        private int limitsCovered;
        private final List<Double> lateness = new ArrayList<>();

        Row(boolean isLeak, ScenarioSet set) {
            this.isLeak = isLeak;
            this.set = set;
        }

        void add(BenchSeries.Outcome outcome) {
            count++;
            found += outcome.found() ? 1 : 0;
            alarms += outcome.falseAlarm() ? 1 : 0;
            rated += outcome.rated();
            covered += outcome.covered();
            limits += outcome.limit().isPresent() ? 1 : 0;
            limitsCovered += outcome.limit().orElse(false) ? 1 : 0;
            lateness.addAll(outcome.lateness());
        }

        String line(String name) {
            return isLeak
                    ? String.format(
                            "  %-20s leak     %3d series  found %3d  false alarms %3d%n", name, count, found, alarms)
                    : String.format("  %-20s control  %3d series             false alarms %3d%n", name, count, alarms);
        }
    }
}
