// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.GoProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A profile through the sidecar beside one through Go's own reverse proxy, from the same socket. */
final class LatencyBench implements Bench {
    private static final int PLENTY = 20_000;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "/debug/pprof/heap through the sidecar, beside Go's httputil reverse proxy on the same socket";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.addAll(rows(workspace, "20,000 stacks", PLENTY, 1.2, Optional.of(Budget.ratio(1 / 0.9))));
        rows.addAll(rows(workspace, "a tiny heap", 0, 1.5, Optional.empty()));
        return rows;
    }

    private static List<Row> rows(
            Workspace workspace, String what, int stacks, double most, Optional<Budget> throughput)
            throws IOException, InterruptedException {
        Path folder = workspace.folder();
        try (GoAgent agent = Workspace.agent(folder.resolve("latency.socket"), stacks);
                ServerProcess proxy = proxy(agent, folder);
                ServerProcess sidecar =
                        SidecarProgram.onJava17().start(agent, folder, "latency", "--collect.interval=1h")) {
            String ours = sidecar.address() + "/debug/pprof/heap";
            String peers = proxy.address() + "/debug/pprof/heap";
            // Answers are shared for a second: longer pauses make each request go to the agent.
            Load anew = Load.of(workspace, ours, peers, "-rounds=15", "-requests=2", "-pause=1100ms");
            Load busy = Load.of(workspace, ours, peers, "-rounds=3", "-requests=100", "-clients=8");
            return List.of(
                    new Row(
                            what + ", median of requests that each ask the agent",
                            "ms",
                            anew.ours().median(),
                            anew.peers().median(),
                            Budget.ratio(most)),
                    new Row(
                            what + ", median of eight clients who do not pause",
                            "ms",
                            busy.ours().median(),
                            busy.peers().median(),
                            Budget.ratio(most)),
                    new Row(
                            what + ", time for each of their requests",
                            "ms",
                            busy.ours().share(),
                            busy.peers().share(),
                            throughput));
        }
    }

    private static ServerProcess proxy(GoAgent agent, Path folder) throws IOException, InterruptedException {
        return new ServerProcess(
                List.of(
                        GoProgram.PROXY.path().toString(),
                        "-max-lifetime=20m",
                        "-socket=" + agent.socketFile().path()),
                folder.resolve("proxy.log"));
    }
}
