// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.Top;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.testkit.GoAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How cost grows with what there is much of. Each row's figure should grow no faster than what it counts. */
final class GrowthBench implements Bench {
    private static final int ROUNDS = 9;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "how cost grows: stacks of a profile, goroutines of a dump, snapshots of a store, scrapers of a sidecar,"
                + " agents of a machine";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        List<Row> rows = new ArrayList<>(stacks(workspace));
        rows.addAll(goroutines());
        rows.addAll(snapshots(workspace));
        Path data = Files.createTempDirectory("juju-heap-growth");
        List<GoAgent> agents = new ArrayList<>();
        try {
            rows.addAll(agents(workspace, data, agents));
            rows.addAll(scrapers(workspace, data));
        } finally {
            for (GoAgent agent : agents) {
                agent.close();
            }
            workspace.run(data, "rm", "-rf", data.toString());
        }
        return rows;
    }

    private static Row row(String what, String unit, double figure) {
        return new Row(what, unit, figure, Double.NaN, Optional.empty());
    }

    private static List<Row> stacks(Workspace workspace) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int stacks : new int[] {1_000, 3_000, 10_000, 30_000, 100_000, 300_000}) {
            byte[] profile = Files.readAllBytes(workspace.profile(stacks, "pb.gz"));
            rows.add(row(stacks + " stacks, read and top", "ms", medianMillis(() -> top(profile))));
        }
        return rows;
    }

    /** Of a dump with {@code debug=2}, the largest of Go's forms, which tells each goroutine by itself. */
    private static List<Row> goroutines() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int goroutines : new int[] {10, 100, 1_000, 10_000, 50_000}) {
            StringBuilder dump = new StringBuilder();
            for (int i = 1; i <= goroutines; i++) {
                dump.append("goroutine ")
                        .append(i)
                        .append(" [chan receive, ")
                        .append(i % 90)
                        .append(" minutes]:\n");
                for (int frame = 0; frame < 10; frame++) {
                    dump.append("main.call").append((i + frame) % 200).append("(0xc000012345, 0x1)\n\t/src/main.go:");
                    dump.append(100 + frame).append(" +0x1d\n");
                }
                dump.append("created by main.start in goroutine 1\n\t/src/main.go:7 +0x9f\n\n");
            }
            byte[] bytes = dump.toString().getBytes(ISO_8859_1);
            rows.add(row(goroutines + " goroutines one by one, read and top", "ms", medianMillis(() -> top(bytes))));
        }
        return rows;
    }

    private static List<Row> snapshots(Workspace workspace) throws Exception {
        List<Row> rows = new ArrayList<>();
        // In memory: what starting costs the processor is of interest, not how fast this disk syncs.
        Path store = Files.createTempDirectory(Path.of("/dev/shm"), "juju-heap-growth");
        int filled = 0;
        for (int snapshots : new int[] {100, 1_000, 10_000, 50_000}) {
            fill(store, filled, snapshots);
            filled = snapshots;
            rows.add(row(snapshots + " snapshots, start of the store", "ms", medianMillis(() -> open(store)
                    .close())));
        }
        workspace.run(store, "rm", "-rf", store.toString());
        return rows;
    }

    /** Starts agents under {@code data}, more and more of them, and leaves them running. */
    private static List<Row> agents(Workspace workspace, Path data, List<GoAgent> agents) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int count : new int[] {1, 2, 4, 8}) {
            while (agents.size() < count) {
                Path home = data.resolve("agents").resolve("machine-" + agents.size());
                agents.add(Workspace.agent(home.resolve("introspection.socket"), 2_000));
            }
            try (ServerProcess sidecar = sidecar(data, workspace)) {
                Thread.sleep(4_000);
                for (int i = 0; i < 200; i++) {
                    sidecar.get("/metrics");
                }
                rows.add(row(count + " agents, resident", "MB", sidecar.residentMegabytes()));
                rows.add(row(count + " agents, a scrape", "ms", medianMillis(() -> sidecar.get("/metrics"))));
            }
        }
        return rows;
    }

    private static List<Row> scrapers(Workspace workspace, Path data) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (ServerProcess sidecar = sidecar(data, workspace)) {
            for (int scrapers : new int[] {1, 10, 50, 200}) {
                rows.add(row(
                        scrapers + " scrapers at once, all answered",
                        "ms",
                        medianMillis(() -> sidecar.getAll("/metrics", scrapers))));
            }
        }
        return rows;
    }

    private interface Work {
        void run() throws Exception;
    }

    /** After as many rounds that are not counted. */
    private static double medianMillis(Work work) throws Exception {
        double[] millis = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            work.run();
            millis[Math.floorMod(round, ROUNDS)] = (System.nanoTime() - start) / 1e6;
        }
        return Median.of(millis);
    }

    private static void top(byte[] profile) throws MalformedProfileException {
        Top.of(ProfileReader.withLimits(Limits.DEFAULT).read(profile), ReportOptions.DEFAULT);
    }

    private static Retention everything() {
        return Retention.DEFAULT
                .withMaxBytes(1L << 40)
                .withMaxSnapshots(1_000_000)
                .withMaxAge(Duration.ofDays(10_000))
                .withMinFreeBytes(0)
                .withTiers(List.of());
    }

    private static void fill(Path directory, int from, int to) throws IOException {
        try (SnapshotStore store = open(directory)) {
            for (int i = from; i < to; i++) {
                Instant taken = FIRST.plus(Duration.ofMinutes(i));
                store.store(
                        new Capture("machine-0", taken, Trigger.TIMER, new Origin(1, FIRST, i, 1)),
                        new byte[] {1, 2, 3},
                        new byte[0]);
            }
        }
    }

    private static SnapshotStore open(Path directory) throws IOException {
        Files.createDirectories(directory);
        return SnapshotStore.open(directory, everything(), bytes -> Optional.empty());
    }

    private static ServerProcess sidecar(Path data, Workspace workspace) throws IOException, InterruptedException {
        return SidecarProgram.onJava17()
                .start(workspace.folder(), "growth", "--agent.data-dir=" + data, "--collect.interval=2s");
    }
}
