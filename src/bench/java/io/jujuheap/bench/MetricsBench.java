// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A scrape of the sidecar beside one of node_exporter, which is on most machines already. */
final class MetricsBench implements Bench {
    private static final int SCRAPES = 10_000;

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public String title() {
        return SCRAPES + " scrapes of /metrics by 50 at a time, beside prometheus-node-exporter";
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
            return List.of(
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
                    alone("descriptors that they left open", "", sidecar.descriptors() - descriptors, 1));
        } finally {
            exporter.destroy();
            exporter.waitFor();
        }
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
