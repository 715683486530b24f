// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.charm.tool.JujuUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharingUnitsTest {
    @TempDir
    Path root;

    private final JujuUnit zero = unit("juju-heap/0");
    private final JujuUnit one = unit("juju-heap/1");

    @BeforeEach
    void agents_are_there() throws IOException {
        Files.createDirectories(root.resolve("var/lib/juju/agents/unit-juju-heap-0/charm"));
        Files.createDirectories(root.resolve("var/lib/juju/agents/unit-juju-heap-1/charm"));
    }

    @Test
    void the_unit_that_came_first_decides() throws IOException {
        at(2).join(zero, List.of());
        at(1).join(one, List.of());
        assertThat(at(3).decider()).isEqualTo("juju-heap/1");
    }

    @Test
    void a_unit_that_joins_again_keeps_its_place() throws IOException {
        at(1).join(zero, List.of());
        at(2).join(one, List.of());
        at(3).join(zero, List.of());
        assertThat(at(4).decider()).isEqualTo("juju-heap/0");
    }

    @Test
    void when_the_first_leaves_the_next_decides() throws IOException {
        at(1).join(zero, List.of());
        at(2).join(one, List.of());
        at(3).leave(zero);
        assertThat(at(4).decider()).isEqualTo("juju-heap/1");
        at(5).leave(one);
        assertThat(at(6).isEmpty()).isTrue();
    }

    /** Not every unit has a COS agent beside it: the first unit of all may have nothing to publish to. */
    @Test
    void at_each_endpoint_the_first_unit_that_is_related_publishes() throws IOException {
        at(1).join(zero, Set.of("metrics-endpoint"));
        at(2).join(one, Set.of("cos-agent", "metrics-endpoint"));
        assertThat(at(3).published(zero)).containsExactly("metrics-endpoint");
        assertThat(at(3).published(one)).containsExactly("cos-agent");
        at(4).join(zero, Set.of("cos-agent"));
        assertThat(at(5).published(zero)).containsExactly("cos-agent");
        assertThat(at(5).published(one)).containsExactly("metrics-endpoint");
    }

    @Test
    void a_unit_that_was_removed_by_force_is_forgotten() throws IOException {
        at(1).join(zero, List.of());
        at(2).join(one, List.of());
        Files.delete(root.resolve("var/lib/juju/agents/unit-juju-heap-0/charm"));
        Files.delete(root.resolve("var/lib/juju/agents/unit-juju-heap-0"));
        assertThat(at(3).decider()).isEqualTo("juju-heap/1");
        assertThat(root.resolve("etc/juju-heap/units/unit-juju-heap-0")).doesNotExist();
    }

    @Test
    void a_file_holds_the_topology() throws IOException {
        at(1).join(zero, List.of());
        assertThat(root.resolve("etc/juju-heap/units/unit-juju-heap-0"))
                .content()
                .contains("\"model\":\"prod\"", "\"unit\":\"juju-heap/0\"", "\"application\":\"juju-heap\"");
    }

    private static JujuUnit unit(String name) {
        return new JujuUnit(name, "prod", "0c6f1a2b-71c6-4b3b-8d3c-9d2f6a1e5b40");
    }

    private SharingUnits at(long second) {
        MachineLayout layout = new MachineLayout(root, root.resolve("var/lib/juju/agents/unit-juju-heap-0/charm"));
        return new SharingUnits(layout, Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
    }
}
