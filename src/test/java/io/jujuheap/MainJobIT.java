// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Golden;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a stranger does it: the real launcher and jar, a real Go agent, real sockets, curl, promtool, pprof. */
class MainJobIT {
    /** All but generics and stacks beyond Go's depth limit, of which Go itself tells less in text than in the protobuf. */
    private static final String WORKLOAD = "leak,churn,recurse,inline,goroutines,maps";

    private static final String RECORDING = "src/test/resources/profiles/jsonserver-go1.19/";

    @TempDir
    Path folder;

    @Test
    void a_text_profile_gives_the_table_of_its_protobuf_with_names() throws Exception {
        Outcome text = Launcher.run("top", RECORDING + "heap-03.txt.gz");
        Outcome pprof = pprof("-top", RECORDING + "heap-03.pb.gz");
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("main.").doesNotContain("<unknown>");
        assertThat(Golden.tableOf(text.out())).isEqualTo(Golden.tableOf(pprof.out()));
    }

    @Test
    void pprof_itself_finds_no_names_in_the_text() throws Exception {
        Path plain = folder.resolve("heap.txt");
        Files.write(plain, gunzipped(Path.of(RECORDING + "heap-03.txt.gz")));
        assertThat(pprof("-top", plain.toString()).out()).contains("<unknown>").doesNotContain("main.");
    }

    @Test
    void a_live_agent_on_a_file_socket_is_read_like_its_protobuf() throws Exception {
        Path socket = folder.resolve("agents/machine-0/introspection.socket");
        try (GoAgent agent = GoAgent.on(new AgentAddress.SocketFile(socket), "-workload", WORKLOAD, "-freeze")) {
            agreesWithPprof(agent, "unix:" + socket);
            Outcome byTag = Launcher.run("top", "machine-0", "--data-dir", folder.toString());
            assertThat(Golden.tableOf(byTag.out()))
                    .isEqualTo(
                            Golden.tableOf(Launcher.run("top", "unix:" + socket).out()));
            System.err.println("used the Go agent " + agent.pid() + " on the file socket " + socket.getFileName());
        }
    }

    @Test
    void a_live_agent_on_an_abstract_socket_is_read_like_its_protobuf() throws Exception {
        String name = "jujud-machine-" + (1_000_000 + ProcessHandle.current().pid());
        try (GoAgent agent = GoAgent.on(new AgentAddress.AbstractName(name), "-workload", WORKLOAD, "-freeze")) {
            agreesWithPprof(agent, "unix:@" + name);
            System.err.println("used the Go agent " + agent.pid() + " on the abstract socket @" + name);
        }
    }

    @Test
    void the_demo_serves_curl_and_prometheus_and_stops_in_good_order() throws Exception {
        try (Launcher.Service demo = Launcher.serve("demo", "--web.listen-address", "127.0.0.1:0")) {
            assertThat(demo.firstLines())
                    .filteredOn(line -> line.contains("curl "))
                    .hasSize(3);
            String top = demo.firstLines().stream()
                    .filter(line -> line.contains(" top "))
                    .findFirst()
                    .orElseThrow();
            assertThat(Launcher.run(List.of("sh", "-c", top)).out()).contains("state.(*Pool).open");
            assertThat(curl(demo.address() + "/debug/heap").lines().findFirst().orElse(""))
                    .startsWith("heap profile: ");
            assertThat(onceCollected(demo.address() + "/metrics"))
                    .contains("juju_agent_up{agent=\"machine-0\"} 1")
                    .contains("juju_agent_heap_profile_inuse_bytes{agent=\"machine-0\"}")
                    .contains("juju_agent_heap_profile_allocated_bytes_total{agent=\"machine-0\"}");
            assertThat(curl(demo.address() + "/metrics"))
                    .containsPattern("juju_heap_build_info\\{.*revision=\"" + buildOfJar() + "\"");
            Outcome promtool = Launcher.run(
                    List.of("bash", "-c", "curl -s '" + demo.address() + "/metrics' | promtool check metrics"));
            assertThat(promtool).isEqualTo(new Outcome(0, "", ""));
            System.err.println("promtool check metrics printed nothing");
            assertThat(pprof("-top", demo.address() + "/debug/pprof/heap").out())
                    .contains("state.(*Pool).open");
            assertThat(demo.stop().code()).isEqualTo(143);
        }
    }

    @Test
    void a_port_in_use_and_an_unknown_flag_get_one_sentence_each() throws Exception {
        try (Launcher.Service first = Launcher.serve("demo", "--web.listen-address", "127.0.0.1:0")) {
            String taken = first.address().substring("http://".length());
            Outcome second = Launcher.run("demo", "--web.listen-address", taken);
            assertThat(second.code()).isIn(1, 2);
            assertThat(second.err()).contains(taken).doesNotContain("\tat ");
        }
        Outcome unknown = Launcher.run("serve", "--web.listen-adress", ":1");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("did you mean --web.listen-address?");
    }

    /** In a repository of its own, since this one's state is not the test's to say. */
    @Test
    void make_tells_the_jar_the_commit_it_is_built_from() throws Exception {
        Files.copy(Path.of("Makefile"), folder.resolve("Makefile"));
        Files.createDirectories(folder.resolve("src/main"));
        Files.createFile(folder.resolve("pom.xml"));
        assertThat(inFolder("make -n -B jar")).contains("-Dfast package").doesNotContain("scm.revision");
        inFolder("git init -q && git add Makefile");
        inFolder("git -c user.name=t -c user.email=t@example.com commit -q -m one");
        String commit = inFolder("git rev-parse HEAD").strip();
        assertThat(inFolder("make -n -B jar")).contains(" -Dscm.revision=" + commit + " ");
        inFolder("echo >>Makefile");
        assertThat(inFolder("make -n -B jar")).contains(" -Dscm.revision=" + commit + "-dirty ");
    }

    private String inFolder(String line) throws IOException, InterruptedException {
        Outcome outcome = Launcher.run(List.of("sh", "-c", "cd " + folder + " && " + line));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private static String buildOfJar() throws IOException {
        try (JarFile jar = new JarFile("target/juju-heap.jar")) {
            return jar.getManifest().getMainAttributes().getValue("Implementation-Build");
        }
    }

    /** What the live agent's socket gives us, as protobuf and as text, and what pprof makes of the same protobuf. */
    private void agreesWithPprof(GoAgent agent, String source) throws IOException, InterruptedException {
        String protobuf = folder.resolve("live.pb.gz").toString();
        String text = folder.resolve("live.txt").toString();
        assertThat(Launcher.run("capture", source, "-o", protobuf).err()).isEmpty();
        assertThat(Launcher.run("capture", source, "--text", "-o", text).err()).isEmpty();
        String expected = Golden.tableOf(pprof("-top", protobuf).out());
        assertThat(Golden.tableOf(Launcher.run("top", protobuf).out())).isEqualTo(expected);
        assertThat(Golden.tableOf(Launcher.run("top", source).out())).isEqualTo(expected);
        assertThat(Golden.tableOf(Launcher.run("top", text).out())).isEqualTo(withoutTypeArguments(expected));
        assertThat(agent.requests()).extracting(GoAgent.Request::method).containsOnly("GET");
    }

    /** Go's text writes {@code [...]} for type arguments; its runtime has generic functions that any program may show. */
    private static String withoutTypeArguments(String table) {
        return table.replaceAll("\\[go\\.shape[^\\n]*]", "[...]");
    }

    private static Outcome pprof(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(GoProgram.go().toString(), "tool", "pprof", "-symbolize=none"));
        command.addAll(List.of(words));
        return Launcher.run(command);
    }

    private static String curl(String url) throws IOException, InterruptedException {
        Outcome outcome = Launcher.run(List.of("curl", "-sS", "--max-time", "20", url));
        assertThat(outcome.err()).isEmpty();
        return outcome.out();
    }

    /** The metrics after the first collection, which starts at a random moment within the interval. */
    private static String onceCollected(String url) throws IOException, InterruptedException {
        String metrics = curl(url);
        for (int i = 0; i < 50 && !metrics.contains("juju_agent_up{agent=\"machine-0\"} 1"); i++) {
            Thread.sleep(200);
            metrics = curl(url);
        }
        return metrics;
    }

    private static byte[] gunzipped(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
