// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the sidecar takes of a machine: resident memory, threads, time to start. It has no peer but the design. */
final class FootprintBench implements Bench {
    private static final int STACKS = 10_000;
    private static final int STARTS = 7;
    private static final Path OPTIONS =
            Path.of("src", "main", "jvm", "service.options").toAbsolutePath();
    private static final Path JAR = Path.of("target", "juju-heap.jar").toAbsolutePath();

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String title() {
        return "the sidecar on an agent of " + STACKS + " stacks, after its start and after 1,000 mixed requests";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        Path folder = workspace.folder();
        Path socket = folder.resolve("footprint.socket");
        List<Row> rows = new ArrayList<>();
        try (GoAgent agent = GoAgent.on(
                new SocketFile(socket), "-stacks", Integer.toString(STACKS), "-freeze", "-max-lifetime", "20m")) {
            Program charm = charm(workspace);
            rows.addAll(rows("the charm's Java 17", charm, agent, folder, true));
            for (InstalledJava java : InstalledJava.oneOfEach(25)) {
                rows.addAll(rows(
                        "Java " + java.release(),
                        new Program(java.home().resolve("bin/java"), JAR),
                        agent,
                        folder,
                        false));
            }
        }
        return rows;
    }

    /** A Java and the jar it runs. */
    private record Program(Path java, Path jar) {}

    /** The charm as it is deployed, unpacked. */
    private static Program charm(Workspace workspace) throws IOException, InterruptedException {
        Path charm = workspace.folder().resolve("juju-heap.charm");
        Path unpacked = workspace.folder().resolve("charm");
        Path here = Path.of("").toAbsolutePath();
        workspace.run(here, "charm/build", JAR.toString(), charm.toString());
        workspace.run(here, "rm", "-rf", unpacked.toString());
        workspace.run(here, "unzip", "-q", charm.toString(), "-d", unpacked.toString());
        return new Program(unpacked.resolve("runtime/bin/java"), unpacked.resolve("lib/juju-heap.jar"));
    }

    private static List<Row> rows(String what, Program program, GoAgent agent, Path folder, boolean hasBudget)
            throws IOException, InterruptedException {
        Path classes = folder.resolve("footprint.classes");
        Path archive = folder.resolve("footprint.jsa");
        Files.deleteIfExists(archive);
        try (Serving rehearsal = start(program, agent, folder, "-XX:DumpLoadedClassList=" + classes)) {
            mixedRequests(rehearsal);
        }
        int code = new ProcessBuilder(
                        program.java().toString(),
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:disable",
                        "-jar",
                        program.jar().toString())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("no class archive could be made with " + program.java());
        }
        String use = "-XX:SharedArchiveFile=" + archive;
        List<Row> rows = new ArrayList<>();
        try (Serving sidecar = start(program, agent, folder, use)) {
            Thread.sleep(2_000);
            rows.add(row(what + ", resident after the start", "MB", sidecar.residentMegabytes(), Optional.empty()));
            mixedRequests(sidecar);
            rows.add(row(
                    what + ", resident after the requests", "MB", sidecar.residentMegabytes(), budget(72, hasBudget)));
            rows.add(row(what + ", threads", "", sidecar.threads(), Optional.empty()));
        }
        rows.add(row(
                what + ", start to first answer",
                "ms",
                start(program, agent, folder, use, STARTS),
                budget(350, hasBudget)));
        rows.add(row(
                what + ", the same without archive",
                "ms",
                start(program, agent, folder, "-XX:-UsePerfData", STARTS),
                Optional.empty()));
        return rows;
    }

    private static Row row(String what, String unit, double figure, Optional<Budget> budget) {
        return new Row(what, unit, figure, Double.NaN, budget);
    }

    private static Optional<Budget> budget(double figure, boolean has) {
        return has ? Optional.of(Budget.figure(figure)) : Optional.empty();
    }

    private static double start(Program program, GoAgent agent, Path folder, String option, int times)
            throws IOException, InterruptedException {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            try (Serving sidecar = start(program, agent, folder, option)) {
                millis[i] = sidecar.startMillis();
            }
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    private static Serving start(Program program, GoAgent agent, Path folder, String option)
            throws IOException, InterruptedException {
        return new Serving(
                List.of(
                        program.java().toString(),
                        "@" + OPTIONS,
                        option,
                        "-jar",
                        program.jar().toString(),
                        "serve",
                        "--web.listen-address=127.0.0.1:0",
                        "--agent.socket=unix:" + agent.socketFile().path(),
                        "--collect.interval=5s",
                        "--store.path=" + folder.resolve("footprint-store")),
                folder.resolve("footprint.log"));
    }

    /** What a machine with Prometheus, a profiler that scrapes, and somebody at the page asks for. */
    private static void mixedRequests(Serving sidecar) throws IOException, InterruptedException {
        for (int i = 0; i < 900; i++) {
            sidecar.get("/metrics");
        }
        for (int i = 0; i < 40; i++) {
            sidecar.get("/debug/pprof/heap");
            sidecar.get("/debug/heap?format=json");
        }
        for (int i = 0; i < 10; i++) {
            sidecar.get("/api/v1/top");
            sidecar.get("/api/v1/flamegraph");
        }
    }
}
