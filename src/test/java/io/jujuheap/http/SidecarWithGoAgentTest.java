// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.GoProgram;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
                new SocketFile(folder.resolve("introspection.socket")), "-workload", "leak,churn", "-freeze");
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
            Files.write(file, client.get(AgentQuery.HEAP).body());
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

    @Test
    void go_tool_pprof_shows_allocations_of_allocs() throws Exception {
        assertThat(pprof("-top", sidecar.address() + "/debug/pprof/allocs")).contains("Type: alloc_space");
    }

    @Test
    void two_hundred_who_ask_at_once_cost_one_request() throws Exception {
        Thread.sleep(1100); // until what others fetched is no longer fresh
        long before = heapRequests();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 200; i++) {
            Thread thread = new Thread(() -> {
                try {
                    statuses.add(sidecar.get("/debug/pprof/heap").statusCode());
                } catch (IOException | InterruptedException e) {
                    statuses.add(-1);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(statuses).hasSize(200).containsOnly(200);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(heapRequests() - before)
                .as("one a second, over %d s", seconds)
                .isBetween(1L, 1 + seconds);
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

    @Test
    void nothing_but_allowed_questions_reaches_the_agent() throws Exception {
        for (String path : List.of("/units?action=stop", "/debug/pprof/profile", "/depengine", "/debug/heap?gc=1")) {
            sidecar.get(path);
            sidecar.send("POST", path, "X-Juju-Heap", "1");
        }

        assertThat(agent.requests().stream().map(GoAgent.Request::line))
                .isSubsetOf("GET /debug/pprof/heap?debug=0", "GET /debug/pprof/heap?debug=1", "GET /metrics/");
    }

    @Test
    void it_is_healthy_and_ready() throws Exception {
        assertThat(sidecar.get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(sidecar.get("/-/ready").statusCode()).isEqualTo(200);
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
