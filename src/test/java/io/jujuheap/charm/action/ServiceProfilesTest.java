// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.machine.SidecarClient;
import io.jujuheap.io.FailureException;
import io.jujuheap.testkit.HostileCase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProfilesTest {
    @TempDir
    Path root;

    private final List<String> queries = new ArrayList<>();

    @Test
    @HostileCase(value = "C03 an action's agent with a parameter in its name", outcome = "no such agent")
    void no_name_of_an_agent_becomes_another_parameter() throws Exception {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/-/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        service.createContext("/", exchange -> {
            queries.add(exchange.getRequestURI().getRawQuery());
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        service.start();
        try {
            String agent = "machine-0&gc=true#\u00e4 +";
            ProfileSource source =
                    new ServiceProfiles(running(service.getAddress().getPort()), Clock.systemUTC());
            List<ThrowingCallable> questions = List.of(
                    () -> source.take(agent, false),
                    () -> source.text(agent),
                    () -> source.memory(agent),
                    () -> source.leaks(agent, Duration.ofHours(1)),
                    () -> source.goroutines(agent));
            questions.forEach(question -> assertThatThrownBy(question).isInstanceOf(FailureException.class));
            assertThat(queries).hasSameSizeAs(questions).allSatisfy(query -> assertThat(
                            Stream.of(query.split("&")).map(parameter -> URLDecoder.decode(parameter, UTF_8)))
                    .contains("agent=" + agent)
                    .doesNotContain("gc=true"));
        } finally {
            service.stop(0);
        }
    }

    private SidecarClient running(int port) throws Exception {
        Path unit = Files.createDirectories(root.resolve("etc/systemd/system")).resolve(MachineLayout.SERVICE);
        Files.writeString(unit, "ExecStart=juju-heap serve --web.listen-address=127.0.0.1:" + port + "\n");
        return SidecarClient.running(new MachineLayout(root, root.resolve("charm")))
                .orElseThrow();
    }
}
