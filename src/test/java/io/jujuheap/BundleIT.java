// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Golden;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of two real agents behind a stand-in for the Juju client, and the way back from it. */
class BundleIT {
    /** All names in the reports below, and in the command line. */
    private static final List<String> SECRETS = List.of(
            "mysql",
            "wordpress",
            "payments",
            "prod-eu",
            "alice",
            "10.0.8.3",
            "10.0.8.17",
            "fd42:61a1::5",
            "juju-c3d479-2",
            "db01.example.com",
            "hunter2",
            "f47ac10b-58cc-4372-a567-0e02b2c3d479");

    private static final String ENGINE =
            """
            Dependency Engine Report

            manifolds:
              deployer:
                report:
                  units:
                    workers:
                      mysql/0: {state: started, address: "10.0.8.3:17070"}
                      unit-wordpress-3: {state: stopped}
                inputs: [api-caller]
              api-caller:
                report: {model: payments, model-uuid: f47ac10b-58cc-4372-a567-0e02b2c3d479, host: db01.example.com}
                peers: ["10.0.8.17:17070", "[fd42:61a1::5]:17070", juju-c3d479-2]
                owner: alice@external
            """;

    private static final String LOCK =
            "machine-0:\n  holder: mysql (uniter), holding 3s\n  waiting: [unit-wordpress-3]\n";

    @TempDir
    Path folder;

    private GoAgent start(int machine, String... options) throws Exception {
        Path socket = folder.resolve("far/" + machine + "/agents/machine-" + machine + "/introspection.socket");
        return GoAgent.on(new SocketFile(socket), options);
    }

    @Test
    void holds_what_a_report_needs_says_what_it_lacks_and_names_nothing_when_redacted() throws Exception {
        Path engine = Files.writeString(folder.resolve("engine"), ENGINE);
        Path lock = Files.writeString(folder.resolve("lock"), LOCK);
        Path zip = folder.resolve("report.zip");
        try (GoAgent one =
                        start(0, "-workload", "churn", "-engine", engine.toString(), "-machine-lock", lock.toString());
                GoAgent other = start(1, "-hold", "33554432", "-engine-hangs")) {
            Files.writeString(
                    folder.resolve("far/0/agents/machine-0/agent.conf"),
                    "tag: machine-0\nstatepassword: hunter2\nupgradedToVersion: 3.6.28\n");
            Outcome bundled = run(
                    "bundle",
                    "juju:0",
                    "juju:1",
                    "-m",
                    "alice/prod-eu",
                    "--cpu",
                    "10s",
                    "--redact",
                    "-o",
                    zip.toString());
            assertThat(bundled.code()).as(bundled.err()).isZero();
            assertThat(bundled.err()).contains("not in it: juju ssh took longer than 20 s");
            assertThat(one.requests()).extracting(GoAgent.Request::method).containsOnly("GET");
            assertThat(other.requests()).extracting(GoAgent.Request::uri).contains("/debug/pprof/profile?seconds=10");
        }
        Map<String, byte[]> files = unzipped(zip);
        assertThat(files.keySet())
                .contains(
                        "README.txt",
                        "machine-0/heap.pb.gz",
                        "machine-0/heap.txt",
                        "machine-0/goroutines.pb.gz",
                        "machine-0/goroutines.txt",
                        "machine-0/metrics.txt",
                        "machine-0/memory.json",
                        "machine-0/depengine.txt",
                        "machine-0/machinelock.txt",
                        "machine-0/leaks.txt",
                        "machine-0/flame.html",
                        "machine-1/cpu.pb.gz")
                .doesNotContain("machine-1/depengine.txt", "machine-1/machinelock.txt");
        String readme = new String(files.get("README.txt"), ISO_8859_1);
        assertThat(readme)
                .contains("machine-0 (juju:0, Juju 3.6.28, Go 1.")
                .contains("juju:1 does not tell the version of Juju; juju status does")
                .contains("juju ssh took longer than 20 s", "machine-1/cpu.pb.gz ")
                .contains(files.keySet().stream()
                        .filter(name -> name.contains("/"))
                        .toArray(String[]::new));
        files.forEach((name, bytes) ->
                assertThat(new String(bytes, ISO_8859_1)).as(name).doesNotContain(SECRETS));
        assertThat(new String(files.get("machine-0/depengine.txt"), ISO_8859_1))
                .contains("Dependency Engine Report", "state: started", "api-caller");
        assertThat(new String(files.get("machine-0/versions.txt"), ISO_8859_1)).matches("Juju 3.6.28\nGo 1\\.\\d+.*\n");
        opensAgain(zip);
    }

    /** As a person without juju-heap opens it, and with it. */
    private void opensAgain(Path zip) throws Exception {
        Path unzipped = Files.createDirectories(folder.resolve("unzipped"));
        assertThat(ChildProcess.run(List.of("unzip", "-q", zip.toString(), "-d", unzipped.toString()))
                        .code())
                .isZero();
        String heap = unzipped.resolve("machine-1/heap.pb.gz").toString();
        String pprof = ChildProcess.run(List.of("go", "tool", "pprof", "-symbolize=none", "-top", heap))
                .out();
        assertThat(Golden.tableOf(run("top", zip + ":machine-1").out()))
                .isEqualTo(Golden.tableOf(pprof))
                .contains("main.");
        assertThat(run("top", zip.toString()).err()).contains("holds several agents: choose one, as in ");
        assertThat(run("leaks", zip.toString(), "--agent", "machine-1").out()).contains("No verdict is possible yet");
    }

    @Test
    void without_any_answer_there_is_no_bundle() throws Exception {
        Files.createDirectories(folder.resolve("far/0/agents"));
        Outcome none = run("bundle", "juju:0", "-o", folder.resolve("none.zip").toString());
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err())
                .isEqualTo(
                        "juju-heap bundle: juju ssh 0 failed: there is no Juju agent under /var/lib/juju/agents there\n");
        assertThat(folder.resolve("none.zip")).doesNotExist();
    }

    private Outcome run(String... words) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", Path.of("src/test/resources/juju").toAbsolutePath() + ":" + System.getenv("PATH"));
        environment.put("FAR_SIDE", "as-usual");
        environment.put("FAR_SIDE_DATA", folder.resolve("far").toString());
        environment.put("FAR_SIDE_LOG", folder.resolve("log").toString());
        return Launcher.run(environment, words);
    }

    /** Returns each file of the bundle; those that are gzipped, inflated. */
    private static Map<String, byte[]> unzipped(Path zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().map(ZipEntry.class::cast).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    files.put(entry.getName(), entry.getName().endsWith(".gz") ? inflated(bytes) : bytes);
                }
            }
        }
        return files;
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }
}
