// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.charm.machine.ClientWebConfig;
import io.jujuheap.charm.machine.Settings;
import io.jujuheap.charm.play.Consumers;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.collect.AgentLocation;
import io.jujuheap.http.RunningSidecar;
import io.jujuheap.render.Json;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.JsonObject;
import io.jujuheap.testkit.Prometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar of two real agents, scraped by the text that the relations carry. */
class RealScrapersTest {
    private static final JujuUnit UNIT = new JujuUnit("juju-heap/3", "prod", "0c6f1a2b-71c6-4b3b-8d3c-9d2f6a1e5b40");

    @TempDir
    Path folder;

    private final FakeRelations juju = new FakeRelations(UNIT.name());

    @Test
    void each_agent_has_series_and_profiles_of_its_own_with_labels() throws Exception {
        try (GoAgent machine = agent("machine-0");
                GoAgent controller = agent("controller-0");
                RunningSidecar sidecar = RunningSidecar.of(
                        new AgentLocation.DataDirectories(List.of(folder)), folder.resolve("store"))) {
            publish(sidecar.port());
            assertPrometheus();
            assertParca();
            assertThat(machine.requests()).anyMatch(request -> request.uri().startsWith("/debug/pprof/heap"));
            assertThat(controller.requests()).anyMatch(request -> request.uri().startsWith("/debug/pprof/heap"));
        }
    }

    private GoAgent agent(String tag) throws Exception {
        Path socket = folder.resolve("agents").resolve(tag).resolve("introspection.socket");
        return GoAgent.on(new SocketFile(socket), "-workload", "churn");
    }

    private void publish(int port) throws IOException {
        juju.address = "127.0.0.1";
        juju.relate("metrics-endpoint:2", "prometheus/0");
        juju.relate("profiling-endpoint:4", "parca/0");
        juju.relate("machines:9");
        Settings settings = Settings.from(Json.tree(Map.of(
                "interval", "60s",
                "listen-address", "0.0.0.0:" + port,
                "retention-size", "256MB",
                "retention-age", "30d",
                "token", false,
                "log-level", "info")));
        Offer offer = new Offer(
                UNIT,
                settings,
                new ClientWebConfig(Optional.empty(), false),
                Set.copyOf(Endpoint.NAMES),
                List.of("machine-0", "controller-0"),
                Path.of("charm/prometheus_alert_rules"),
                Path.of("charm/grafana_dashboards"));
        assertThat(new Relations(juju, Optional.empty(), warning -> {}).publish(offer))
                .isEmpty();
    }

    private void assertPrometheus() throws Exception {
        List<JsonObject> jobs = Consumers.prometheusJobs(
                juju.applicationData("metrics-endpoint:2"), Map.of(UNIT.name(), juju.unitData("metrics-endpoint:2")));
        StringBuilder text = new StringBuilder();
        jobs.forEach(job -> text.append("  - ").append(Json.text(job.values())).append('\n'));
        Path data = Files.createDirectories(folder.resolve("prometheus"));
        try (Prometheus prometheus = Prometheus.with(data, text.toString())) {
            JsonNode series = prometheus.query("juju_agent_heap_profile_inuse_bytes");
            for (int patience = 40; patience > 0 && series.size() < 2; patience--) {
                Thread.sleep(500);
                series = prometheus.query("juju_agent_heap_profile_inuse_bytes");
            }
            assertThat(series)
                    .extracting(one -> labels(one.path("metric")))
                    .containsExactlyInAnyOrder(
                            "machine-0 prod juju-heap juju-heap/3", "controller-0 prod juju-heap juju-heap/3");
            assertThat(prometheus.query("up == 1")).hasSize(1);
        }
    }

    private static String labels(JsonNode metric) {
        return String.join(
                " ",
                metric.path("agent").asText(),
                metric.path("juju_model").asText(),
                metric.path("juju_application").asText(),
                metric.path("juju_unit").asText());
    }

    /** What Parca fetches for each job; what it does with it was seen by hand. */
    private void assertParca() throws Exception {
        List<JsonObject> jobs = Consumers.parcaJobs(
                juju.applicationData("profiling-endpoint:4"),
                Map.of(UNIT.name(), juju.unitData("profiling-endpoint:4")));
        assertThat(jobs).hasSize(2);
        for (JsonObject job : jobs) {
            String agent = job.objects("static_configs")
                    .get(0)
                    .object("labels")
                    .text("agent")
                    .orElseThrow();
            HttpResponse<byte[]> heap = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(Consumers.parcaUrls(job).get(0)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(heap.statusCode()).isEqualTo(200);
            assertThat(heap.headers().firstValue("X-Juju-Agent")).contains(agent);
            assertThat(heap.body()).startsWith(0x1f, 0x8b);
        }
    }
}
