// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Promtool;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus scrapes, as it comes over the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsOverHttpTest {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private EvilAgent agent;
    private RunningSidecar sidecar;

    @BeforeAll
    void start() throws Exception {
        agent = EvilAgent.onAbstractName(Agents.good());
        sidecar = RunningSidecar.of(agent.address());
        sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1");
        sidecar.get("/nothing");
        Thread.sleep(1200); // until the first round, which begins within a second, is over
        sidecar.get("/metrics");
    }

    @AfterAll
    void stop() throws Exception {
        sidecar.close();
        agent.close();
    }

    @Test
    void promtool_has_nothing_to_say() throws Exception {
        Outcome outcome = Promtool.run(sidecar.get("/metrics").body(), "check", "metrics");

        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|" + TEXT,
                "text/plain;version=0.0.4|" + TEXT,
                "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1|" + OPENMETRICS,
                "application/openmetrics-text|" + OPENMETRICS,
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
                        + "text/plain;version=0.0.4;q=0.3|" + TEXT,
                "nonsense|" + TEXT
            })
    void the_type_says_what_the_body_is(String accept, String type) throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/metrics", "Accept", accept);

        assertThat(response.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
                .isEqualTo(type.replace(" ", ""));
        assertThat(text(response).endsWith("# EOF\n")).isEqualTo(type.equals(OPENMETRICS));
        assertThat(text(response)).contains("juju_agent_heap_profile_allocated_bytes_total{agent=\"machine-0\"} ");
    }

    @Test
    void an_agent_has_at_most_forty_series() throws Exception {
        assertThat(text(sidecar.get("/metrics")).lines().filter(line -> line.contains("agent=\"machine-0\"")))
                .hasSizeBetween(20, 40);
    }

    /** The arithmetic of what a fleet costs begins with these two figures. */
    @Test
    void a_sidecar_that_is_only_scraped_has_as_many_series_as_the_documents_say() throws Exception {
        Matcher documented = Pattern.compile(
                        "only Prometheus asks has (\\d+) series and [\\d.]+ kB: (\\d+) belong to the agent")
                .matcher(Files.readString(Path.of("src/site/markdown/fleet.md")));
        assertThat(documented.find()).isTrue();
        try (RunningSidecar quiet = RunningSidecar.of(agent.address())) {
            while (!text(quiet.get("/metrics")).contains("juju_agent_heap_leak_suspects{")
                    || !text(quiet.get("/metrics")).contains("juju_agent_goroutine_leak_suspects{")) {
                Thread.sleep(100);
            }
            List<String> series = text(quiet.get("/metrics"))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();

            assertThat(series).hasSize(Integer.parseInt(documented.group(1)));
            assertThat(series.stream().filter(line -> line.contains("agent=\"machine-0\"")))
                    .hasSize(Integer.parseInt(documented.group(2)));
        }
    }

    @Test
    void every_name_of_the_contract_is_there() throws Exception {
        Set<String> families = text(sidecar.get("/metrics"))
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", 4)[2])
                .collect(Collectors.toSet());

        assertThat(families)
                .contains(
                        "juju_agent_up",
                        "juju_agent_heap_profile_inuse_bytes",
                        "juju_agent_heap_profile_inuse_objects",
                        "juju_agent_heap_profile_allocated_bytes_total",
                        "juju_agent_heap_profile_allocated_objects_total",
                        "juju_agent_heap_profile_sample_interval_bytes",
                        "juju_agent_start_time_seconds",
                        "juju_heap_fetches_total",
                        "juju_heap_fetch_failures_total",
                        "juju_heap_fetch_duration_seconds",
                        "juju_heap_last_success_timestamp_seconds",
                        "juju_heap_snapshots",
                        "juju_heap_store_bytes",
                        "juju_heap_store_limit_bytes",
                        "juju_heap_oldest_snapshot_timestamp_seconds",
                        "juju_heap_store_write_failures_total",
                        "juju_heap_snapshots_deleted_total",
                        "juju_heap_snapshots_quarantined_total",
                        "juju_heap_http_requests_total",
                        "juju_heap_http_request_duration_seconds",
                        "juju_heap_requests_rejected_total",
                        "juju_heap_build_info",
                        "juju_heap_config_last_reload_successful",
                        "process_resident_memory_bytes");
    }

    @Test
    void paths_nobody_serves_are_one_series() throws Exception {
        for (int i = 0; i < 20; i++) {
            sidecar.get("/nothing/" + i);
        }

        assertThat(text(sidecar.get("/metrics"))
                        .lines()
                        .filter(line -> line.startsWith("juju_heap_http_requests_total")))
                .filteredOn(line -> line.contains("code=\"404\""))
                .hasSize(1)
                .first()
                .asString()
                .contains("route=\"none\"");
    }

    @Test
    void methods_that_nobody_serves_are_one_series() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(RawClient.statusOf(sidecar.port(), RawClient.request("FOO" + i + " / HTTP/1.1")))
                    .isEqualTo(405);
        }

        assertThat(text(sidecar.get("/metrics"))
                        .lines()
                        .filter(line -> line.startsWith("juju_heap_http_requests_total{code=\"405\"")))
                .singleElement()
                .asString()
                .contains("method=\"other\"");
    }

    @Test
    void who_is_turned_away_is_counted_by_the_reason() throws Exception {
        double before = rejected("host");
        assertThat(rejected("auth")).isZero();

        RawClient.statusOf(sidecar.port(), "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        RawClient.statusOf(sidecar.port(), RawClient.request("POST /api/v1/snapshots HTTP/1.1"));
        RawClient.statusOf(sidecar.port(), RawClient.request("GET / HTTP/1.1", "X: y\r\n".repeat(100) + "X: y"));

        assertThat(rejected("host")).isEqualTo(before + 1);
        assertThat(rejected("auth")).isEqualTo(1);
        assertThat(rejected("size")).isEqualTo(1);
        assertThat(rejected("rate")).isZero();
    }

    private double rejected(String reason) throws Exception {
        String name = "juju_heap_requests_rejected_total{reason=\"" + reason + "\"} ";
        return text(sidecar.get("/metrics"))
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    /** The whole is put together of texts that are kept, a selection is made anew each time. */
    @Test
    void all_is_what_its_families_are_when_each_is_asked_for_by_name() throws Exception {
        List<String> whole = text(sidecar.get("/metrics")).lines().toList();
        List<String> selected = new ArrayList<>();
        for (String line : whole) {
            if (line.startsWith("# TYPE ")) {
                String name = line.split(" ", 4)[2].replaceFirst("_(total|info)$", "");
                text(sidecar.get("/metrics?name[]=" + name)).lines().forEach(selected::add);
            }
        }

        assertThat(selected.stream().filter(MetricsOverHttpTest::isOfOneMoment))
                .containsExactlyElementsOf(whole.stream()
                        .filter(MetricsOverHttpTest::isOfOneMoment)
                        .toList());
    }

    private static boolean isOfOneMoment(String line) {
        return !line.matches("process_(cpu|resident|open).*") && !line.contains("http_request");
    }

    @Test
    void a_name_picks_a_family() throws Exception {
        List<String> samples = text(sidecar.get("/metrics?name[]=juju_agent_up"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();

        assertThat(samples).containsExactly("juju_agent_up{agent=\"machine-0\"} 1.0");
    }

    @Test
    void it_is_gzipped_for_those_who_take_that() throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/metrics", "Accept-Encoding", "gzip");

        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).contains("juju_agent_up");
    }

    @Test
    void a_scrape_asks_the_agent_for_nothing() throws Exception {
        int before = agent.requests().size();
        for (int i = 0; i < 50; i++) {
            sidecar.get("/metrics");
        }
        assertThat(agent.requests()).hasSize(before);
    }

    @Test
    void openapi_describes_the_routes_and_nothing_else() throws Exception {
        assertThat(OpenApi.paths()).containsExactlyInAnyOrderElementsOf(OpenApi.routes());
    }
}
