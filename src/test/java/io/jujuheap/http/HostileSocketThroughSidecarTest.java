// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentAddress.AbstractName;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.CaseTable;
import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Recorded;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that are not as they should be, and agents that restart, dawdle or are asked too often, seen through the sidecar. */
class HostileSocketThroughSidecarTest {
    /** 200 when the first round, which begins at once, has stored the same already. */
    private static final List<Integer> STORED_OR_KNOWN = List.of(200, 201);

    private static final CaseTable TABLE = new CaseTable();
    private static final int NOBODY = 65534;

    @TempDir
    Path folder;

    @AfterAll
    static void write() throws Exception {
        TABLE.write();
    }

    private static HttpResponse<byte[]> timed(String name, RunningSidecar sidecar) throws Exception {
        return timed(name, () -> sidecar.get("/debug/pprof/heap"));
    }

    private interface Question {
        HttpResponse<byte[]> ask() throws Exception;
    }

    private static HttpResponse<byte[]> timed(String name, Question question) throws Exception {
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = question.ask();
        TABLE.add(name, Integer.toString(answer.statusCode()), Duration.ofNanos(System.nanoTime() - start));
        return answer;
    }

    /** The sentence of a refusal, which names the socket. */
    private static String refusal(String name, AgentAddress address, int status) throws Exception {
        try (RunningSidecar sidecar = RunningSidecar.of(address)) {
            HttpResponse<byte[]> answer = timed(name, sidecar);
            assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
            assertThat(text(sidecar.get("/metrics"))).contains("juju_agent_up{agent=\"machine-0\"} 0");
            assertThat(text(answer)).contains(address.toString());
            return text(answer);
        }
    }

    @Test
    void a15_a_restarted_agent_starts_its_counters_again() throws Exception {
        Recorded late = new Recorded("jsonserver-go1.26", "heap-03");
        Path socket = folder.resolve("introspection.socket");
        try (RunningSidecar sidecar = RunningSidecar.of(new SocketFile(socket))) {
            double before;
            try (EvilAgent agent = EvilAgent.onFile(socket, Agents.good(late, 1_790_000_000))) {
                sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1");
                before = metric(sidecar, "juju_agent_heap_profile_allocated_bytes_total");
            }
            Thread.sleep(1100); // until what was fetched is no longer fresh
            try (EvilAgent agent = EvilAgent.onFile(socket, Agents.good(late.sibling("heap-00"), 1_790_000_999))) {
                assertThat(timed(
                                        "A15 the agent restarts",
                                        () -> sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1"))
                                .statusCode())
                        .isEqualTo(201);
                assertThat(metric(sidecar, "juju_agent_heap_profile_allocated_bytes_total"))
                        .isPositive()
                        .isLessThan(before);
                assertThat(metric(sidecar, "juju_agent_start_time_seconds")).isEqualTo(1_790_000_999);
                assertThat(text(sidecar.get("/api/v1/trend"))).contains("\"segment\":[0,1]");
            }
        }
    }

    private static double metric(RunningSidecar sidecar, String name) throws Exception {
        return text(sidecar.get("/metrics"))
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a16_agents_that_come_late_go_and_come_back_are_found() throws Exception {
        Path socket = folder.resolve("introspection.socket");
        try (RunningSidecar sidecar = RunningSidecar.of(new SocketFile(socket))) {
            assertThat(timed("A16 no socket yet", sidecar).statusCode()).isEqualTo(502);
            for (int i = 0; i < 2; i++) {
                EvilAgent agent = EvilAgent.onFile(socket, Agents.good());
                Thread.sleep(1050);
                assertThat(timed("A16 it comes, goes and comes back", sidecar).statusCode())
                        .isEqualTo(200);
                agent.close();
                Files.deleteIfExists(socket);
            }
            EvilAgent.leaveStaleFile(socket);
            Thread.sleep(1050);
            HttpResponse<byte[]> stale = timed("A18 a file left behind", sidecar);
            assertThat(stale.statusCode()).isEqualTo(502);
            assertThat(text(stale)).contains(socket.toString());
        }
    }

    @Test
    void a17_an_agent_that_restarts_while_it_answers_is_asked_again() throws Exception {
        Path socket = folder.resolve("introspection.socket");
        byte[] answer = Script.okBytes(Agents.HEAP.protobuf());
        try (RunningSidecar sidecar = RunningSidecar.of(new SocketFile(socket))) {
            try (EvilAgent agent = EvilAgent.onFile(socket, Script.cut(answer, answer.length / 2))) {
                assertThat(timed("A17 restarts while it answers", sidecar).statusCode())
                        .isEqualTo(502);
                assertThat(agent.requests()).isNotEmpty();
            }
            Files.deleteIfExists(socket);
            try (EvilAgent agent = EvilAgent.onFile(socket, Agents.good())) {
                Thread.sleep(1050);
                assertThat(timed("A17 and is asked again", sidecar).statusCode())
                        .isEqualTo(200);
                assertThat(agent.requests()).isNotEmpty();
            }
        }
    }

    @Test
    void a19_a_socket_that_may_not_be_opened() throws Exception {
        Path socket = folder.resolve("introspection.socket");
        try (EvilAgent agent = EvilAgent.onFile(socket, Agents.good());
                SidecarProcess sidecar = SidecarProcess.withoutPowers(agent.address())) {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            HttpResponse<byte[]> answer = timed("A19 no permission", () -> sidecar.get("/debug/pprof/heap"));

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(text(answer)).contains("may not connect to");
            assertThat(text(sidecar.get("/metrics"))).containsPattern("reason=\"permission\"} [1-9]");
            assertThat(agent.requests()).isEmpty();
        }
    }

    @Test
    void a20_a_file_a_directory_and_a_pipe_are_said_to_be_no_sockets() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path pipe = folder.resolve("pipe");
        assertThat(ChildProcess.run(List.of("mkfifo", pipe.toString())).code()).isZero();

        assertThat(refusal("A20 a plain file", new SocketFile(file), 502)).contains("is not a socket");
        assertThat(refusal("A20 a directory", new SocketFile(folder), 502)).contains("is not a socket");
        assertThat(refusal("A22 a pipe", new SocketFile(pipe), 502)).contains("is not a socket");
    }

    @Test
    void a21_links_are_not_followed() throws Exception {
        Path socket = folder.resolve("introspection.socket");
        Path link = Files.createSymbolicLink(folder.resolve("link"), socket);
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("nothing"));
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        try (EvilAgent agent = EvilAgent.onFile(socket, Agents.good())) {
            assertThat(refusal("A21 a link to a socket", new SocketFile(link), 502))
                    .contains("symbolic link");
            assertThat(refusal("A22 a link to nothing", new SocketFile(nowhere), 502))
                    .contains("symbolic link");
            assertThat(refusal("A22 a link to itself", new SocketFile(loop), 502))
                    .contains("symbolic link");
            assertThat(agent.connections()).isZero();
        }
    }

    @Test
    void a23_a_path_too_long_for_a_socket_is_said_to_be() throws Exception {
        Path longer = folder.resolve("x".repeat(120));

        assertThat(refusal("A23 a path of more than 107 bytes", new SocketFile(longer), 502))
                .contains("a socket's can be 107");
    }

    @Test
    void a24_a_full_queue_is_not_waited_for_forever() throws Exception {
        try (EvilAgent agent = EvilAgent.neverAccepting(EvilAgent.unusedName())) {
            assertThat(refusal("A24 never accepts, its queue full", agent.address(), 504))
                    .contains("did not accept a connection");
        }
    }

    @Test
    void a25_an_impostor_is_not_believed() throws Exception {
        assertThat(ChildProcess.isRoot())
                .as("only root can start a process of another user: run this test as root")
                .isTrue();
        AbstractName name = (AbstractName) EvilAgent.unusedName();
        String listen = "socket(S, AF_UNIX, SOCK_STREAM, 0) or die $!;"
                + " bind(S, pack('S a*', AF_UNIX, \"\\0\" . shift)) or die $!; listen(S, 9) or die $!;"
                + " $| = 1; print 'x'; alarm 60; sleep 60";
        Process impostor =
                ChildProcess.start(ChildProcess.asUser(NOBODY, List.of("perl", "-MSocket", "-e", listen, name.name())));
        try {
            assertThat(impostor.getInputStream().read()).isPositive();
            assertThat(refusal("A25 another user's process", name, 502)).contains("neither root nor you");
        } finally {
            impostor.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = 3)
    void a26_a_long_collection_is_waited_for(int seconds) throws Exception {
        Script good = Agents.good();
        Script slow = exchange -> {
            if (exchange.requestLine().contains("gc=1")) {
                exchange.pause(Duration.ofSeconds(seconds));
            }
            good.play(exchange);
        };
        try (EvilAgent agent = EvilAgent.onAbstractName(slow);
                RunningSidecar sidecar = RunningSidecar.impatient(agent.address())) {
            assertThat(timed(
                                    "A26 collects for " + seconds + " s",
                                    () -> sidecar.send("POST", "/api/v1/snapshots?gc=1", "X-Juju-Heap", "1"))
                            .statusCode())
                    .isIn(STORED_OR_KNOWN);
        }
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(ints = 29)
    void a26_a_collection_of_29_seconds(int seconds) throws Exception {
        a26_a_long_collection_is_waited_for(seconds);
    }

    @Test
    void a27_fifty_who_want_a_collection_cost_one_and_the_next_has_to_wait() throws Exception {
        Script good = Agents.good();
        Script slow = exchange -> {
            exchange.pause(Duration.ofMillis(500)); // for all to come while it is answered
            good.play(exchange);
        };
        try (EvilAgent agent = EvilAgent.onAbstractName(slow);
                RunningSidecar sidecar = RunningSidecar.of(agent.address())) {
            String post = RawClient.request("POST /api/v1/snapshots?gc=1 HTTP/1.1", "X-Juju-Heap: 1");
            long start = System.nanoTime();
            List<Integer> statuses = HostileClients.atOnce(50, () -> RawClient.statusOf(sidecar.port(), post));
            TABLE.add(
                    "A27 fifty collections at once",
                    "200 or 201, one collection",
                    Duration.ofNanos(System.nanoTime() - start));
            assertThat(statuses).allSatisfy(status -> assertThat(status).isIn(STORED_OR_KNOWN));
            assertThat(collections(agent)).isEqualTo(1);

            Thread.sleep(1050);
            HttpResponse<byte[]> again =
                    timed("A27 one more", () -> sidecar.send("POST", "/api/v1/snapshots?gc=1", "X-Juju-Heap", "1"));
            assertThat(again.statusCode()).isEqualTo(429);
            assertThat(again.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(1L, 31L);
            assertThat(collections(agent)).isEqualTo(1);
        }
    }

    private static long collections(EvilAgent agent) throws IOException {
        return agent.requests().stream().filter(line -> line.contains("gc=1")).count();
    }
}
