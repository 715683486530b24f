// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.agent.AgentClient;
import io.jujuheap.agent.AgentLimits;
import io.jujuheap.agent.AgentQuery;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Exchange;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The goroutines of a real Go process that starts ten a second, all of which wait for ever, through the sidecar. */
class GoroutinesThroughSidecarTest {
    private static final int PROFILES = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    @Timeout(90)
    void a_leak_is_named_counted_and_shown_in_each_form() throws Exception {
        Path store = folder.resolve("store");
        try (GoAgent agent =
                GoAgent.on(new SocketFile(folder.resolve("introspection.socket")), "-workload", "goroutines,churn")) {
            fill(store, agent);
            try (RunningSidecar sidecar = RunningSidecar.of(agent.socketFile(), Duration.ofMinutes(1), store)) {
                untilCounted(sidecar);
                assertLeak(get(sidecar, "/api/v1/goroutines"));
                assertEveryForm(sidecar, agent);
            }
        }
    }

    /** Stores profiles as a sidecar would that had run for a while, but half a second apart. */
    private static void fill(Path store, GoAgent agent) throws Exception {
        Retention retention = Retention.DEFAULT.withMinFreeBytes(0);
        try (ProfileStores stores = ProfileStores.open(store, retention, CollectSettings.DEFAULT);
                AgentClient client = new AgentClient(agent.socketFile())) {
            for (int i = 0; i < PROFILES; i++) {
                Thread.sleep(1000);
                byte[] goroutines =
                        client.get(AgentQuery.GOROUTINES, AgentLimits.DEFAULT).body();
                Capture about = new Capture("machine-0", Instant.now(), Trigger.TIMER, Origin.UNKNOWN);
                stores.goroutines().store(about, goroutines, new byte[0]);
            }
        }
    }

    private static void untilCounted(RunningSidecar sidecar) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (!text(sidecar.get("/metrics")).contains("juju_agent_goroutine_leak_suspects{agent=\"machine-0\"} 1")) {
            assertThat(Instant.now()).as("counted in time").isBefore(end);
            Thread.sleep(100);
        }
    }

    private static JsonNode get(RunningSidecar sidecar, String path) throws Exception {
        HttpResponse<byte[]> answer = sidecar.get(path);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static void assertLeak(JsonNode report) {
        assertThat(report.get("snapshots").asInt()).isGreaterThan(PROFILES);
        JsonNode worst = report.get("stacks").get(0);
        assertThat(worst.get("verdict").asText()).as("%s", report).isEqualTo("leak");
        assertThat(worst.get("function").asText()).isEqualTo("main.waiter");
        assertThat(worst.get("growth").asLong()).isGreaterThan(30);
        assertThat(worst.get("stackBytes").asLong())
                .as("each stack has 2 kB or more")
                .isGreaterThan(2048 * worst.get("goroutines").asLong());
        assertThat(report.get("explanation").asText())
                .matches(
                        "(?s)\\d+ goroutines wait at main\\.waiter, started as main\\.waiter: \\d+ more than at first, and still"
                                + " more; they hold .* of stacks.*");
    }

    /** The same number in each form, but for those that started between two requests. */
    private static void assertEveryForm(RunningSidecar sidecar, GoAgent agent) throws Exception {
        String direct;
        try (AgentClient client = new AgentClient(agent.socketFile())) {
            direct = new String(
                    client.get(AgentQuery.GOROUTINES_TEXT, AgentLimits.DEFAULT).body(), UTF_8);
        }
        long before = waiters(direct);
        assertThat(before).isGreaterThan(50);
        String asText = text(sidecar.get("/debug/goroutines"));
        assertThat(waiters(asText)).isBetween(before, before + 200);
        assertThat(text(sidecar.get("/agents/machine-0/debug/pprof/goroutine?debug=1")))
                .startsWith("goroutine profile: total ");
        JsonNode json = get(sidecar, "/debug/goroutines?format=json");
        assertThat(json.get("stacks").get(0).get("function").asText()).isEqualTo("main.waiter");
        assertThat(json.get("stacks").get(0).get("goroutines").asLong()).isBetween(before, before + 400);
        assertThat(sidecar.get("/debug/pprof/goroutine").body()).startsWith(0x1f, 0x8b);
        JsonNode diff = get(sidecar, "/api/v1/diff?type=goroutine&snapshot=live");
        assertThat(diff.get("sampleType").get("type").asText()).isEqualTo("goroutine");
        assertThat(diff.get("growth").asLong()).as("since the first profile").isGreaterThan(30);
        JsonNode listed = get(sidecar, "/api/v1/snapshots?profile=goroutine");
        assertThat(listed.get("snapshots").size()).isGreaterThan(PROFILES);
        assertThat(sidecar.get(listed.get("snapshots").get(0).get("url").asText())
                        .body())
                .startsWith(0x1f, 0x8b);
        assertThat(get(sidecar, "/api/v1/trend").get("goroutines").get(0).asLong())
                .isGreaterThan(50);
    }

    /** Reads the number of goroutines at the largest stack of a text, which is listed first. */
    private static long waiters(String text) {
        Matcher largest = Pattern.compile("(?m)^(\\d+) @").matcher(text);
        assertThat(largest.find()).as(text).isTrue();
        return Long.parseLong(largest.group(1));
    }

    @Test
    void leaked_goroutines_are_found_once_in_half_a_minute_where_the_agent_can() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(GoroutinesThroughSidecarTest::answerWithLeaks);
                RunningSidecar sidecar = RunningSidecar.of(agent.address())) {
            HttpResponse<byte[]> found = sidecar.get("/debug/pprof/goroutineleak");
            assertThat(found.statusCode()).as(text(found)).isEqualTo(200);
            assertThat(found.body()).isEqualTo(Agents.GOROUTINES.protobuf());
            Thread.sleep(1100); // until the answer is no longer shared
            HttpResponse<byte[]> again = sidecar.get("/agents/machine-0/debug/pprof/goroutineleak");
            assertThat(again.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            again.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(20, 31);
        }
    }

    @Test
    void goroutines_that_can_never_run_again_are_found_in_a_program_that_go_built_for_it() throws Exception {
        SocketFile socket = new SocketFile(folder.resolve("leaking.socket"));
        try (GoAgent agent = GoAgent.findingLeaks(socket);
                RunningSidecar sidecar = RunningSidecar.of(agent.socketFile())) {
            HttpResponse<byte[]> found = sidecar.get("/debug/pprof/goroutineleak?debug=1");
            assertThat(found.statusCode()).as(text(found)).isEqualTo(200);
            assertThat(text(found))
                    .startsWith("goroutineleak profile: total 25\n25 @ ")
                    .contains("main.abandoned+0x");
        }
    }

    private static void answerWithLeaks(Exchange exchange) throws IOException, InterruptedException {
        if (exchange.requestLine().startsWith("GET /debug/pprof/ ")) {
            exchange.send(Script.okBytes("<a href='goroutineleak?debug=1'>goroutineleak</a>".getBytes(UTF_8)));
        } else {
            Agents.good().play(exchange);
        }
    }
}
