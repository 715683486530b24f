// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.collect.AgentLocation;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes the sidecar of two real agents, one that leaks and one that churns. The rules are those of the
 * charm with time made 1,200 times as fast: an hour is three seconds.
 */
class RealPrometheusTest {
    @TempDir
    Path folder;

    @Test
    void the_leak_raises_an_alert_and_the_churn_does_not() throws Exception {
        Path agents = folder.resolve("agents");
        try (GoAgent leaking = agent(agents, "machine-0", "leak,churn", "-leak-bytes-per-second", "40000000");
                GoAgent churning = agent(agents, "controller-0", "churn");
                RunningSidecar sidecar = RunningSidecar.of(
                        new AgentLocation.DataDirectories(List.of(folder)), Duration.ofSeconds(1), web -> web);
                Prometheus prometheus =
                        Prometheus.scraping(folder, "127.0.0.1:" + sidecar.port(), List.of(fastRules()))) {
            JsonNode alerts = await(prometheus, "ALERTS{alertname=\"JujuAgentHeapGrowing\",alertstate=\"firing\"}", 60);
            assertThat(alerts).hasSize(1);
            assertThat(alerts.get(0).path("metric").path("agent").asText()).isEqualTo("machine-0");

            assertThat(prometheus.query("up == 1")).hasSize(1);
            assertThat(prometheus.query("juju_agent_up == 1")).hasSize(2);
            assertTypes(prometheus);
            assertDashboard(prometheus);

            leaking.kill();
            Files.delete(leaking.socketFile().path());
            Files.delete(agents.resolve("machine-0"));
            assertThat(await(prometheus, "absent(juju_agent_up{agent=\"machine-0\"})", 20))
                    .hasSize(1);
            assertThat(prometheus.query("juju_agent_up{agent=\"controller-0\"} == 1"))
                    .hasSize(1);
            assertThat(churning.pid()).isPositive();
        }
    }

    private static GoAgent agent(Path agents, String tag, String workload, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("-workload", workload));
        options.addAll(List.of(more));
        return GoAgent.on(
                new SocketFile(agents.resolve(tag).resolve("introspection.socket")), options.toArray(String[]::new));
    }

    private Path fastRules() throws IOException {
        String rules = Files.readString(Path.of("charm/prometheus_alert_rules/juju-heap.yaml"));
        return Files.writeString(
                folder.resolve("rules.yaml"),
                rules.replace("[1h]", "[3s]")
                        .replace("offset 3h", "offset 9s")
                        .replace("offset 6h", "offset 18s")
                        .replaceAll("for: \\d+[mh]", "for: 1s")
                        .replace("0.02 * juju_heap", "0.001 * juju_heap"));
    }

    private static JsonNode await(Prometheus prometheus, String query, int seconds) throws Exception {
        JsonNode result = prometheus.query(query);
        for (int i = 0; i < 2 * seconds && result.isEmpty(); i++) {
            Thread.sleep(500);
            result = prometheus.query(query);
        }
        return result;
    }

    private static void assertTypes(Prometheus prometheus) throws Exception {
        JsonNode metadata = prometheus.api("metadata");
        assertThat(type(metadata, "juju_agent_heap_profile_inuse_bytes")).isEqualTo("gauge");
        assertThat(type(metadata, "juju_agent_heap_profile_allocated_bytes")).isEqualTo("counter");
        assertThat(type(metadata, "juju_heap_fetch_duration_seconds")).isEqualTo("histogram");
    }

    /** OpenMetrics names the family of a counter without {@code _total}, the text format with it. */
    private static String type(JsonNode metadata, String name) {
        JsonNode entry = metadata.has(name) ? metadata.path(name) : metadata.path(name + "_total");
        return entry.path(0).path("type").asText();
    }

    /** Every query of the dashboard is answered, and all but those of trouble find something. */
    private static void assertDashboard(Prometheus prometheus) throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(Path.of("charm/grafana_dashboards/juju-heap.json").toFile());
        int queries = 0;
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String expression = target.path("expr")
                        .asText()
                        .replace("$__rate_interval", "10s")
                        .replaceAll("\\$(juju_model|juju_unit|agent)\\b", ".*");
                JsonNode result = prometheus.query(expression);
                queries++;
                if (!expression.contains("failures") && !expression.contains("suspect")) {
                    assertThat(result).as(expression).isNotEmpty();
                }
            }
        }
        assertThat(queries).isGreaterThan(12);
    }
}
