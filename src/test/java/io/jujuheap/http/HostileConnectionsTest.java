// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that misbehave with connections, heads and bodies. */
class HostileConnectionsTest extends HostileClients {
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(20);

    /** More than the kernel takes for a reader who does not read. */
    private static final byte[] LARGE_TEXT = repeated(Agents.HEAP.text(), 20 << 20);

    private static byte[] repeated(byte[] part, int atLeast) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(atLeast);
        while (all.size() < atLeast) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void h01_a_head_that_comes_a_byte_at_a_time_is_cut_off() throws Exception {
        try (RawClient slow = new RawClient(sidecar.port())) {
            long start = System.nanoTime();
            slow.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
            while (!slow.isClosedWithin(Duration.ofMillis(500))) {
                slow.send("X: y\r\n");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            }
            outcome("cut off");
        }
    }

    @Test
    void h02_a_body_is_refused_before_it_comes() throws Exception {
        try (RawClient slow = new RawClient(sidecar.port())) {
            slow.send(request("POST /api/v1/snapshots HTTP/1.1", "X-Juju-Heap: 1", "Content-Length: 1000000"));

            assertThat(RawClient.status(slow.readAll(Duration.ofSeconds(5)))).isEqualTo(413);
            outcome("413");
        }
        assertThat(statusOf(request("GET / HTTP/1.1", "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n"))
                .isIn(400, 413);
    }

    @Test
    void h03_readers_who_do_not_read_are_cut_off() throws Exception {
        agent.play(Script.ok(LARGE_TEXT));
        List<RawClient> slow = clients(8);
        try {
            for (RawClient client : slow) {
                client.send(request("GET /debug/heap HTTP/1.1"));
            }
            for (int i = 0; i < 20; i++) {
                othersAreAnsweredAtOnce();
                Thread.sleep(50);
            }
            Thread.sleep(WRITE_TIMEOUT.toMillis());
            for (RawClient client : slow) {
                assertThat(client.readAll(Duration.ofSeconds(5)).length()).isLessThan(LARGE_TEXT.length);
            }
            outcome("cut off");
            assertThat(get("/debug/heap").body()).hasSameSizeAs(LARGE_TEXT);
        } finally {
            close(slow);
            agent.play(Agents.good());
        }
    }

    @Test
    void h04_five_thousand_idle_connections_shut_out_nobody() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                idle.addAll(clients(100));
                othersAreAnsweredAtOnce();
            }
            assertThat(sidecar.footprint().descriptors()).isLessThan(400);
            outcome("the oldest cut off");
        } finally {
            close(idle);
        }
    }

    private List<RawClient> clients(int count) throws IOException {
        List<RawClient> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new RawClient(sidecar.port()));
        }
        return all;
    }

    private static void close(List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void h05_what_is_too_large_is_refused() throws Exception {
        assertThat(statusOf(request("GET /?" + "a".repeat(64 * 1024) + " HTTP/1.1")))
                .isIn(400, 414, 0);
        assertThat(statusOf(request("GET /?" + "a&".repeat(1000) + " HTTP/1.1")))
                .isEqualTo(400);
        assertThat(statusOf(request("GET / HTTP/1.1", "A: " + "a".repeat(100_000))))
                .isIn(400, 431, 0);
        assertThat(statusOf(request("GET / HTTP/1.1", "A: b\r\n".repeat(1000) + "A: b")))
                .isIn(400, 431, 0);
        assertThat(statusOf(request("GET /?" + "a".repeat(8000) + " HTTP/1.1"))).isEqualTo(414);
    }

    @Test
    void h06_compressed_bodies_are_not_inflated() throws Exception {
        assertThat(statusOf(request(
                                "POST /api/v1/snapshots HTTP/1.1",
                                "X-Juju-Heap: 1",
                                "Content-Encoding: gzip",
                                "Content-Length: 4")
                        + "\u001f\u008b\u0008\u0000"))
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "OPTIONS", "FOO", "PUT", "DELETE"})
    void h07_other_methods_are_refused(String method) throws Exception {
        assertThat(statusOf(request(method + " / HTTP/1.1"))).isIn(405, 400);
    }

    @Test
    void h07_head_has_the_length_of_get_and_no_body() throws Exception {
        for (String path : List.of("/", "/-/healthy", "/openapi.yaml", "/api/v1/agents", "/debug/pprof/heap")) {
            HttpResponse<byte[]> get = get(path);
            HttpResponse<byte[]> head = send("HEAD", path);

            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Length"))
                    .isEqualTo(get.headers().firstValue("Content-Length"))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET\r\n\r\n",
                "\0\0\0\0\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"
            })
    void h14_what_is_not_clearly_one_request_is_refused(String request) throws Exception {
        assertThat(statusOf(request)).isIn(0, 400, 405, 413, 421, 501, 505);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length : 30",
                "Content-Length\t: 30",
                "Content-Length\0: 30",
                "Content-Length\u000b: 30",
                ": no name",
                " folded",
                "no colon",
                "A: b\0c",
                "A: b\rc",
                "A: b\u000bc",
                "A(b): c",
                "\u00e4: c"
            })
    void h23_malformed_headers_are_refused_and_the_connection_is_closed(String header) throws Exception {
        String smuggled = "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (RawClient client = new RawClient(sidecar.port())) {
            client.send("GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n" + smuggled);
            String answer = client.readAll(Duration.ofSeconds(5));

            assertThat(RawClient.status(answer)).isEqualTo(400);
            assertThat(answer).contains("Malformed request head").doesNotContain("200");
            assertThat(answer).containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/1.1",
                "GET / HTTP/1.1 ",
                " GET / HTTP/1.1",
                "GET /\0 HTTP/1.1",
                "GET / http/1.1",
                "GET /",
                "G(T / HTTP/1.1"
            })
    void h23_malformed_request_lines_are_refused(String line) throws Exception {
        assertThat(statusOf(request(line))).isEqualTo(400);
    }

    @Test
    void h23_other_versions_are_refused_and_one_empty_line_is_ignored() throws Exception {
        assertThat(statusOf(request("GET /-/healthy HTTP/2.0"))).isEqualTo(505);
        assertThat(statusOf("\r\n" + request("GET /-/healthy HTTP/1.1"))).isEqualTo(200);
        assertThat(statusOf("\r\n\r\n" + request("GET /-/healthy HTTP/1.1"))).isEqualTo(400);
        assertThat(statusOf(request("GET /-/healthy HTTP/1.1").replace("\r\n", "\n")))
                .isEqualTo(200);
    }

    @Test
    void h23_an_empty_line_may_come_in_pieces() throws Exception {
        try (RawClient client = new RawClient(sidecar.port())) {
            for (String piece : List.of("\r", "\n", "G", "ET /-/healthy HTTP/1.1\r\nHost: local", "host\r\n\r\n")) {
                client.send(piece);
                Thread.sleep(100);
            }
            client.send(request("GET /-/ready HTTP/1.1"));

            assertThat(client.readAll(Duration.ofSeconds(5))).contains("is healthy", "is ready");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = 2_000)
    void h15_scrapes_by_fifty_at_a_time_cost_the_agent_nothing(int scrapes) throws Exception {
        Thread.sleep(1_100); // until the sidecar has made its first round
        int asked = agent.requests().size();
        scrape(scrapes);
        assertThat(agent.requests()).hasSize(asked);
        // Java 25 lets the heap grow to its limit before it collects; make bench holds the charm's Java to 5 MB more.
        assertThat(sidecar.footprint().residentKilobytes()).isLessThan(SidecarProcess.MEMORY_HIGH_KILOBYTES);
        outcome("200");
    }

    private void scrape(int times) throws Exception {
        Outcome result = ChildProcess.run(List.of(
                GoProgram.LOAD.path().toString(),
                "-rounds=1",
                "-clients=50",
                "-requests=" + times,
                "-least=5000",
                sidecar.address() + "/metrics"));
        assertThat(result.code()).as(result.err()).isZero();
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(ints = 10_000)
    void h15_ten_thousand_scrapes(int scrapes) throws Exception {
        h15_scrapes_by_fifty_at_a_time_cost_the_agent_nothing(scrapes);
    }

    @Test
    void h20_clients_that_hang_up_leave_nothing_behind() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (RawClient client = new RawClient(sidecar.port())) {
                client.send(request("GET /debug/pprof/heap HTTP/1.1"));
            }
        }
        outcome("nothing in the log");
    }

    @Test
    void h21_deltas_have_few_places_and_lose_them_with_their_askers() throws Exception {
        String delta = "GET /debug/pprof/heap?seconds=299 HTTP/1.1";
        List<RawClient> waiting = clients(4);
        try {
            for (RawClient client : waiting) {
                client.send(request(delta));
            }
            Thread.sleep(500);
            for (int i = 0; i < 296; i++) {
                assertThat(statusOf(request(delta))).isEqualTo(429);
            }
            assertThat(get("/debug/pprof/heap?seconds=299").headers().firstValue("Retry-After"))
                    .isPresent();
            othersAreAnsweredAtOnce();
        } finally {
            close(waiting);
        }
        Thread.sleep(3000); // A hang-up is noticed within two seconds.
        assertThat(get("/debug/pprof/heap?seconds=1").statusCode()).isEqualTo(200);
    }

    @Test
    void h22_requests_that_wait_for_an_agent_leave_room_for_metrics_and_health() throws Exception {
        Thread.sleep(1100); // until no fetched profile is fresh
        Script good = Agents.good();
        agent.play(exchange -> {
            exchange.pause(Duration.ofSeconds(8));
            good.play(exchange);
        });
        List<RawClient> waiting = clients(250);
        try {
            for (RawClient client : waiting) {
                client.send(request("GET /debug/pprof/heap HTTP/1.1"));
            }
            Thread.sleep(500);
            othersAreAnsweredAtOnce();
            assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(statusOf(request("GET /debug/pprof/heap HTTP/1.1"))).isEqualTo(503);
            outcome("503");
        } finally {
            close(waiting);
            agent.play(good);
        }
        Thread.sleep(3000);
        assertThat(get("/api/v1/agents").statusCode()).isEqualTo(200);
    }

    @Test
    void an_asker_that_pipelines_gets_its_first_answer() throws Exception {
        try (RawClient client = new RawClient(sidecar.port())) {
            client.send("GET /debug/pprof/heap?seconds=3 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            Thread.sleep(500);
            client.send("GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(client.readAll(Duration.ofSeconds(10))).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_hang_up_does_not_delay_the_stop() throws Exception {
        try (SidecarProcess other = SidecarProcess.of(agent.address())) {
            try (RawClient client = new RawClient(other.port())) {
                client.send(request("GET /debug/pprof/heap?seconds=299 HTTP/1.1"));
                Thread.sleep(1000);
            }
            Thread.sleep(3000);
            other.terminate();

            assertThat(other.exitCode(5)).isEqualTo(143);
        }
    }
}
