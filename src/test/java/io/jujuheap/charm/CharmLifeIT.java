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
    void nothing_goes_on() throws Exception {
        machine.close();
        agent.close();
        Files.write(Path.of("target/charm-life.txt"), juju.transcript());
    }

    @Test
    void a_unit_lives_from_deploy_to_remove() throws Exception {
        PlayedUnit unit = deploy("juju-heap/0");
        assertThat(unit.status()).isEqualTo("active");
        assertThat(unit.version()).startsWith("0.1.0-");
        assertThat(machine.service()).isPresent();

        Relation cos = juju.integrate("cos-agent", "grafana-agent/0");
        unit.hook("created", cos);
        unit.hook("changed", cos);
        Consumers.cosAgent(cos.unitData(unit.name()));

        Hook profile = unit.action("heap-profile", Map.of("top", 5));
        assertThat(profile.failure()).isEmpty();
        Thread.sleep(2500);
        unit.action("heap-profile", Map.of("format", "text", "gc", true));
        unit.action("heap-diff", Map.of("base", "2s", "target", "now", "top", 5));
        unit.action("heap-leaks", Map.of());
        unit.action("list-snapshots", Map.of());

        agent.kill();
        agent.close();
        unit.action("heap-profile", Map.of());
        agent = startAgent();
        unit.hook("update-status");

        unit.hook("broken", cos);
        juju.remove(cos);
        unit.hook("stop");
        assertThat(machine.service()).isEmpty();
        unit.hook("remove");
    }

    private PlayedUnit deploy(String name) throws IOException, InterruptedException {
        PlayedUnit unit = machine.add(name, BuiltCharm.path());
        juju.elect(name);
        unit.hook("install");
        unit.hook("leader-elected");
        unit.hook("config-changed");
        unit.hook("start");
        return unit;
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
