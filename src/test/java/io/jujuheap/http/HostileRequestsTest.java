// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RawClient.request;
import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.Script;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask for what they should not, in well-formed requests. */
class HostileRequestsTest extends HostileClients {
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
        assertThat(statusOf(request("GET " + path + " HTTP/1.1"))).isIn(400, 404);
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
                "/debug/pprof/block",
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
        HttpResponse<byte[]> response = get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void h08_posts_that_would_stop_units_are_refused() throws Exception {
        assertThat(send("POST", "/units?action=stop&unit=mysql/0", "X-Juju-Heap", "1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/debug/heap", "X-Juju-Heap", "1").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/debug/heap").statusCode()).isEqualTo(405);
        assertThat(statusOf(request("POST http://localhost/units?action=stop HTTP/1.1", "X-Juju-Heap: 1")))
                .isIn(400, 404);
    }

    @Test
    void h09_headers_cannot_be_injected() throws Exception {
        try (RawClient client = new RawClient(sidecar.port())) {
            String answer = client.send(
                            request("GET /debug/heap?format=pprof&agent=machine-0%0d%0aEvil:%20yes HTTP/1.1"))
                    .readAll(Duration.ofSeconds(5));

            outcome(Integer.toString(RawClient.status(answer)));
            assertThat(RawClient.status(answer)).isEqualTo(404);
            assertThat(answer).doesNotContain("\nEvil:");
        }
    }

    @Test
    void h10_a_foreign_host_is_refused() throws Exception {
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .isEqualTo(421);
        assertThat(statusOf("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).isEqualTo(400);
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .isEqualTo(400);
        assertThat(statusOf("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .isIn(400, 421);
    }

    @Test
    void h11_a_picture_on_a_foreign_page_cannot_force_a_collection() throws Exception {
        assertThat(get("/debug/heap?gc=1&format=pprof", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/api/v1/snapshots?gc=true").statusCode()).isEqualTo(403);
        assertThat(send("POST", "/api/v1/snapshots?gc=true", "X-Juju-Heap", "1", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);

        assertThat(agent.requests()).noneMatch(line -> line.contains("gc=1"));
    }

    @Test
    void h12_no_answer_shares_itself_with_other_sites() throws Exception {
        HttpResponse<byte[]> response = get("/api/v1/agents", "Origin", "https://evil.example");

        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void h13_every_answer_is_guarded_against_being_framed_and_guessed() throws Exception {
        List<String> paths = new ArrayList<>(Questions.all());
        paths.addAll(List.of("/debug/pprof/", "/nothing"));
        for (String path : paths) {
            HttpResponse<byte[]> response = get(path);

            assertThat(response.statusCode()).as(path).isIn(200, 404);
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("X-Frame-Options")).contains("deny");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'")
                    .contains("script-src 'self'");
        }
    }

    @Test
    void h16_a_hundred_who_want_a_snapshot_cost_one_request() throws Exception {
        Thread.sleep(1100); // until what others fetched is no longer fresh
        long before = heapRequests();
        Script good = Agents.good();
        agent.play(exchange -> {
            exchange.pause(Duration.ofMillis(800)); // for all to come while it is answered
            good.play(exchange);
        });

        List<Integer> statuses =
                atOnce(100, () -> statusOf(request("POST /api/v1/snapshots HTTP/1.1", "X-Juju-Heap: 1")));

        assertThat(statuses).hasSize(100).containsAnyOf(200, 201).isSubsetOf(200, 201);
        assertThat(heapRequests() - before).isEqualTo(1);
        agent.play(good);
    }

    private long heapRequests() {
        return agent.requests().stream().filter(line -> line.contains("heap")).count();
    }

    @Test
    void h17_whoever_has_a_snapshot_is_told_so() throws Exception {
        send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1");
        String list = text(get("/api/v1/snapshots"));
        String url = list.replaceAll("(?s).*?\"url\":\"([^\"]+)\".*", "$1");
        HttpResponse<byte[]> first = get(url);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo(Agents.HEAP.protobuf());
        assertThat(first.headers().firstValue("Cache-Control").orElse("")).contains("private");
        assertThat(get(url, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get(url, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(get(url, "Range", "bytes=0-9").body()).isEqualTo(first.body());
        assertThat(send("HEAD", url).headers().firstValueAsLong("Content-Length"))
                .hasValue(first.body().length);
    }

    @Test
    void h18_a_thousand_wrong_tokens_open_nothing(@TempDir Path folder) throws Exception {
        String token = "0123456789abcdef0123456789abcdef";
        Path file = Files.createFile(
                folder.resolve("token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token);
        try (SidecarProcess guarded = SidecarProcess.of(agent.address(), "--web.token-file=" + file)) {
            for (int i = 0; i < 1000; i++) {
                String wrong = token.substring(0, i % 32) + "x" + (i % 3 == 0 ? "" : token.substring(i % 32));
                assertThat(guarded.get("/debug/heap", "Authorization", "Bearer " + wrong)
                                .statusCode())
                        .isEqualTo(401);
            }
            for (String header : List.of(
                    "Bearer",
                    "Bearer ",
                    "bearer\0" + token,
                    "Basic !!!",
                    "Basic " + "A".repeat(8000),
                    "Digest " + token)) {
                assertThat(RawClient.statusOf(
                                guarded.port(), request("GET /debug/heap HTTP/1.1", "Authorization: " + header)))
                        .as(header)
                        .isIn(400, 401);
            }
            assertThat(guarded.get("/debug/heap").statusCode()).isEqualTo(401);
            assertThat(guarded.get("/debug/heap", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(guarded.log()).doesNotContain(token);
        }
        outcome("401");
    }

    @Test
    void bad_parameters_are_told_in_a_sentence() throws Exception {
        for (String path : List.of(
                "/debug/heap?format=xml",
                "/debug/heap?debug=7",
                "/debug/heap?format=json&n=x",
                "/debug/heap?gc=1",
                "/debug/pprof/heap?gc=1",
                "/debug/pprof/heap?seconds=-1",
                "/debug/pprof/heap?seconds=9999",
                "/debug/pprof/heap?seconds=1&debug=1",
                "/api/v1/top?type=bytes",
                "/api/v1/top?n=0",
                "/api/v1/top?focus=(",
                "/api/v1/trend?from=now",
                "/api/v1/leaks?to=",
                "/api/v1/snapshots?limit=0")) {
            HttpResponse<byte[]> response = get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(400);
            assertThat(text(response))
                    .contains("\"detail\":\"")
                    .contains(".\"}\n")
                    .doesNotContain("Exception");
        }
    }
}
