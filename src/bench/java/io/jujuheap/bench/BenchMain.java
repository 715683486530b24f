// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code make bench [BENCH="NAME…"]}: every row of the design's §9 beside its peer, on this machine, in one run. Prints
 * the tables and writes {@code target/bench.json}, and of all that it holds a page, {@code target/bench.md}.
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

    private BenchMain() {}

    /** Runs the benches of these names, all when there are none. */
    public static void main(String[] names) throws Exception {
        Workspace workspace = new Workspace();
        Results results = new Results(workspace.results());
        for (Bench bench : chosen(names)) {
            System.out.println(bench.name() + ": " + bench.title());
            List<Row> rows = bench.run(workspace);
            System.out.println(Table.of(rows));
            results.put(bench, rows);
            results.write();
        }
        System.out.println("written: " + workspace.results());
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
