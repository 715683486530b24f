// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.charm.play.BuiltCharm;
import io.jujuheap.charm.play.Consumers;
import io.jujuheap.charm.play.Hook;
import io.jujuheap.charm.play.Juju;
import io.jujuheap.charm.play.Machine;
import io.jujuheap.charm.play.PlayedUnit;
import io.jujuheap.charm.play.Relation;
import io.jujuheap.testkit.GoAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Whole lives of the real charm, unpacked and dispatched as Juju does it, with a real service and a real Go agent. */
class CharmLifeIT {
    @TempDir
    Path folder;

    private Juju juju;
    private Machine machine;
    private GoAgent agent;

    @BeforeEach
    void a_machine_with_an_agent() throws Exception {
        juju = new Juju(Path.of(""));
        machine = new Machine(juju, folder);
        agent = startAgent();
        juju.configure("listen-address", "127.0.0.1:" + freePort());
        juju.configure("interval", "1s");
    }

    @AfterEach
    void the_life_is_written_down(TestInfo test) throws Exception {
        machine.close();
        agent.close();
        Path log =
                Path.of("target/charm-lives", test.getTestMethod().orElseThrow().getName() + ".txt");
        Files.createDirectories(log.getParent());
        Files.write(log, juju.transcript());
    }

    @Test
    void a_unit_lives_from_deploy_to_remove() throws Exception {
        PlayedUnit unit = deploy("juju-heap/0");
        assertThat(unit.status()).isEqualTo("active");
        assertThat(unit.version()).startsWith("0.1.0-");

        Relation cos = integrate(unit, "cos-agent", "grafana-agent/0");
        Consumers.cosAgent(cos.unitData(unit.name()));
        Relation dashboard = integrate(unit, "grafana-dashboard", "grafana/0");
        Consumers.grafana(dashboard.applicationData());
        Relation metrics = integrate(unit, "metrics-endpoint", "prometheus/0");
        assertThat(unit.status()).startsWith("blocked metrics-endpoint needs a listen-address that others can reach");
        unit.hook("broken", metrics);
        juju.remove(metrics);
        unit.hook("update-status");
        assertThat(unit.status()).isEqualTo("active");

        assertProfile(unit, Map.of("top", 5));
        assertProfile(unit, Map.of("agent", "machine-0", "format", "text", "gc", true));
        assertThat(unit.action("heap-profile", Map.of("agent", "machine-9")).failure())
                .hasValueSatisfying(message -> assertThat(message).contains("no such agent"));
        await(unit, "heap-diff", Map.of("base", "1s", "target", "now", "top", 5), "growth-bytes");
        await(unit, "list-snapshots", Map.of(), "snapshots");
        await(unit, "heap-leaks", Map.of("window", "1h"), "explanation");

        agent.kill();
        awaitFailure(unit, "heap-profile");
        unit.hook("update-status");
        agent.close();
        agent = startAgent();
        assertProfile(unit, Map.of());

        ProcessHandle before = machine.service().orElseThrow();
        machine.upgrade(unit, BuiltCharm.next(folder));
        assertThat(Machine.runs(before)).isTrue();
        unit.hook("upgrade-charm");
        assertThat(unit.status()).isEqualTo("active");
        assertThat(unit.version()).endsWith("-next");
        assertThat(Machine.runs(before)).isFalse();
        assertThat(folder.resolve("opt/juju-heap")).isDirectoryContaining(path -> path.endsWith(unit.version()));
        assertThat(Files.list(folder.resolve("opt/juju-heap"))).hasSize(1);
        assertProfile(unit, Map.of());

        assertNoSecretTold(cos, dashboard);
        unit.hook("broken", cos);
        juju.remove(cos);
        remove(unit);
        assertThat(machine.service()).isEmpty();
        assertThat(folder.resolve("etc/juju-heap")).doesNotExist();
        assertThat(folder.resolve("opt/juju-heap")).doesNotExist();
        assertThat(folder.resolve("var/lib/juju-heap")).doesNotExist();
        assertThat(folder.resolve("etc/systemd/system/juju-heap.service")).doesNotExist();
    }

    @Test
    void units_of_one_machine_share_one_service() throws Exception {
        PlayedUnit zero = deploy("juju-heap/0");
        ProcessHandle service = machine.service().orElseThrow();
        PlayedUnit one = deploy("juju-heap/1");
        assertThat(one.status()).isEqualTo("active Shares the service of juju-heap/0");
        assertProfile(one, Map.of());
        juju.configure("keep-snapshots", true);
        remove(zero);
        assertThat(Machine.runs(service)).isTrue();
        one.hook("update-status");
        assertThat(one.status()).isEqualTo("active");
        assertThat(Machine.runs(service)).isTrue();
        remove(one);
        assertThat(Machine.runs(service)).isFalse();
        assertThat(folder.resolve("etc/juju-heap")).doesNotExist();
        assertThat(folder.resolve("var/lib/juju-heap/agents/machine-0")).isNotEmptyDirectory();
    }

    @Test
    void a_wrong_configuration_blocks_the_unit_and_leaves_the_service_alone() throws Exception {
        PlayedUnit unit = deploy("juju-heap/0");
        ProcessHandle service = machine.service().orElseThrow();
        juju.configure("interval", "never");
        unit.hook("config-changed");
        assertThat(unit.status()).startsWith("blocked ").contains("never");
        assertThat(Machine.runs(service)).isTrue();
        assertProfile(unit, Map.of());
        juju.configure("interval", "2s");
        unit.hook("config-changed");
        assertThat(unit.status()).isEqualTo("active");
        assertThat(machine.service().orElseThrow()).isNotEqualTo(service);
    }

    @Test
    void while_the_service_is_down_actions_ask_the_agent_itself() throws Exception {
        PlayedUnit unit = deploy("juju-heap/0");
        machine.service().orElseThrow().destroy();
        await(unit, "list-snapshots", Map.of(), "count");
        await(unit, "heap-leaks", Map.of(), "explanation");
        Hook profile = assertProfile(unit, Map.of("format", "text"));
        assertThat(profile.progress()).anyMatch(line -> line.contains("asking the agent itself"));
        unit.hook("update-status");
        assertThat(unit.status()).isEqualTo("active");
        assertThat(machine.service()).isPresent();
    }

    @Test
    void where_no_java_runs_and_none_can_be_had_the_unit_says_so() throws Exception {
        PlayedUnit unit = machine.add("juju-heap/0", BuiltCharm.path());
        machine.breakRuntime(unit);
        unit.hook("install");
        assertThat(unit.status()).isEqualTo("blocked needs Java 17 or newer: apt-get install openjdk-17-jre-headless");
        assertThat(unit.action("heap-profile", Map.of()).failure())
                .contains("juju-heap needs Java 17 or newer: apt-get install openjdk-17-jre-headless");
        unit.hook("remove");
    }

    @Test
    void where_the_runtime_does_not_run_the_java_of_the_machine_does() throws Exception {
        PlayedUnit unit = machine.add("juju-heap/0", BuiltCharm.path());
        machine.breakRuntime(unit);
        machine.offerJava(Path.of(System.getProperty("java.home")));
        unit.hook("install");
        assertThat(unit.status()).isEqualTo("active");
        assertProfile(unit, Map.of());
        remove(unit);
    }

    private PlayedUnit deploy(String name) throws IOException, InterruptedException {
        PlayedUnit unit = machine.add(name, BuiltCharm.path());
        unit.hook("install");
        juju.elect(name);
        unit.hook("leader-elected");
        unit.hook("config-changed");
        unit.hook("start");
        return unit;
    }

    private Relation integrate(PlayedUnit unit, String endpoint, String remote)
            throws IOException, InterruptedException {
        Relation relation = juju.integrate(endpoint, remote);
        unit.hook("created", relation);
        unit.hook("changed", relation);
        return relation;
    }

    private void remove(PlayedUnit unit) throws IOException, InterruptedException {
        unit.hook("stop");
        unit.hook("remove");
        machine.forget(unit);
    }

    private static Hook assertProfile(PlayedUnit unit, Map<String, Object> parameters) throws Exception {
        Hook profile = await(unit, "heap-profile", parameters, "in-use-bytes");
        Map<String, String> results = profile.results();
        assertThat(results.get("agent")).isEqualTo("machine-0");
        assertThat(results.get("top")).contains("flat  flat%", "main.(*registry).retain");
        assertThat(Long.parseLong(results.get("in-use-bytes"))).isPositive();
        Path file = Path.of(results.get("file"));
        assertThat(file).isRegularFile().hasSize(Long.parseLong(results.get("size")));
        assertThat(results.get("fetch")).startsWith("juju ssh --pty=false " + unit.name() + " -- sudo cat " + file);
        return profile;
    }

    /** An agent that has just started has nothing to tell for a moment. */
    private static Hook await(PlayedUnit unit, String action, Map<String, Object> parameters, String result)
            throws Exception {
        Hook hook = unit.action(action, parameters);
        for (int patience = 20; patience > 0 && !hook.results().containsKey(result); patience--) {
            Thread.sleep(500);
            hook = unit.action(action, parameters);
        }
        assertThat(hook.results()).as(() -> action + " after " + parameters).containsKey(result);
        return hook;
    }

    /** What the agent said last is shared with all who ask within the same second. */
    private static void awaitFailure(PlayedUnit unit, String action) throws Exception {
        Hook hook = unit.action(action, Map.of());
        for (int patience = 20; patience > 0 && hook.failure().isEmpty(); patience--) {
            Thread.sleep(500);
            hook = unit.action(action, Map.of());
        }
        assertThat(hook.failure()).as(action).isPresent();
    }

    private void assertNoSecretTold(Relation... relations) throws IOException {
        String header = Files.readString(folder.resolve("etc/juju-heap/authorization"));
        String secret = header.substring(header.lastIndexOf(' ')).strip();
        assertThat(secret).hasSize(64);
        assertThat(String.join("\n", juju.transcript())).doesNotContain(secret);
        assertThat(machine.journal()).doesNotContain(secret);
        assertThat(Files.readString(folder.resolve("etc/systemd/system/juju-heap.service")))
                .doesNotContain(secret);
        for (Relation relation : relations) {
            assertThat(relation.toString()).doesNotContain(secret);
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("etc/juju-heap/authorization")))
                .hasSize(2);
    }

    private GoAgent startAgent() throws IOException, InterruptedException {
        Path socket = machine.agents().resolve("machine-0/introspection.socket");
        return GoAgent.on(new AgentAddress.SocketFile(socket), "-workload", "leak,churn");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
