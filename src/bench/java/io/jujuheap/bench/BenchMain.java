// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code make bench [BENCH="NAME…"] [RUNS=N]}: every row of the design's §9 beside its peer, on this machine, in one run or
 * in several one after the other, of which the medians count. Prints the tables and writes {@code target/bench.json}, and of
 * all that it holds a page, {@code target/bench.md}.
 */
public final class BenchMain {
    private static final List<Bench> ALL = List.of(
            new ParseBench(),
            new CommandBench(),
            new LatencyBench(),
            new MetricsBench(),
            new FootprintBench(),
            new GrowthBench(),
            new LeaksBench(),
            new PageBench(),
            new CharmBench());

    private static final int RUNS = Integer.getInteger("bench.runs", 1);

    private BenchMain() {}

    /** Runs the benches of these names, all when there are none. */
    public static void main(String[] names) throws Exception {
        List<Bench> benches = chosen(names);
        Workspace workspace = new Workspace();
        Results results = new Results(workspace.results());
        Map<Bench, List<List<Row>>> measured = new LinkedHashMap<>();
        for (int run = 1; run <= RUNS; run++) {
            for (Bench bench : benches) {
                System.out.println(bench.name() + ": " + bench.title());
                long start = System.nanoTime();
                List<Row> rows = bench.run(workspace);
                System.out.println(Table.of(rows));
                System.out.printf("%s, run %d of %d, took %d s%n%n", bench.name(), run, RUNS, seconds(start));
                List<List<Row>> runs = measured.computeIfAbsent(bench, none -> new ArrayList<>());
                runs.add(rows);
                // After each run, so that one that is cut short leaves what there is.
                results.put(bench, medians(runs), runs.size());
                results.write();
            }
        }
        if (RUNS > 1) {
            measured.forEach((bench, runs) -> {
                System.out.println(bench.name() + ", medians of " + runs.size() + " runs: " + bench.title());
                System.out.println(Table.of(medians(runs)));
            });
        }
        System.out.println("written: " + workspace.results());
    }

    private static long seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1_000_000_000;
    }

    /** Row by row; a bench gives the same rows in each run. */
    private static List<Row> medians(List<List<Row>> runs) {
        return IntStream.range(0, runs.get(0).size())
                .mapToObj(row ->
                        Row.median(runs.stream().map(rows -> rows.get(row)).toList()))
                .toList();
    }

    private static List<Bench> chosen(String[] names) {
        List<String> unknown = new ArrayList<>(Arrays.asList(names));
        unknown.removeAll(ALL.stream().map(Bench::name).toList());
        if (!unknown.isEmpty()) {
            System.err.println("make bench: there is no bench " + unknown + ": choose from "
                    + ALL.stream().map(Bench::name).toList());
            System.exit(2);
        }
        return ALL.stream()
                .filter(bench -> names.length == 0 || Arrays.asList(names).contains(bench.name()))
                .toList();
    }
}
