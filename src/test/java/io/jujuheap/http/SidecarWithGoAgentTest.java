// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.GoProgram;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sidecar in front of a real Go process, asked as people and tools ask it. */
class SidecarWithGoAgentTest {
    @TempDir
    static Path folder;

    private static GoAgent agent;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void start() throws Exception {
        agent = GoAgent.on(
                new SocketFile(folder.resolve("introspection.socket")),
                "-workload",
                "leak,churn",
                "-stacks",
                "20000",
                "-rate",
                "1",
                "-freeze");
        sidecar = RunningSidecar.of(agent.socketFile());
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        agent.close();
    }

    @Test
    void curl_gets_the_text_that_juju_heap_profile_prints() throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/debug/heap", "Accept", "*/*", "User-Agent", "curl/8.5.0");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(text(response)).startsWith("heap profile: ").contains("# runtime.MemStats");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
    }

    @Test
    void a_program_gets_a_summary_as_json() throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/debug/heap?n=3", "Accept", "application/json");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response))
                .startsWith("{\"capture\":{\"agent\":\"machine-0\"")
                .contains("\"inuseBytes\":");
    }

    @Test
    void pprof_format_is_the_gzipped_protobuf() throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/debug/pprof/heap");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(response.body()).startsWith(0x1f, 0x8b);
    }

    @Test
    void metrics_have_the_figures_of_the_heap() throws Exception {
        sidecar.get("/debug/pprof/heap");

        assertThat(text(sidecar.get("/metrics")))
                .contains("juju_agent_up{agent=\"machine-0\"} 1")
                .containsPattern("juju_agent_heap_profile_inuse_bytes\\{agent=\"machine-0\"} [1-9]");
    }

    @Test
    void go_tool_pprof_shows_the_same_table_as_straight_from_the_agent() throws Exception {
        Path file = folder.resolve("direct.pb.gz");
        try (AgentClient client = new AgentClient(agent.socketFile())) {
            Files.write(file, client.get(AgentQuery.HEAP, AgentLimits.DEFAULT).body());
        }

        String direct = table(pprof("-top", file.toString()));
        assertThat(direct).contains("main.");
        assertThat(table(pprof("-top", sidecar.address() + "/debug/pprof/heap")))
                .isEqualTo(direct);
        assertThat(table(pprof("-top", sidecar.address() + "/debug/heap?debug=0")))
                .isEqualTo(direct);
        assertThat(table(pprof("-top", "-sample_index=inuse_space", sidecar.address() + "/debug/pprof/allocs")))
                .isEqualTo(direct);
    }

    /** Go's own pages and people ask so: text for any level of debugging. */
    @Test
    void debug_2_is_text_as_with_go() throws Exception {
        assertThat(text(sidecar.get("/debug/pprof/heap?debug=2"))).startsWith("heap profile: ");
    }

    @Test
    void go_tool_pprof_takes_the_token_as_password() throws Exception {
        Path token = folder.resolve("password");
        Files.createFile(token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, "0123456789abcdef0123456789abcdef");
        try (RunningSidecar guarded = RunningSidecar.of(
                agent.socketFile(), Duration.ofMinutes(1), web -> WebSettings.withTokenFile(web, token))) {
            assertThat(pprof(
                            "-top",
                            "http://any:0123456789abcdef0123456789abcdef@127.0.0.1:" + guarded.port()
                                    + "/debug/pprof/heap"))
                    .contains("Type: inuse_space", "main.");
        }
    }

    @Test
    void go_tool_pprof_shows_allocations_of_allocs() throws Exception {
        assertThat(pprof("-top", sidecar.address() + "/debug/pprof/allocs")).contains("Type: alloc_space");
    }

    @Test
    void two_hundred_who_ask_at_once_cost_one_request() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                clients.add(new RawClient(sidecar.port()));
            }
            Thread.sleep(1100); // until what others fetched is no longer fresh
            long before = heapRequests();

            for (RawClient client : clients) {
                client.send(RawClient.request("GET /debug/pprof/heap HTTP/1.1"));
            }
            for (RawClient client : clients) {
                assertThat(RawClient.status(client.readAll(Duration.ofSeconds(30))))
                        .isEqualTo(200);
            }
            assertThat(heapRequests() - before).isEqualTo(1);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static long heapRequests() throws IOException {
        return agent.requests().stream()
                .filter(request -> request.uri().startsWith("/debug/pprof/heap"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/agents", "/api/v1/summary", "/api/v1/top?n=5&cum=true", "/api/v1/top?snapshot=live",
                "/api/v1/flamegraph", "/api/v1/flamegraph?base=oldest", "/api/v1/diff?base=oldest", "/api/v1/trend",
                "/api/v1/snapshots"
            })
    void reports_are_json(String path) throws Exception {
        sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1");

        HttpResponse<byte[]> response = sidecar.get(path);

        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(new ObjectMapper().readTree(response.body()).size()).isPositive();
    }

    @Test
    void S07_two_sidecars_of_one_agent_both_work() throws Exception {
        try (RunningSidecar other = RunningSidecar.of(agent.socketFile())) {
            for (RunningSidecar each : List.of(sidecar, other)) {
                assertThat(each.get("/debug/pprof/heap").statusCode()).isEqualTo(200);
            }
            assertThat(text(other.get("/metrics"))).contains("juju_agent_up{agent=\"machine-0\"} 1");
        }
    }

    @Test
    void the_agents_own_metrics_pass_through() throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/agents/machine-0/metrics");

        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(text(response)).contains("go_memstats_heap_alloc_bytes ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /units?action=stop&unit=mysql/0 HTTP/1.1",
                "GET /units?action=stop&unit=mysql/0 HTTP/1.1",
                "POST http://unix.socket/units?action=stop HTTP/1.1",
                "GET http://unix.socket/units?action=stop HTTP/1.1",
                "GET /debug/pprof/../../units?action=stop HTTP/1.1",
                "GET /debug/pprof/%2e%2e/%2e%2e/units?action=stop HTTP/1.1",
                "GET /agents/..%2funits/metrics HTTP/1.1",
                "GET /debug/pprof/heap%3f../units HTTP/1.1",
                "GET /debug/heap?agent=../../units HTTP/1.1",
                "GET /debug/pprof/profile HTTP/1.1",
                "GET /debug/pprof/cmdline HTTP/1.1",
                "GET /depengine HTTP/1.1",
                "GET /debug/heap?gc=1 HTTP/1.1",
                "POST /debug/heap?gc=1 HTTP/1.1",
                "DELETE /api/v1/snapshots HTTP/1.1"
            })
    void nothing_but_allowed_questions_reaches_the_agent(String line) throws Exception {
        int status = RawClient.statusOf(sidecar.port(), RawClient.request(line, "X-Juju-Heap: 1"));

        assertThat(status).isBetween(400, 499);
        assertThat(agent.requests().stream().map(GoAgent.Request::line))
                .isSubsetOf(
                        "GET /debug/pprof/heap?debug=0",
                        "GET /debug/pprof/heap?debug=1",
                        "GET /debug/pprof/goroutine?debug=0",
                        "GET /metrics/");
    }

    @Test
    void a_foreign_host_a_foreign_page_and_a_wrong_path_leave_no_trace_at_the_agent() throws Exception {
        int before = agent.requests().size();
        int port = sidecar.port();
        assertThat(RawClient.statusOf(
                        port, "GET /debug/heap HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .isEqualTo(421);
        assertThat(RawClient.statusOf(
                        port, RawClient.request("POST /api/v1/snapshots HTTP/1.1", "Origin: https://evil.example")))
                .isEqualTo(403);
        assertThat(agent.requests()).hasSize(before);
    }

    @Test
    void it_is_healthy_and_ready() throws Exception {
        assertThat(sidecar.get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(sidecar.get("/-/ready").statusCode()).isEqualTo(200);
    }

    /** As pkg/scrape of Parca asks: status 200 and a profile that google/pprof parses, in the time of a scrape. */
    @ParameterizedTest
    @ValueSource(strings = {"/debug/pprof/heap", "/debug/pprof/allocs", "/debug/pprof/heap?seconds=1"})
    void parca_gets_what_its_scraper_takes(String path) throws Exception {
        HttpResponse<byte[]> response = sidecar.get(path, "User-Agent", "conprof/v0.24.2", "Accept-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(200);
        assertPlainlyGzipped(response);
    }

    /**
     * As pyroscope.scrape of Grafana Alloy, and Pyroscope before it, asks: with delta a whole interval of 15 s less one, and
     * the type of the answer must be that of Go's own handler, the first bytes those of gzip.
     */
    @ParameterizedTest
    @ValueSource(strings = {"/debug/pprof/allocs", "/debug/pprof/heap", "/debug/pprof/allocs?seconds=2"})
    void alloy_gets_what_its_scraper_takes(String path) throws Exception {
        HttpResponse<byte[]> response =
                sidecar.get(path, "User-Agent", "Alloy/v1.8.0 (linux; deb)", "Accept-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/octet-stream");
        assertPlainlyGzipped(response);
    }

    /** Go's client takes off one gzip when the answer says it is an encoding; the profile would then be inflated. */
    private static void assertPlainlyGzipped(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
        assertThat(response.body()).startsWith(0x1f, 0x8b);
        Path file = Files.write(folder.resolve("scraped.pb.gz"), response.body());
        assertThat(pprof("-raw", file.toString())).contains("inuse_space/bytes");
    }

    /** Their clients follow no redirect to another path, and keep one connection. */
    @Test
    void scrapers_with_a_token_are_let_in_by_either_scheme() throws Exception {
        Path token = folder.resolve("token");
        Files.createFile(token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, "0123456789abcdef0123456789abcdef");
        try (RunningSidecar guarded = RunningSidecar.of(
                agent.socketFile(), Duration.ofMinutes(1), web -> WebSettings.withTokenFile(web, token))) {
            String basic = Base64.getEncoder()
                    .encodeToString("alloy:0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
            for (String authorization : List.of("Bearer 0123456789abcdef0123456789abcdef", "Basic " + basic)) {
                assertThat(guarded.get("/debug/pprof/heap", "Authorization", authorization)
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(guarded.get("/debug/pprof/heap").statusCode()).isEqualTo(401);
        }
    }

    private static String pprof(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(GoProgram.go().toString(), "tool", "pprof", "-symbolize=none"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PPROF_TMPDIR", folder.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** From the line that begins the table. */
    private static String table(String output) {
        return output.substring(output.indexOf("Showing nodes"));
    }
}
