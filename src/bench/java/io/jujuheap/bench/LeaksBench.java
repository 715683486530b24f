// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.leak.LeakBench;
import io.jujuheap.leak.ScenarioSet;
import java.util.ArrayList;
import java.util.List;

/** How often the verdicts on leaks are wrong. It has no peer, because other tools give no verdicts. */
final class LeaksBench implements Bench {
    @Override
    public String name() {
        return "leaks";
    }

    @Override
    public String title() {
        return "wrong verdicts on the heaps of Go programs of known truth, " + LeakBench.SEEDS
                + " series of each scenario; the first time it takes a quarter of an hour to write them";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        LeakBench bench = LeakBench.run(LeakBench.kept(), "", LeakBench.SEEDS, 1, 1);
        System.out.println(bench.table());
        List<Row> rows = new ArrayList<>();
        for (ScenarioSet set : ScenarioSet.values()) {
            rows.addAll(rows(bench, set));
        }
        LeakBench patient = LeakBench.ofLeaksHeldOutWatchedTwiceAsLong(LeakBench.SEEDS);
        System.out.println("watched twice as long\n" + patient.table());
        rows.add(missed(patient, ScenarioSet.HELD_OUT, ", scenarios held out at first, watched twice as long"));
        return rows;
    }

    private static List<Row> rows(LeakBench bench, ScenarioSet set) {
        String which = ", scenarios " + set.title();
        return List.of(
                missed(bench, set, which),
                new Row(
                        "series without a leak that are said to leak" + which,
                        "%",
                        100 * (1 - bench.shareWithoutAlarm(set)),
                        Double.NaN,
                        Budget.figure(100 * (1 - LeakBench.leastWithoutAlarm(set)))));
    }

    private static Row missed(LeakBench bench, ScenarioSet set, String which) {
        return new Row(
                "leaks that are not first in the list" + which,
                "%",
                100 * (1 - bench.shareFound(set)),
                Double.NaN,
                Budget.figure(100 * (1 - LeakBench.leastFound(set))));
    }
}
