// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.charm.play.BuiltCharm;
import io.jujuheap.charm.play.Juju;
import io.jujuheap.charm.play.Machine;
import io.jujuheap.charm.play.PlayedUnit;
import io.jujuheap.testkit.GoAgent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole lives of the real charm, unpacked and dispatched as Juju does it. */
class CharmLifeIT {
    @TempDir
    Path folder;

    @Test
    void lives_from_deploy_to_remove() throws Exception {
        Juju juju = new Juju(Path.of(""));
        Path socket = folder.resolve("var/lib/juju/agents/machine-0/introspection.socket");
        try (Machine machine = new Machine(juju, folder);
                GoAgent agent = GoAgent.on(new AgentAddress.SocketFile(socket))) {
            PlayedUnit unit = machine.add("juju-heap/0", BuiltCharm.path());
            juju.elect(unit.name());
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                juju.configure("listen-address", "127.0.0.1:" + free.getLocalPort());
            }
            unit.hook("install");
            unit.hook("leader-elected");
            unit.hook("config-changed");
            unit.hook("start");
            unit.hook("update-status");
            System.out.println(machine.systemctlCalls());
            System.out.println(machine.journal());
            System.out.println(agent.requests());
            System.out.println(Files.readString(folder.resolve("etc/systemd/system/juju-heap.service")));
            new ProcessBuilder(
                            "sh",
                            "-c",
                            "ls -la opt/juju-heap/*; grep VmRSS /proc/$(cat play/systemd/pid)/status; find var/lib/juju-heap etc")
                    .directory(folder.toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(unit.status()).isEqualTo("active");
            unit.hook("stop");
            unit.hook("remove");
            System.out.println(machine.systemctlCalls());
        } finally {
            juju.transcript().forEach(System.out::println);
        }
    }
}
