// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.AbstractName;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbstractSocketsTest {
    private static final String HEADING = "Num       RefCount Protocol Flags    Type St Inode Path\n";

    private final Path dir;
    private final Path table;

    AbstractSocketsTest(@TempDir Path dir) {
        this.dir = dir;
        table = dir.resolve("unix");
    }

    @Test
    void finds_the_agents_that_listen() throws Exception {
        write(
                """
                ffff8a0b4c3d2000: 00000002 00000000 00010000 0001 01 23457 @jujud-machine-0
                0000000000000000: 00000002 00000000 00010000 0001 01 23456 @jujud-unit-mysql-k8s-3
                """);
        assertThat(AbstractSockets.listening(table))
                .containsExactly(new AgentTag("machine-0"), new AgentTag("unit-mysql-k8s-3"));
    }

    @Test
    void leaves_out_connections_files_strange_names_and_broken_lines() throws Exception {
        write(
                """
                ffff8a0b4c3d2000: 00000003 00000000 00000000 0001 03 23457 @jujud-machine-1
                ffff8a0b4c3d2000: 00000002 00000000 00010000 0001 01 23458 /run/@jujud-machine-2
                ffff8a0b4c3d2000: 00000002 00000000 00010000 0001 01 23459 @jujud-machine-3/../x
                ffff8a0b4c3d2000: 00000002 00000000 00010000 0001 01 23459 @jujud-machine-4 x
                ffff8a0b4c3d2000: 00000002 00000000 0001000g 0001 01 23459 @jujud-machine-5
                ffff8a0b4c3d2000: 00000002 00000000 00010000 0001 01 23459
                @jujud-machine-6
                ffff8a0b4c3d2000: 00000002 00000000 00010000 0001 01 23459 @jujud-machine-\377
                ffff8a0b4c3d2000: 00000002 00000000 00010000 0001 01 23459 @\0\0
                """);
        assertThat(AbstractSockets.listening(table)).isEmpty();
    }

    @Test
    void finds_none_where_the_table_cannot_be_read() {
        assertThat(AbstractSockets.listening(table)).isEmpty();
        assertThat(AbstractSockets.listening(dir)).isEmpty();
    }

    @Test
    void reads_the_table_of_this_kernel() throws Exception {
        AgentTag tag =
                new AgentTag("unit-juju-heap-test-" + ProcessHandle.current().pid());
        try (EvilAgent agent = EvilAgent.on(AgentAddress.abstractOf(tag), Script.silence())) {
            assertThat(agent.address()).isInstanceOf(AbstractName.class);
            assertThat(AbstractSockets.listening(AbstractSockets.KERNEL_TABLE)).contains(tag);
        }
        assertThat(AbstractSockets.listening(AbstractSockets.KERNEL_TABLE)).doesNotContain(tag);
    }

    private void write(String lines) throws IOException {
        Files.writeString(table, HEADING + lines, ISO_8859_1);
    }
}
