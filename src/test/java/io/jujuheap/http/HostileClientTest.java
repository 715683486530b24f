// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RawClient.request;
import static io.jujuheap.http.RawClient.statusOf;
import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.EvilAgent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that misbehave. Whatever they do, the sidecar answers others at once, and asks its agent for nothing but heaps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientTest {
    private EvilAgent agent;
    private RunningSidecar sidecar;

    @BeforeAll
    void start() throws Exception {
        agent = EvilAgent.onAbstractName(Agents.good());
        sidecar = RunningSidecar.of(agent.address());
        sidecar.get("/metrics"); // The first answer loads classes.
    }

    @AfterAll
    void stop() throws Exception {
        sidecar.close();
        assertThat(agent.requests())
                .allMatch(line -> line.equals("GET /debug/pprof/heap?debug=0 HTTP/1.1")
                        || line.equals("GET /debug/pprof/heap?debug=0&gc=1 HTTP/1.1")
                        || line.equals("GET /debug/pprof/heap?debug=1 HTTP/1.1")
                        || line.equals("GET /metrics/ HTTP/1.1"));
        agent.close();
    }

    @AfterEach
    void others_are_answered_at_once() throws Exception {
        long start = System.nanoTime();
        assertThat(sidecar.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
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
        }
    }

    @Test
    void h02_a_body_is_refused_before_it_comes() throws Exception {
        try (RawClient slow = new RawClient(sidecar.port())) {
            slow.send(request("POST /api/v1/snapshots HTTP/1.1", "X-Juju-Heap: 1", "Content-Length: 1000000"));

            assertThat(RawClient.status(slow.readAll(Duration.ofSeconds(5)))).isEqualTo(413);
        }
        assertThat(statusOf(
                        sidecar.port(),
                        request("GET / HTTP/1.1", "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n"))
                .isIn(400, 413);
    }

    @Test
    void h04_five_hundred_idle_connections_shut_out_nobody() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                idle.add(new RawClient(sidecar.port()));
            }
            others_are_answered_at_once();
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    @Test
    void h05_what_is_too_large_is_refused() throws Exception {
        int port = sidecar.port();
        assertThat(statusOf(port, request("GET /?" + "a".repeat(64 * 1024) + " HTTP/1.1")))
                .isIn(400, 414, 0);
        assertThat(statusOf(port, request("GET /?" + "a&".repeat(1000) + " HTTP/1.1")))
                .isEqualTo(400);
        assertThat(statusOf(port, request("GET / HTTP/1.1", "A: " + "a".repeat(100_000))))
                .isIn(400, 431, 0);
        assertThat(statusOf(port, request("GET / HTTP/1.1", "A: b\r\n".repeat(1000) + "A: b")))
                .isIn(400, 431, 0);
        assertThat(statusOf(port, request("GET /?" + "a".repeat(8000) + " HTTP/1.1")))
                .isEqualTo(414);
    }

    @Test
    void h06_compressed_bodies_are_not_inflated() throws Exception {
        assertThat(statusOf(
                        sidecar.port(),
                        request(
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
        assertThat(statusOf(sidecar.port(), request(method + " / HTTP/1.1"))).isIn(405, 400);
    }

    @Test
    void h07_head_has_the_length_of_get_and_no_body() throws Exception {
        for (String path : List.of("/", "/-/healthy", "/openapi.yaml", "/api/v1/agents", "/debug/pprof/heap")) {
            HttpResponse<byte[]> get = sidecar.get(path);
            HttpResponse<byte[]> head = sidecar.send("HEAD", path);

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
                "/api/v1/snapshots/machine-0/../../../etc/passwd",
                "/api/v1/snapshots/%2e%2e%2fetc%2fpasswd",
                "/api/v1/snapshots/%252e%252e/x",
                "/api/v1/snapshots/..;/x",
                "/api/v1/snapshots/machine-0/..\\..\\x",
                "/api/v1/snapshots/machine-0/%00",
                "/api/v1/snapshots//etc/passwd",
                "/agents/../units/metrics",
                "/agents/%2e%2e/metrics",
                "/page/../../openapi.yaml",
                "/page/%2e%2e%2fopenapi.yaml",
                "/debug/pprof/../units"
            })
    void h08_paths_do_not_leave_their_place(String path) throws Exception {
        assertThat(statusOf(sidecar.port(), request("GET " + path + " HTTP/1.1")))
                .isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/units?action=stop&unit=mysql/0",
                "/units",
                "/leases/revoke",
                "/debug/pprof/profile",
                "/debug/pprof/trace",
                "/debug/pprof/cmdline",
                "/debug/pprof/goroutine",
                "/depengine",
                "/agents/machine-9/metrics",
                "/agents/machine-0/units",
                "/api/v1/snapshots/machine-0/20261122T160211Z-000",
                "/api/v1/snapshots/machine-0/passwd",
                "/page/none.js",
                "/api",
                "/api/v1",
                "/debug"
            })
    void h08_what_is_not_on_the_list_is_not_found(String path) throws Exception {
        HttpResponse<byte[]> response = sidecar.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void h08_posts_that_would_stop_units_are_refused() throws Exception {
        assertThat(sidecar.send("POST", "/units?action=stop&unit=mysql/0", "X-Juju-Heap", "1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(sidecar.send("POST", "/debug/heap", "X-Juju-Heap", "1").statusCode())
                .isEqualTo(405);
        assertThat(statusOf(
                        sidecar.port(), request("POST http://localhost/units?action=stop HTTP/1.1", "X-Juju-Heap: 1")))
                .isIn(400, 404);
    }

    @Test
    void h09_headers_cannot_be_injected() throws Exception {
        try (RawClient client = new RawClient(sidecar.port())) {
            String answer = client.send(
                            request("GET /debug/heap?format=pprof&agent=machine-0%0d%0aEvil:%20yes HTTP/1.1"))
                    .readAll(Duration.ofSeconds(5));

            assertThat(RawClient.status(answer)).isEqualTo(404);
            assertThat(answer).doesNotContain("\nEvil:");
        }
    }

    @Test
    void h10_a_foreign_host_is_refused() throws Exception {
        int port = sidecar.port();
        assertThat(statusOf(port, "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .isEqualTo(421);
        assertThat(statusOf(port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .isEqualTo(400);
        assertThat(statusOf(port, "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .isEqualTo(400);
        assertThat(statusOf(port, "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .isIn(400, 421);
    }

    @Test
    void h11_a_picture_on_a_foreign_page_cannot_force_a_collection() throws Exception {
        sidecar.get("/debug/heap?gc=1&format=pprof", "Sec-Fetch-Site", "cross-site");
        assertThat(sidecar.send("POST", "/api/v1/snapshots?gc=true").statusCode())
                .isEqualTo(403);
        assertThat(sidecar.send("POST", "/api/v1/snapshots?gc=true", "X-Juju-Heap", "1", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);

        assertThat(agent.requests()).noneMatch(line -> line.contains("gc=1"));
    }

    @Test
    void h12_no_answer_shares_itself_with_other_sites() throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/api/v1/agents", "Origin", "https://evil.example");

        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void h13_every_answer_is_guarded_against_being_framed_and_guessed() throws Exception {
        for (String path : List.of("/", "/metrics", "/debug/pprof/", "/nothing", "/api/v1/agents")) {
            HttpResponse<byte[]> response = sidecar.get(path);

            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("X-Frame-Options")).contains("deny");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .contains("script-src 'self'");
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
        assertThat(statusOf(sidecar.port(), request)).isIn(0, 400, 405, 413, 421, 501, 505);
    }

    @Test
    void h16_a_hundred_who_want_a_snapshot_cost_one_request() throws Exception {
        Thread.sleep(1100); // until what others fetched is no longer fresh
        long before = heapRequests();
        long start = System.nanoTime();
        List<Thread> all = new ArrayList<>();
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 100; i++) {
            Thread thread = new Thread(() -> {
                try {
                    statuses.add(sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1")
                            .statusCode());
                } catch (IOException | InterruptedException e) {
                    statuses.add(-1);
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(statuses).hasSize(100).allMatch(status -> status == 200 || status == 201);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(heapRequests() - before)
                .as("one a second, over %d s", seconds)
                .isBetween(1L, 1 + seconds);
    }

    private long heapRequests() {
        return agent.requests().stream().filter(line -> line.contains("heap")).count();
    }

    @Test
    void h17_whoever_has_a_snapshot_is_told_so() throws Exception {
        sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1");
        String list = text(sidecar.get("/api/v1/snapshots"));
        String url = list.replaceAll("(?s).*?\"url\":\"([^\"]+)\".*", "$1");
        HttpResponse<byte[]> first = sidecar.get(url);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo(Agents.HEAP.protobuf());
        assertThat(first.headers().firstValue("Cache-Control").orElse("")).contains("private");
        assertThat(sidecar.get(url, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(sidecar.get(url, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void h20_clients_that_hang_up_leave_nothing_behind() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (RawClient client = new RawClient(sidecar.port())) {
                client.send(request("GET /debug/pprof/heap HTTP/1.1"));
            }
        }
    }

    @Test
    void bad_parameters_are_told_in_a_sentence() throws Exception {
        for (String path : List.of(
                "/debug/heap?format=xml",
                "/debug/heap?debug=7",
                "/debug/heap?format=json&n=x",
                "/debug/pprof/heap?seconds=-1",
                "/debug/pprof/heap?seconds=9999",
                "/debug/pprof/heap?seconds=1&debug=1",
                "/api/v1/top?type=bytes",
                "/api/v1/top?n=0",
                "/api/v1/top?focus=(",
                "/api/v1/diff",
                "/api/v1/trend?from=now",
                "/api/v1/snapshots?limit=0")) {
            HttpResponse<byte[]> response = sidecar.get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(400);
            assertThat(text(response))
                    .contains("\"detail\":\"")
                    .contains(".\"}")
                    .doesNotContain("Exception");
        }
    }
}
