// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.leak.LeakBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How often the verdicts on leaks are wrong. There is no peer: nobody else gives one. */
final class LeaksBench implements Bench {
    private static final Budget MOST_MISSED = Budget.figure(100 * (1 - LeakBench.LEAST_FOUND));
    private static final Budget MOST_ALARMED = Budget.figure(100 * (1 - LeakBench.LEAST_WITHOUT_ALARM));

    @Override
    public String name() {
        return "leaks";
    }

    @Override
    public String title() {
        return "wrong verdicts on the heaps of Go programs of known truth, " + LeakBench.SEEDS
                + " series of each scenario; takes a quarter of an hour";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        Path directory = Files.createTempDirectory("juju-heap-leaks");
        try {
            LeakBench bench = LeakBench.run(directory, "", LeakBench.SEEDS, 1);
            System.out.println(bench.table());
            List<Row> rows = new ArrayList<>(rows(bench, false));
            rows.addAll(rows(bench, true));
            return rows;
        } finally {
            delete(directory);
        }
    }

    private static List<Row> rows(LeakBench bench, boolean heldOut) {
        String which = heldOut ? ", scenarios held out of tuning" : ", scenarios tuned on";
        return List.of(
                new Row(
                        "leaks that are not first in the list" + which,
                        "%",
                        100 * (1 - bench.shareFound(heldOut)),
                        Double.NaN,
                        MOST_MISSED),
                new Row(
                        "series without a leak that are said to leak" + which,
                        "%",
                        100 * (1 - bench.shareWithoutAlarm(heldOut)),
                        Double.NaN,
                        MOST_ALARMED));
    }

    private static void delete(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
