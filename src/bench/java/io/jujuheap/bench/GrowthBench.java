// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.report.Top;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Origin;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.snapshot.Trigger;
import io.jujuheap.testkit.GoAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How cost grows with what there is much of. Each row's figure should grow no faster than what it counts. */
final class GrowthBench implements Bench {
    private static final int ROUNDS = 9;
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Row> rows = new ArrayList<>();

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "how cost grows: stacks of a profile, snapshots of a store, scrapers of a sidecar, agents of a machine";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        rows.clear();
        for (int stacks : new int[] {1_000, 3_000, 10_000, 30_000, 100_000}) {
            byte[] profile = Files.readAllBytes(workspace.profile(stacks, "pb.gz"));
            add(stacks + " stacks, read and top", "ms", medianMillis(() -> top(profile)));
        }
        // In memory: what starting costs the processor is of interest, not how fast this disk syncs.
        Path stores = Files.createTempDirectory(Path.of("/dev/shm"), "juju-heap-growth");
        for (int snapshots : new int[] {100, 1_000, 10_000, 50_000}) {
            Path store = stores.resolve(Integer.toString(snapshots));
            fill(store, snapshots);
            add(snapshots + " snapshots, start of the store", "ms", medianMillis(() -> open(store)));
        }
        workspace.run(stores, "rm", "-rf", stores.toString());
        sidecars(workspace);
        return List.copyOf(rows);
    }

    private void add(String what, String unit, double figure) {
        rows.add(new Row(what, unit, figure, Double.NaN, Optional.empty()));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double medianMillis(Work work) throws Exception {
        double[] millis = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            work.run();
            millis[Math.floorMod(round, ROUNDS)] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[ROUNDS / 2];
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

    private static void fill(Path directory, int snapshots) throws IOException {
        try (SnapshotStore store = open0(directory)) {
            for (int i = 0; i < snapshots; i++) {
                Instant taken = FIRST.plus(Duration.ofMinutes(i));
                store.store(
                        new Capture("machine-0", taken, Trigger.TIMER, new Origin(1, FIRST, i, 1)),
                        new byte[] {1, 2, 3},
                        new byte[0]);
            }
        }
    }

    private static SnapshotStore open0(Path directory) throws IOException {
        Files.createDirectories(directory);
        return SnapshotStore.open(directory, everything(), bytes -> Optional.empty());
    }

    private static void open(Path directory) throws IOException {
        open0(directory).close();
    }

    private void sidecars(Workspace workspace) throws Exception {
        Path data = Files.createTempDirectory("juju-heap-growth");
        List<GoAgent> agents = new ArrayList<>();
        try {
            for (int count : new int[] {1, 2, 4, 8}) {
                while (agents.size() < count) {
                    Path socket = data.resolve("agents/machine-" + agents.size() + "/introspection.socket");
                    agents.add(GoAgent.on(
                            new SocketFile(socket),
                            "-stacks",
                            "2000",
                            "-rate",
                            "1",
                            "-freeze",
                            "-max-lifetime",
                            "20m"));
                }
                try (Serving sidecar = sidecar(data, workspace)) {
                    Thread.sleep(4_000);
                    for (int i = 0; i < 200; i++) {
                        sidecar.get("/metrics");
                    }
                    add(count + " agents, resident", "MB", sidecar.residentMegabytes());
                    add(count + " agents, a scrape", "ms", medianMillis(() -> sidecar.get("/metrics")));
                }
            }
            try (Serving sidecar = sidecar(data, workspace)) {
                for (int scrapers : new int[] {1, 10, 50, 200}) {
                    add(
                            scrapers + " scrapers at once, all answered",
                            "ms",
                            medianMillis(() -> sidecar.getAll("/metrics", scrapers)));
                }
            }
        } finally {
            for (GoAgent agent : agents) {
                agent.close();
            }
            workspace.run(data, "rm", "-rf", data.toString());
        }
    }

    private static Serving sidecar(Path data, Workspace workspace) throws IOException, InterruptedException {
        return SidecarProgram.onJava17()
                .start(workspace.folder(), "growth", "--agent.data-dir=" + data, "--collect.interval=2s");
    }
}
