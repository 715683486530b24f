// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two real Go processes through the sidecar, side by side: one leaks amid churn, one only churns. */
class LeakThroughSidecarTest {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_SNAPSHOTS = 60;
    private static final String LEAKS = "/api/v1/leaks";
    private static final String LEAK = "main.(*registry).retain";

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void names_the_leak_within_sixty_snapshots_and_nothing_where_there_is_none() throws Exception {
        watch(25);
    }

    @Test
    @Tag("long")
    void still_names_nothing_where_there_is_no_leak_after_three_hundred_snapshots() throws Exception {
        watch(300);
    }

    private void watch(int leastSnapshots) throws Exception {
        try (GoAgent leaking = agent("leaking", "leak,churn,recurse,maps");
                GoAgent churning = agent("churning", "churn,recurse,generics");
                RunningSidecar ofLeaking = RunningSidecar.of(leaking.socketFile(), INTERVAL, web -> web);
                RunningSidecar ofChurning = RunningSidecar.of(churning.socketFile(), INTERVAL, web -> web)) {
            JsonNode verdicts = until(ofLeaking, LEAKS, answer -> !leaks(answer).isEmpty());
            // A map that still fills up may be suspected as well, until it is full.
            assertThat(leaks(verdicts)).startsWith(LEAK);
            System.out.printf("named after %d snapshots: %s%n", snapshots(verdicts), verdicts.get("explanation"));
            // Among few snapshots, the last ones may look as if growth levelled off, and then there is no time to a
            // limit yet.
            JsonNode time =
                    until(ofLeaking, LEAKS, answer -> answer.has("timeToLimit")).get("timeToLimit");
            assertThat(time.get("limitSource").asText()).as("%s", time).isIn("cgroup", "machine");
            assertThat(time.get("limitBytes").asLong()).isGreaterThan(16 << 20);
            assertThat(time.get("hours").asDouble()).isPositive();
            JsonNode ofWindow =
                    until(ofLeaking, LEAKS + "?from=2000-01-01T00:00:00Z", answer -> answer.has("timeToLimit"));
            assertThat(ofWindow.get("timeToLimit").get("limitBytes")).isEqualTo(time.get("limitBytes"));
            while (snapshots(verdicts(ofChurning)) < Math.max(leastSnapshots, snapshots(verdicts))) {
                Thread.sleep(INTERVAL.toMillis());
            }
            JsonNode innocent = verdicts(ofChurning);
            System.out.printf(
                    "after %d snapshots without a leak: %s%n", snapshots(innocent), innocent.get("explanation"));
            assertThat(leaks(innocent)).isEmpty();
            // By chance a leak may look as if it had stopped for some snapshots.
            until(ofLeaking, LEAKS, answer -> leaks(answer).equals(List.of(LEAK)));
            assertThat(text(ofLeaking.get("/metrics")))
                    .contains("juju_agent_heap_leak_suspects{agent=\"machine-0\"} 1");
            assertMetricsAgreeWithApi(ofLeaking);
            assertThat(text(ofChurning.get("/metrics")))
                    .contains("juju_agent_heap_leak_suspects{agent=\"machine-0\"} 0");
        }
    }

    /** Asks again when a capture came between the requests. */
    private static void assertMetricsAgreeWithApi(RunningSidecar sidecar) throws Exception {
        double before;
        double ofApi;
        double after;
        do {
            before = suspectBytes(sidecar);
            ofApi = bytesOfLeak(verdicts(sidecar));
            after = suspectBytes(sidecar);
        } while (before != after);
        assertThat(ofApi).isEqualTo(before);
    }

    /** The series that lets an alert name the culprit. */
    private static double suspectBytes(RunningSidecar sidecar) throws Exception {
        Matcher series = Pattern.compile("juju_agent_heap_suspect_bytes\\{agent=\"machine-0\",function=\""
                        + Pattern.quote(LEAK) + "\"} (\\S+)")
                .matcher(text(sidecar.get("/metrics")));
        assertThat(series.find()).isTrue();
        return Double.parseDouble(series.group(1));
    }

    private static double bytesOfLeak(JsonNode verdicts) {
        for (JsonNode site : verdicts.get("sites")) {
            if (site.get("function").asText().equals(LEAK)) {
                return site.get("inuseBytes").asDouble();
            }
        }
        throw new AssertionError(verdicts.toString());
    }

    private GoAgent agent(String name, String workloads) throws Exception {
        return GoAgent.on(new SocketFile(folder.resolve(name)), "-workload", workloads, "-max-lifetime", "30m");
    }

    private static JsonNode until(RunningSidecar sidecar, String question, Predicate<JsonNode> reached)
            throws Exception {
        JsonNode answer = answer(sidecar, question);
        int last = snapshots(answer) + MOST_SNAPSHOTS;
        while (!reached.test(answer)) {
            assertThat(snapshots(answer)).as("%s", answer).isLessThan(last);
            Thread.sleep(INTERVAL.toMillis());
            answer = answer(sidecar, question);
        }
        return answer;
    }

    private static JsonNode verdicts(RunningSidecar sidecar) throws Exception {
        return answer(sidecar, LEAKS);
    }

    /** Waits for the first snapshot. */
    private static JsonNode answer(RunningSidecar sidecar, String question) throws Exception {
        while (sidecar.get(question).statusCode() == 404) {
            Thread.sleep(100);
        }
        return new ObjectMapper().readTree(sidecar.get(question).body());
    }

    private static int snapshots(JsonNode verdicts) {
        return verdicts.get("snapshots").asInt();
    }

    private static List<String> leaks(JsonNode verdicts) {
        return verdicts.findParents("verdict").stream()
                .filter(site -> site.get("verdict").asText().equals("leak"))
                .map(site -> site.get("function").asText())
                .toList();
    }

    /** Cost to the agent: one request for its heap an interval, whoever watches the page or the metrics meanwhile. */
    @Test
    @Timeout(60)
    void asks_the_agent_once_an_interval() throws Exception {
        countRequests(INTERVAL, 8);
    }

    @Test
    @Tag("long")
    void asks_the_agent_once_an_interval_for_ten_minutes() throws Exception {
        countRequests(Duration.ofSeconds(10), 60);
    }

    private void countRequests(Duration interval, int intervals) throws Exception {
        try (GoAgent agent = agent("counting", "leak,churn");
                RunningSidecar sidecar = RunningSidecar.of(agent.socketFile(), interval, web -> web)) {
            while (fetches(agent).isEmpty()) {
                Thread.sleep(10);
            }
            Instant first = Instant.parse(fetches(agent).get(0).time());
            Instant end = first.plus(interval.multipliedBy(intervals)).plus(interval.dividedBy(2));
            while (Instant.now().isBefore(end)) {
                sidecar.get("/metrics");
                sidecar.get("/api/v1/trend");
                sidecar.get("/api/v1/leaks");
                Thread.sleep(200);
            }
            List<GoAgent.Request> fetches = fetches(agent);
            System.out.printf(
                    "%d intervals of %s after the first fetch, the agent has counted %d more%n",
                    intervals, interval, fetches.size() - 1);
            assertThat(fetches)
                    .as("one at the start, and one after each interval")
                    .hasSize(1 + intervals);
            assertThat(fetches).extracting(GoAgent.Request::uri).containsOnly("/debug/pprof/heap?debug=0");
        }
    }

    private static List<GoAgent.Request> fetches(GoAgent agent) throws IOException {
        return agent.requests().stream()
                .filter(request -> request.uri().startsWith("/debug/pprof/heap"))
                .toList();
    }
}
