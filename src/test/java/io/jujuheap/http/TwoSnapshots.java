// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.GoProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sidecar with two snapshots of a real Go agent that leaks, and their files for {@code go tool pprof}. */
final class TwoSnapshots implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final GoAgent agent;
    private final RunningSidecar sidecar;
    private final String older;
    private final String newer;

    /** @param folder takes the agent's socket and the files */
    TwoSnapshots(Path folder) throws Exception {
        this.folder = folder;
        agent = GoAgent.on(
                new SocketFile(folder.resolve("introspection.socket")), "-workload", "leak,churn", "-rate", "512");
        sidecar = RunningSidecar.of(agent.socketFile());
        older = snapshot(olderFile(), "");
        Thread.sleep(1500); // for the leak to grow, and until what was fetched is no longer fresh
        newer = snapshot(newerFile(), "?gc=true");
    }

    private String snapshot(String file, String parameters) throws Exception {
        String id = json("POST", "/api/v1/snapshots" + parameters).path("id").asText();
        Files.write(Path.of(file), sidecar.get("/api/v1/snapshots/" + id).body());
        return id;
    }

    JsonNode json(String method, String path) throws Exception {
        return JSON.readTree(RunningSidecar.text(sidecar.send(method, path, "X-Juju-Heap", "1")));
    }

    RunningSidecar sidecar() {
        return sidecar;
    }

    String older() {
        return older;
    }

    String newer() {
        return newer;
    }

    String olderFile() {
        return folder.resolve("older.pb.gz").toString();
    }

    String newerFile() {
        return folder.resolve("newer.pb.gz").toString();
    }

    /** Returns what {@code go tool pprof} prints. */
    static String pprof(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(GoProgram.go().toString(), "tool", "pprof", "-symbolize=none"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Override
    public void close() throws Exception {
        sidecar.close();
        agent.close();
    }
}
