// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.charm.play.BuiltCharm;
import io.jujuheap.charm.play.Juju;
import io.jujuheap.charm.play.Machine;
import io.jujuheap.charm.play.PlayedUnit;
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
        try (Machine machine = new Machine(juju, folder)) {
            PlayedUnit unit = machine.add("juju-heap/0", BuiltCharm.path());
            juju.elect(unit.name());
            unit.hook("install");
            unit.hook("leader-elected");
            unit.hook("config-changed");
            unit.hook("start");
            unit.hook("update-status");
            System.out.println(machine.systemctlCalls());
            System.out.println(machine.journal());
            assertThat(unit.status()).isEqualTo("active");
            unit.hook("stop");
            unit.hook("remove");
            System.out.println(machine.systemctlCalls());
        } finally {
            juju.transcript().forEach(System.out::println);
        }
    }
}
