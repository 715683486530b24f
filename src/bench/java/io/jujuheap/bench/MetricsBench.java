// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A scrape of the sidecar beside one of node_exporter, which is on most machines already. */
final class MetricsBench implements Bench {
    private static final int SCRAPES = 10_000;
    private static final int TURNS = 7;

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public String title() {
        return SCRAPES
                + " scrapes of /metrics by 50 at a time, beside prometheus-node-exporter; processor time of one scrape"
                + " beside client_golang with the same series";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        Path folder = workspace.folder();
        int port = Ports.free();
        Process exporter = nodeExporter(port, folder.resolve("node-exporter.log"));
        try (GoAgent agent = GoAgent.on(
                        new SocketFile(folder.resolve("metrics.socket")), "-freeze", "-max-lifetime", "20m");
                ServerProcess sidecar =
                        SidecarProgram.onJava17().start(agent, folder, "metrics", "--collect.interval=1h")) {
            String ours = sidecar.address() + "/metrics";
            String peers = "http://127.0.0.1:" + port + "/metrics";
            Load.of(workspace, ours, peers, "-rounds=1", "-requests=500", "-clients=50");
            int asked = agent.requests().size();
            double resident = sidecar.residentMegabytes();
            double descriptors = sidecar.descriptors();
            Load load = Load.of(workspace, ours, peers, "-rounds=10", "-requests=" + SCRAPES / 10, "-clients=50");
            List<Row> rows = new ArrayList<>(List.of(
                    new Row("median", "ms", load.ours().median(), load.peers().median(), Budget.ratio(1)),
                    new Row(
                            "99th percentile",
                            "ms",
                            load.ours().p99(),
                            load.peers().p99(),
                            Optional.empty()),
                    alone(
                            "requests to the agent that they caused",
                            "",
                            agent.requests().size() - asked,
                            0),
                    alone("resident memory that they added", "MB", sidecar.residentMegabytes() - resident, 5),
                    alone("descriptors that they left open", "", sidecar.descriptors() - descriptors, 1)));
            rows.addAll(processorTime(workspace, sidecar));
            return rows;
        } finally {
            exporter.destroy();
            exporter.waitFor();
        }
    }

    /** In turns of a thousand scrapes, after so many that the sidecar's Java has compiled what a scrape needs, and before. */
    private static List<Row> processorTime(Workspace workspace, ServerProcess sidecar) throws Exception {
        Path series = workspace.folder().resolve("metrics.txt");
        Files.writeString(series, sidecar.text("/metrics"));
        List<String> command = List.of(GoProgram.EXPORTER.path().toString(), "-max-lifetime=20m", series.toString());
        try (ServerProcess peer = new ServerProcess(command, workspace.folder().resolve("exporter.log"))) {
            Row soon = processorTime(workspace, sidecar, peer, "after 12,000", Optional.empty());
            Load.of(
                    workspace,
                    sidecar.address() + "/metrics",
                    peer.address() + "/metrics",
                    "-rounds=1",
                    "-requests=20000");
            return List.of(
                    soon, processorTime(workspace, sidecar, peer, "after 40,000", Optional.of(Budget.ratio(2.5))));
        }
    }

    private static Row processorTime(
            Workspace workspace, ServerProcess sidecar, ServerProcess peer, String when, Optional<Budget> budget)
            throws IOException, InterruptedException {
        double[] ours = new double[TURNS];
        double[] peers = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            ours[turn] = microsOfAScrape(workspace, sidecar);
            peers[turn] = microsOfAScrape(workspace, peer);
        }
        return new Row(
                "processor time of one, " + when + " scrapes, beside client_golang",
                "µs CPU",
                Median.of(ours),
                Median.of(peers),
                budget);
    }

    private static double microsOfAScrape(Workspace workspace, ServerProcess server)
            throws IOException, InterruptedException {
        int scrapes = 1_000;
        double before = server.cpuMillis();
        Load.alone(workspace, server.address() + "/metrics", "-rounds=1", "-requests=" + scrapes);
        return (server.cpuMillis() - before) * 1_000 / scrapes;
    }

    private static Row alone(String what, String unit, double figure, double most) {
        return new Row(what, unit, figure, Double.NaN, Budget.figure(most));
    }

    private static Process nodeExporter(int port, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "prometheus-node-exporter",
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.max-requests=0") // By default it refuses more than 40 at a time.
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Ports.awaitListener(port);
            return process;
        } catch (IOException e) {
            process.destroy();
            throw new IOException("node_exporter did not start: see " + log, e);
        }
    }
}
