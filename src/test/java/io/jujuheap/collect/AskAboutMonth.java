// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.LeakReport;
import io.jujuheap.leak.SiteVerdict;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Opens a store as the sidecar does and asks for the trend and the verdicts, twice each; says how long they took. */
final class AskAboutMonth {
    private AskAboutMonth() {}

    public static void main(String[] arguments) throws Exception {
        try (SnapshotStore store =
                SnapshotStore.open(Path.of(arguments[0]), Retention.DEFAULT, bytes -> Optional.empty())) {
            ProfileReader reader = ProfileReader.withLimits(Limits.DEFAULT);
            SnapshotHistory history = new SnapshotHistory(store.archive(), reader, store::summarise);
            for (String round : new String[] {"first", "again"}) {
                Trend trend = timed(
                        round, "trend", () -> history.trend(MonthOfSnapshots.AGENT, Instant.EPOCH, Instant.MAX, 5));
                LeakReport report = timed(round, "verdicts", () -> history.series(MonthOfSnapshots.AGENT)
                                .map(LeakAnalysis::verdicts))
                        .orElseThrow();
                System.out.println("points " + trend.points().size() + ", leaks "
                        + report.leaks().stream().map(SiteVerdict::function).toList());
            }
        }
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.println("peak of the heap " + (peak >> 20) + " MB");
    }

    private static <T> T timed(String round, String name, Callable<T> question) throws Exception {
        long start = System.nanoTime();
        T answer = question.call();
        System.out.println(round + " " + name + " " + (System.nanoTime() - start) / 1_000_000 + " ms");
        return answer;
    }
}
