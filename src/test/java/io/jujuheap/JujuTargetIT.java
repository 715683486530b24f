// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress;
import io.jujuheap.io.KernelFile;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Golden;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A live agent on the far side of {@code juju ssh}, through a stand-in for the Juju client on PATH. */
class JujuTargetIT {
    @TempDir
    static Path far;

    @TempDir
    Path folder;

    private static GoAgent agent;
    private static Path socket;

    @BeforeAll
    static void start() throws Exception {
        socket = far.resolve("agents/machine-7/introspection.socket");
        agent = GoAgent.on(
                new AgentAddress.SocketFile(socket), "-workload", "leak,churn,recurse", "-rate", "1", "-freeze");
    }

    @AfterAll
    static void stop() throws IOException {
        agent.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"as-usual", "always-pty", "no-introspect", "container"})
    void the_table_is_that_of_the_live_agent(String farSide) throws Exception {
        Outcome through = juju(farSide, "top", "juju:7");

        assertThat(through.err()).isEmpty();
        assertThat(through.code()).isZero();
        assertThat(Golden.tableOf(through.out()))
                .isEqualTo(Golden.tableOf(Launcher.run("top", "unix:" + socket).out()))
                .contains("main.");
    }

    @Test
    void a_capture_is_whole_in_both_forms_and_asks_the_far_side_only_for_them() throws Exception {
        Path protobuf = folder.resolve("heap.pb.gz");
        Path text = folder.resolve("heap.txt");
        assertThat(juju("always-pty", "capture", "juju:7", "-o", protobuf.toString()))
                .isEqualTo(new Outcome(0, "", ""));
        assertThat(juju("as-usual", "capture", "juju:7", "--text", "-o", text.toString()))
                .isEqualTo(new Outcome(0, "", ""));

        assertThat(Files.readString(text)).startsWith("heap profile: ").contains("# HeapAlloc");
        assertThat(Files.readAllBytes(protobuf)).startsWith(0x1f, 0x8b);
        assertThat(agent.requests()).extracting(GoAgent.Request::method).containsOnly("GET");
    }

    @Test
    void goroutines_come_in_each_form() throws Exception {
        Path text = folder.resolve("goroutines.txt");
        Path dump = folder.resolve("goroutines.dump");
        assertThat(juju("as-usual", "capture", "juju:7", "--profile", "goroutine", "--text", "-o", text.toString()))
                .isEqualTo(new Outcome(0, "", ""));
        assertThat(juju("always-pty", "capture", "juju:7", "--profile", "goroutine", "--dump", "-o", dump.toString()))
                .isEqualTo(new Outcome(0, "", ""));
        assertThat(Files.readString(text)).startsWith("goroutine profile: total ");
        assertThat(Files.readString(dump)).startsWith("goroutine ").contains("main.main()");
        assertThat(juju("no-introspect", "top", "juju:7", "--profile", "goroutine", "--cum")
                        .out())
                .contains("Type: goroutine\n", "main.main\n");
    }

    /** The far side finds the process by its socket, so that the kernel's own count of its memory is told too. */
    @ParameterizedTest
    @ValueSource(strings = {"as-usual", "no-introspect"})
    void memory_is_that_of_the_process_as_the_kernel_counts_it(String farSide) throws Exception {
        Outcome outcome = juju(farSide, "memory", "--format", "json", "juju:7");
        assertThat(outcome.err()).isEmpty();
        JsonNode memory = new ObjectMapper().readTree(outcome.out());
        long resident = KernelFile.bytes(Path.of("/proc/" + agent.pid() + "/status"), "VmRSS")
                .orElseThrow();
        assertThat(memory.get("residentBytes").asLong())
                .isEqualTo(memory.get("sumBytes").asLong())
                .isCloseTo(resident, within(4L << 20));
        assertThat(memory.get("parts"))
                .filteredOn(part -> part.get("part").asText().equals("files"))
                .singleElement()
                .satisfies(files -> assertThat(files.get("bytes").asLong())
                        .isCloseTo(
                                KernelFile.bytes(Path.of("/proc/" + agent.pid() + "/status"), "RssFile")
                                        .orElseThrow(),
                                within(2L << 20)));
    }

    @Test
    void model_container_and_proxy_reach_the_juju_client() throws Exception {
        Outcome top =
                juju("container", "top", "juju:mysql/0", "-m", "prod", "--container", "charm", "--proxy", "--cum");
        assertThat(top.code()).as(top.err()).isZero();
        assertThat(Files.readString(folder.resolve("log")))
                .startsWith("ssh --pty=false -m prod --container charm --proxy mysql/0 sh -c ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logged-out | ERROR No controllers registered.",
                "no-ssh     | there is no ssh client on this machine; install openssh-client",
                "no-machine | ERROR machine 7 not found",
                "host-key   | the machine's host key has changed; check it, then run juju ssh there once by hand",
                "no-key     | the machine does not have your ssh key; add it with juju add-ssh-key",
                "no-sudo    | there is no sudo there, and the agent's socket belongs to root",
                "sudo-asks  | sudo asks for a password there, and the agent's socket belongs to root;"
                        + " log in as a user who may sudo without one",
            })
    void a_failure_on_the_way_gets_one_sentence(String farSide, String reason) throws Exception {
        assertThat(juju(farSide, "top", "juju:7"))
                .isEqualTo(new Outcome(1, "", "juju-heap top: juju ssh 7 failed: " + reason + "\n"));
    }

    @Test
    void an_answer_that_breaks_off_is_no_profile() throws Exception {
        assertThat(juju("breaks-off", "top", "juju:7"))
                .isEqualTo(new Outcome(
                        1, "", "juju-heap top: juju ssh 7 ended before the whole profile had arrived; try again\n"));
    }

    @Test
    void a_client_that_hangs_is_left_after_the_timeout() throws Exception {
        assertThat(juju("hangs", "top", "juju:7", "--timeout", "1s"))
                .isEqualTo(new Outcome(1, "", "juju-heap top: juju ssh took longer than 1 s; raise --timeout\n"));
    }

    @Test
    void a_machine_without_an_agent_or_with_a_dead_one_is_said_to_be_so(@TempDir Path empty) throws Exception {
        Map<String, String> environment = environment("as-usual");
        environment.put("FAR_SIDE_DATA", empty.toString());
        assertThat(Launcher.run(environment, "top", "juju:7").err())
                .isEqualTo(
                        "juju-heap top: juju ssh 7 failed: there is no Juju agent under /var/lib/juju/agents there\n");

        Files.createDirectories(empty.resolve("agents/unit-mysql-0"));
        Outcome dead = Launcher.run(environment, "top", "juju:7");
        assertThat(dead.err()).startsWith("juju-heap top: juju ssh 7 failed: the agent there did not answer: ");
        assertThat(dead.err().lines()).hasSize(1);
        assertThat(dead.code()).isEqualTo(1);
    }

    @Test
    void without_the_juju_client_it_says_what_to_install() throws Exception {
        Map<String, String> environment = environment("as-usual");
        environment.put("PATH", "/usr/bin:/bin");
        assertThat(Launcher.run(environment, "top", "juju:7"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "juju-heap top: cannot run the juju command: install the Juju client and log in to the"
                                + " controller\n"));
    }

    private Outcome juju(String farSide, String... words) throws IOException, InterruptedException {
        return Launcher.run(environment(farSide), words);
    }

    private Map<String, String> environment(String farSide) {
        Path standIn = Path.of("src/test/resources/juju").toAbsolutePath();
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", standIn + ":" + System.getenv("PATH"));
        environment.put("FAR_SIDE", farSide);
        environment.put("FAR_SIDE_DATA", far.toString());
        environment.put("FAR_SIDE_LOG", folder.resolve("log").toString());
        return environment;
    }
}
