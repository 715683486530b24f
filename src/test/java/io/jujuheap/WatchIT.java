// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.io.Sha256;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real agents behind a stand-in for the Juju client: machine 0 goes away and comes back, machine 1 leaks, machine 2
 * restarts.
 */
class WatchIT {
    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]|\r");

    /** A line that never comes must not hold up all other tests. */
    private static final int LONGEST_SECONDS = 60;

    @TempDir
    Path folder;

    private final Map<Integer, GoAgent> agents = new TreeMap<>();
    private Path store;

    @BeforeEach
    void start() throws Exception {
        store = folder.resolve("ha");
        start(0, "-workload", "churn");
        start(1, "-workload", "leak,churn", "-leak-bytes-per-second", "4000000");
        start(2, "-workload", "churn");
    }

    private void start(int machine, String... options) throws Exception {
        Path socket = far(machine).resolve("agents/machine-" + machine + "/introspection.socket");
        agents.put(machine, GoAgent.on(new SocketFile(socket), options));
    }

    private Path far(int machine) {
        return folder.resolve("far").resolve(Integer.toString(machine));
    }

    @AfterEach
    void stop() throws IOException {
        for (GoAgent agent : agents.values()) {
            agent.close();
        }
    }

    @Test
    void one_that_leaks_one_that_restarts_and_one_that_goes_away_are_told_and_compared() throws Exception {
        Running watch = watch("as-usual", "--every", "1s", "--for", "25s", "--when", "restart", "--fail-on-leak");
        watch.await(line -> line.contains("machine-0 resident "));
        Files.createFile(far(0).resolve("away"));
        watch.await(line -> line.contains("machine-0 does not answer: juju ssh 0 failed: ssh: connect to host"));
        // The watch has to have seen the process that is replaced.
        watch.await(line -> line.contains("machine-2 resident "));
        agents.get(2).close();
        start(2, "-workload", "churn");
        watch.await(line -> line.contains("machine-2 has restarted at "));
        Files.delete(far(0).resolve("away"));
        assertThat(watch.end()).as(watch.err()).isEqualTo(3);

        List<String> said = watch.lines();
        assertThat(said).anyMatch(line -> line.contains("machine-0 answers again; nothing was taken for "));
        assertThat(said).anyMatch(line -> line.contains("machine-2 met restart: captured, goroutines in "));
        assertThat(said)
                .anyMatch(line -> line.matches("machine-1 grows by .* an hour \\(within .*\\), the others do not\\."));
        assertThat(said).anyMatch(line -> line.startsWith("leak ") && line.endsWith("main.(*registry).retain"));
        assertThat(agents.get(1).requests())
                .extracting(GoAgent.Request::line)
                .containsOnly("GET /metrics/", "GET /debug/pprof/heap?debug=0", "GET /debug/pprof/goroutine?debug=0");
        String captured = "machine-2 met restart: captured, goroutines in ";
        String goroutines = said.stream()
                .filter(line -> line.contains(captured))
                .map(line -> line.substring(line.indexOf(captured) + captured.length()))
                .findFirst()
                .orElseThrow();
        assertThat(Launcher.run("top", goroutines).out()).contains("Type: goroutine");
        assertThat(Launcher.run("leaks", store.toString(), "--agent", "machine-1", "--fail-on-leak")
                        .code())
                .as("the store, read later")
                .isEqualTo(3);
    }

    @Test
    void what_was_kept_before_a_kill_is_there_after_it_and_counts() throws Exception {
        Running first = watch("confined", "--every", "1s");
        for (int capture = 0; capture < 6; capture++) {
            first.await(line -> line.contains(" machine-1 resident "));
        }
        first.process.destroyForcibly().waitFor();
        Map<Path, String> kept = profiles();
        assertThat(kept).hasSizeGreaterThan(5);

        Running second = watch("confined", "--every", "1s", "--for", "4s");
        assertThat(second.end()).as(second.err()).isZero();
        assertThat(profiles()).containsAllEntriesOf(kept).hasSizeGreaterThan(kept.size());
        assertThat(second.lines())
                .as("states of both watches, though the second took only a few")
                .anyMatch(line -> line.matches("machine-1 .*B +(1\\d|[89])  20.*"));
    }

    @Test
    void on_a_terminal_of_80_columns_no_line_is_wider_and_ctrl_c_ends_with_the_verdicts() throws Exception {
        Running watch = new Running(List.of(
                "script", "-qec", "stty cols 80; exec " + String.join(" ", command("--every", "1s")), "/dev/null"));
        watch.await(line -> line.contains("machine-2") && line.contains(" up "));
        watch.await(line -> line.contains("machine-1") && line.matches(".*\\+[0-9.]+GB.*"));
        List<ProcessHandle> java = watch.process
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .toList();
        assertThat(java).hasSize(1);
        new ProcessBuilder("kill", "-INT", Long.toString(java.get(0).pid()))
                .start()
                .waitFor();

        assertThat(watch.end()).isZero();
        int end = watch.lines().indexOf("");
        assertThat(watch.lines().subList(0, end)).allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                .isLessThanOrEqualTo(80));
        assertThat(String.join("\n", watch.lines()))
                .containsPattern("AGENT +GROWTH/H +WITHIN")
                .contains("machine-1\n");
    }

    @Test
    void a_sidecar_of_ones_own_serves_the_same_agents_each_under_its_tag() throws Exception {
        Path socket = far(1).resolve("agents/machine-1/introspection.socket");
        try (GoAgent web = GoAgent.start("-tcp", "127.0.0.1:0", "-workload", "churn");
                Launcher.Service sidecar = Launcher.serve(
                        "serve",
                        "--web.listen-address",
                        "127.0.0.1:0",
                        "--store.path",
                        store.toString(),
                        "--collect.interval",
                        "1s",
                        "--agent.source",
                        "unix:" + socket,
                        "--agent.source",
                        "machine-7=http://" + web.tcp())) {
            String metrics = "";
            for (int tries = 0; tries < 100 && !metrics.contains("juju_agent_up{agent=\"machine-7\"} 1.0"); tries++) {
                Thread.sleep(100);
                metrics = got(sidecar.address() + "/metrics");
            }
            assertThat(metrics)
                    .contains("juju_agent_up{agent=\"machine-1\"} 1.0", "juju_agent_up{agent=\"machine-7\"} 1.0");
            assertThat(Launcher.run("top", sidecar.address() + "/agents/machine-7/debug/pprof/heap")
                            .out())
                    .contains("Type: inuse_space");
            assertThat(web.requests())
                    .extracting(GoAgent.Request::line)
                    .contains("GET /metrics", "GET /debug/pprof/heap?debug=0");
        }
    }

    private static String got(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private Map<Path, String> profiles() throws IOException {
        Map<Path, String> profiles = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store.resolve("agents"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".pb.gz")).toList()) {
                profiles.put(file, Sha256.hex(Files.readAllBytes(file)));
            }
        }
        return profiles;
    }

    private List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of("juju-heap").toAbsolutePath().toString(),
                "watch",
                "juju:0",
                "juju:1",
                "juju:2",
                "-m",
                "controller",
                "-o",
                store.toString()));
        command.addAll(List.of(options));
        return command;
    }

    private Running watch(String farSide, String... options) throws IOException {
        return new Running(farSide, command(options));
    }

    /** A watch that runs, and the lines that it has printed. */
    private final class Running {
        private final Process process;
        private final BufferedReader out;
        private final List<String> lines = new ArrayList<>();

        Running(List<String> command) throws IOException {
            this("as-usual", command);
        }

        Running(String farSide, List<String> command) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectError(folder.resolve("err").toFile());
            builder.environment().putAll(environment(farSide));
            process = builder.start();
            CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        }

        private Map<String, String> environment(String farSide) {
            Map<String, String> environment = new HashMap<>();
            environment.put("PATH", Path.of("src/test/resources/juju").toAbsolutePath() + ":" + System.getenv("PATH"));
            environment.put("FAR_SIDE", farSide);
            environment.put("FAR_SIDE_DATA", folder.resolve("far").toString());
            environment.put("FAR_SIDE_LOG", folder.resolve("log").toString());
            environment.put("TZ", "UTC");
            environment.put("TERM", "xterm");
            return environment;
        }

        void await(Predicate<String> wanted) throws IOException {
            while (!wanted.test(next())) {
                // Goes on to the line that is wanted.
            }
        }

        private String next() throws IOException {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("ended too early: " + lines + err());
            }
            String plain = ESCAPES.matcher(line).replaceAll("");
            lines.add(plain);
            return plain;
        }

        int end() throws IOException, InterruptedException {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(ESCAPES.matcher(line).replaceAll(""));
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        List<String> lines() {
            return lines;
        }

        String err() throws IOException {
            return Files.readString(folder.resolve("err"));
        }
    }
}
