// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentAddress.AbstractName;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Go agent is what the other tests take it for. */
class GoAgentTest {
    @TempDir
    Path folder;

    @Test
    void serves_its_heap_on_a_file_and_on_an_abstract_name_at_once() throws Exception {
        String name = ((AbstractName) EvilAgent.unusedName()).name();
        Path socket = folder.resolve("introspection.socket");
        try (GoAgent agent = GoAgent.start(
                "-socket", socket.toString(), "-abstract", name, "-hold", "1048576", "-rate", "1", "-freeze")) {
            assertThat(agent.socketFile()).isEqualTo(new SocketFile(socket));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rwx------");
            assertThat(heapText(agent.socketFile()))
                    .startsWith("heap profile: ")
                    .contains("16: 1048576 [16: 1048576] @")
                    .contains("\tmain.heldBlock+0x");
            assertThat(heapText(agent.abstractName())).contains("16: 1048576 [16: 1048576] @");
            assertThat(agent.requests())
                    .extracting(GoAgent.Request::line, GoAgent.Request::listener)
                    .containsExactly(
                            tuple("GET /debug/pprof/heap?debug=1", "socket"),
                            tuple("GET /debug/pprof/heap?debug=1", "abstract"));
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void leaves_a_stale_socket_when_it_is_killed_and_takes_it_over_when_it_starts_again() throws Exception {
        AgentAddress socket = new SocketFile(folder.resolve("agents/machine-0/introspection.socket"));
        try (GoAgent agent = GoAgent.on(socket)) {
            agent.kill();
            assertThat(agent.socketFile().path()).exists();
        }
        try (GoAgent agent = GoAgent.on(socket, "-workload", "leak,churn")) {
            assertThat(heapText(agent.socketFile())).startsWith("heap profile: ");
        }
    }

    @Test
    void says_why_it_did_not_start() {
        assertThatThrownBy(() -> GoAgent.on(EvilAgent.unusedName(), "-workload", "nonsense"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unknown workload \"nonsense\"");
    }

    private static String heapText(AgentAddress address) throws Exception {
        try (AgentClient client = new AgentClient(address)) {
            return new String(
                    client.get(AgentQuery.HEAP_TEXT, AgentLimits.DEFAULT).body(), UTF_8);
        }
    }
}
