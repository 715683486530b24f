// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.charm.machine.ClientWebConfig;
import io.jujuheap.charm.machine.Settings;
import io.jujuheap.charm.play.Consumers;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.render.Json;
import io.jujuheap.testkit.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RelationsTest {
    private static final JujuUnit UNIT = new JujuUnit("juju-heap/0", "prod", "0c6f1a2b-71c6-4b3b-8d3c-9d2f6a1e5b40");

    private static final String WIDE = "0.0.0.0:16060";

    private final FakeRelations juju = new FakeRelations(UNIT.name());
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Object> config = new HashMap<>(Map.of(
            "interval", "60s",
            "listen-address", "127.0.0.1:16060",
            "retention-size", "256MB",
            "retention-age", "30d",
            "token", true,
            "log-level", "info"));
    private ClientWebConfig web = new ClientWebConfig(Optional.empty(), false);
    private Set<String> published = Set.copyOf(Endpoint.NAMES);
    private List<String> agents = List.of("machine-0");

    @Test
    void a_cos_agent_scrapes_loopback_and_gets_rules_and_dashboards() throws IOException {
        juju.relate("cos-agent:1", "grafana-agent/0");
        assertThat(publish()).isEmpty();
        JsonObject seen = Consumers.cosAgent(juju.unitData("cos-agent:1"));
        JsonObject job = seen.objects("metrics_scrape_jobs").get(0);
        assertThat(job.text("metrics_path")).contains("/metrics");
        assertThat(job.objects("static_configs").get(0).texts("targets")).containsExactly("localhost:16060");
        assertThat(juju.applicationData("cos-agent:1")).isEmpty();
    }

    @Test
    void nothing_is_written_for_a_cos_agent_before_its_unit_is_there() throws IOException {
        juju.relate("cos-agent:1");
        publish();
        assertThat(juju.unitData("cos-agent:1")).isEmpty();
    }

    @Test
    void a_relation_that_is_going_away_is_left_alone() throws IOException {
        juju.relate("cos-agent:1", "grafana-agent/0");
        new Relations(juju, Optional.of("cos-agent:1"), warnings::add).publish(offer());
        assertThat(juju.unitData("cos-agent:1")).isEmpty();
    }

    @Test
    void prometheus_scrapes_every_deciding_unit_at_its_address() throws IOException {
        config.put("listen-address", WIDE);
        juju.relate("metrics-endpoint:2", "prometheus/0");
        assertThat(publish()).isEmpty();
        assertThat(prometheusTargets()).containsExactly("10.0.0.5:16060");
    }

    @Test
    void on_loopback_prometheus_is_offered_nothing_and_the_operator_is_told() throws IOException {
        juju.relate("metrics-endpoint:2", "prometheus/0");
        assertThat(publish())
                .containsExactly(
                        "metrics-endpoint needs a listen-address that others can reach, such as 0.0.0.0:16060");
        assertThat(prometheusTargets()).isEmpty();
    }

    @Test
    void what_was_offered_is_taken_back_when_it_no_longer_holds() throws IOException {
        config.put("listen-address", WIDE);
        juju.relate("metrics-endpoint:2", "prometheus/0");
        publish();
        config.put("listen-address", "127.0.0.1:16060");
        publish();
        assertThat(juju.applicationData("metrics-endpoint:2")).isEmpty();
        assertThat(juju.unitData("metrics-endpoint:2")).isEmpty();
    }

    @Test
    void a_unit_that_shares_the_service_of_another_is_not_scraped_as_well() throws IOException {
        config.put("listen-address", WIDE);
        published = Set.of();
        juju.relate("metrics-endpoint:2", "prometheus/0");
        publish();
        assertThat(prometheusTargets()).isEmpty();
    }

    @Test
    void of_several_units_one_is_scraped_by_a_cos_agent() throws IOException {
        juju.relate("cos-agent:1", "grafana-agent/0");
        publish();
        published = Set.of("metrics-endpoint");
        publish();
        assertThat(juju.unitData("cos-agent:1")).isEmpty();
    }

    /** As after juju remove-relation --force, which keeps the relation in the list for a while. */
    @Test
    void a_relation_that_juju_refuses_does_not_hold_up_the_others() throws IOException {
        config.put("listen-address", WIDE);
        juju.relate("cos-agent:1", "grafana-agent/0");
        juju.relate("grafana-dashboard:3", "grafana/0");
        juju.refused = "cos-agent:1";
        assertThat(publish()).isEmpty();
        assertThat(juju.applicationData("grafana-dashboard:3")).isNotEmpty();
        assertThat(warnings)
                .containsExactly(
                        "relation cos-agent:1 is skipped: relation-set failed: ERROR cannot write relation settings:"
                                + " permission denied.");
    }

    @Test
    void only_the_leader_speaks_for_the_application() throws IOException {
        config.put("listen-address", WIDE);
        juju.leader = false;
        juju.relate("metrics-endpoint:2", "prometheus/0");
        juju.relate("grafana-dashboard:3", "grafana/0");
        publish();
        assertThat(juju.applicationData("metrics-endpoint:2")).isEmpty();
        assertThat(juju.applicationData("grafana-dashboard:3")).isEmpty();
        assertThat(juju.unitData("metrics-endpoint:2")).containsEntry("prometheus_scrape_unit_address", "10.0.0.5");
    }

    @Test
    void an_address_that_alone_is_listened_on_is_the_one_that_is_told() throws IOException {
        config.put("listen-address", "[fd00::7]:16060");
        juju.relate("metrics-endpoint:2", "prometheus/0");
        publish();
        assertThat(prometheusTargets()).containsExactly("[fd00::7]:16060");
    }

    @Test
    void prometheus_is_given_the_certificate_to_check() throws IOException {
        config.put("listen-address", WIDE);
        web = new ClientWebConfig(Optional.of("-----BEGIN CERTIFICATE-----"), false);
        juju.relate("metrics-endpoint:2", "prometheus/0");
        publish();
        assertThat(juju.applicationData("metrics-endpoint:2").get("scrape_jobs"))
                .contains("\"scheme\":\"https\"", "\"tls_config\":{\"ca_file\":\"-----BEGIN CERTIFICATE-----\"}");
    }

    @Test
    void no_scraper_is_sent_where_a_password_is_asked_for() throws IOException {
        config.put("listen-address", WIDE);
        web = new ClientWebConfig(Optional.empty(), true);
        juju.relate("metrics-endpoint:2", "prometheus/0");
        juju.relate("cos-agent:1", "grafana-agent/0");
        assertThat(publish())
                .containsExactly(
                        "cos-agent cannot log in: web-config-file has basic_auth_users",
                        "metrics-endpoint cannot log in: web-config-file has basic_auth_users");
        assertThat(prometheusTargets()).isEmpty();
        assertThat(juju.unitData("cos-agent:1")).isEmpty();
    }

    @Test
    void parca_gets_a_job_for_each_agent_of_each_machine() throws IOException {
        agents = List.of("machine-0", "controller-0");
        offerProfiles();
        juju.relate("machines:9", "juju-heap/1");
        juju.data("machines:9", "juju-heap/1")
                .put(
                        "profiling",
                        "{\"unit\":\"juju-heap/1\",\"target\":\"10.0.0.6:16060\",\"certificate\":\"PEM\",\"agents\":[\"machine-1\"]}");
        assertThat(publish()).isEmpty();
        assertThat(parcaJobs().stream().flatMap(job -> Consumers.parcaUrls(job).stream()))
                .containsExactly(
                        "http://10.0.0.5:16060/agents/controller-0/debug/pprof/heap",
                        "http://10.0.0.5:16060/agents/controller-0/debug/pprof/goroutine",
                        "http://10.0.0.5:16060/agents/machine-0/debug/pprof/heap",
                        "http://10.0.0.5:16060/agents/machine-0/debug/pprof/goroutine",
                        "https://10.0.0.6:16060/agents/machine-1/debug/pprof/heap",
                        "https://10.0.0.6:16060/agents/machine-1/debug/pprof/goroutine");
        assertThat(parcaJobs().stream()
                        .map(job -> job.objects("static_configs").get(0).object("labels")))
                .extracting(labels -> labels.text("agent").orElse("") + " of "
                        + labels.text("juju_unit").orElse("") + " in "
                        + labels.text("juju_model").orElse(""))
                .containsExactly(
                        "controller-0 of juju-heap/0 in prod",
                        "machine-0 of juju-heap/0 in prod",
                        "machine-1 of juju-heap/1 in prod");
        assertThat(parcaJobs().get(2).object("tls_config").text("ca")).contains("PEM");
    }

    /** The unit of another revision, or of the same machine. */
    @Test
    void what_another_unit_tells_cannot_spoil_the_jobs() throws IOException {
        offerProfiles();
        juju.relate("machines:9", "juju-heap/1", "juju-heap/2", "juju-heap/3");
        juju.data("machines:9", "juju-heap/1").put("profiling", "{\"unit\":\"juju-heap/1\"}");
        juju.data("machines:9", "juju-heap/2").put("profiling", "no JSON");
        juju.data("machines:9", "juju-heap/3")
                .put(
                        "profiling",
                        "{\"unit\":\"juju-heap/3\",\"target\":\"10.0.0.5:16060\",\"agents\":[\"machine-0\"]}");
        assertThat(publish()).isEmpty();
        assertThat(parcaJobs()).singleElement().satisfies(job -> assertThat(job.toString())
                .contains("juju-heap/0"));
        assertThat(warnings).hasSize(2).allSatisfy(line -> assertThat(line)
                .matches("the agents of the machine of juju-heap/[12] get no profiling job: .* cannot read what .*"));
    }

    @Test
    void a_service_that_has_not_found_its_agents_yet_takes_no_job_back() throws IOException {
        offerProfiles();
        publish();
        agents = List.of();
        publish();
        assertThat(parcaJobs()).hasSize(1);
    }

    @Test
    void a_unit_that_no_longer_offers_profiles_takes_its_jobs_back() throws IOException {
        offerProfiles();
        publish();
        published = Set.of();
        publish();
        assertThat(parcaJobs()).isEmpty();
        assertThat(juju.data("machines:9", UNIT.name())).isEmpty();
    }

    @Test
    void a_unit_that_does_not_lead_tells_the_leader() throws IOException {
        offerProfiles();
        juju.leader = false;
        publish();
        assertThat(juju.data("machines:9", UNIT.name()).get("profiling"))
                .isEqualTo("{\"unit\":\"juju-heap/0\",\"target\":\"10.0.0.5:16060\",\"agents\":[\"machine-0\"]}");
        assertThat(juju.applicationData("profiling-endpoint:4")).isEmpty();
    }

    /** Parca's charm fails on a target with more than one colon. */
    @Test
    void a_machine_with_an_ipv6_address_is_named_by_its_name() throws IOException {
        config.put("listen-address", "[fd00::7]:16060");
        config.put("token", false);
        juju.relate("profiling-endpoint:4", "parca/0");
        juju.relate("machines:9");
        assertThat(publish()).isEmpty();
        assertThat(parcaJobs()).hasSize(1);
    }

    /** An older revision of the charm left the unit's address there. */
    @Test
    void no_address_is_left_in_the_data_of_the_unit() throws IOException {
        offerProfiles();
        juju.unitData("profiling-endpoint:4").put("parca_scrape_unit_address", "10.0.0.5");
        publish();
        assertThat(juju.unitData("profiling-endpoint:4")).isEmpty();
    }

    private void offerProfiles() {
        config.put("listen-address", WIDE);
        config.put("token", false);
        juju.relate("profiling-endpoint:4", "parca/0");
        juju.relate("machines:9");
    }

    private List<JsonObject> parcaJobs() {
        return Consumers.parcaJobs(
                juju.applicationData("profiling-endpoint:4"),
                Map.of(UNIT.name(), juju.unitData("profiling-endpoint:4")));
    }

    /** A Parca that is set up by hand and one that is related must keep the same profiles. */
    @Test
    void parca_is_told_what_the_documents_tell_people_to_write() throws IOException {
        offerProfiles();
        publish();
        String parca = Files.readString(Path.of("src/site/markdown/scrape.md")).split("## Parca")[1];
        JsonObject byHand = JsonObject.ofYaml(parca.split("```")[1].replaceFirst("yaml", ""));
        assertThat(jobs("profiling-endpoint:4").get(0).object("profiling_config"))
                .isEqualTo(byHand.objects("scrape_configs").get(0).object("profiling_config"));
    }

    @Test
    void parca_is_offered_nothing_while_a_token_is_asked_for() throws IOException {
        config.put("listen-address", WIDE);
        juju.relate("profiling-endpoint:4", "parca/0");
        assertThat(publish())
                .containsExactly("profiling-endpoint cannot send a token: set token=false and a web-config-file");
        assertThat(juju.applicationData("profiling-endpoint:4")).isEmpty();
    }

    @Test
    void grafana_gets_the_dashboards_from_the_leader() throws IOException {
        juju.relate("grafana-dashboard:3", "grafana/0");
        assertThat(publish()).isEmpty();
        assertThat(Consumers.grafana(juju.applicationData("grafana-dashboard:3")))
                .isNotEmpty();
        assertThat(juju.unitData("grafana-dashboard:3")).isEmpty();
    }

    @Test
    void the_same_offer_is_the_same_text_so_that_no_hook_of_others_runs_for_nothing() throws IOException {
        juju.relate("cos-agent:1", "grafana-agent/0");
        juju.relate("grafana-dashboard:3", "grafana/0");
        publish();
        String config = juju.unitData("cos-agent:1").get("config");
        String dashboards = juju.applicationData("grafana-dashboard:3").get("dashboards");
        publish();
        assertThat(juju.unitData("cos-agent:1")).containsEntry("config", config);
        assertThat(juju.applicationData("grafana-dashboard:3")).containsEntry("dashboards", dashboards);
    }

    /** Writes target/charm-databags.txt for people who want to see the data of each relation. */
    @Test
    void one_example_of_each_databag_is_written_down() throws IOException {
        config.put("listen-address", WIDE);
        config.put("token", false);
        juju.relate("cos-agent:1", "grafana-agent/0");
        juju.relate("metrics-endpoint:2", "prometheus/0");
        juju.relate("grafana-dashboard:3", "grafana/0");
        juju.relate("profiling-endpoint:4", "parca/0");
        juju.relate("machines:9");
        assertThat(publish()).isEmpty();
        ObjectMapper mapper = new ObjectMapper();
        StringBuilder text = new StringBuilder();
        juju.data.forEach((id, data) -> data.forEach((key, value) -> {
            text.append(id).append("  ").append(key).append(" = ");
            text.append(value.startsWith("{") || value.startsWith("[") ? pretty(mapper, value) : value);
            text.append('\n');
        }));
        Files.writeString(Path.of("target/charm-databags.txt"), text);
        assertThat(text)
                .contains("cos-agent:1 of the unit", "metrics-endpoint:2 of the application", "profiling-endpoint:4");
    }

    private static String pretty(ObjectMapper mapper, String json) {
        try {
            return mapper.readTree(json).toPrettyString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void no_secret_is_told() throws IOException {
        config.put("listen-address", WIDE);
        juju.relate("cos-agent:1", "grafana-agent/0");
        juju.relate("metrics-endpoint:2", "prometheus/0");
        publish();
        assertThat(juju.everything()).doesNotContainIgnoringCase("bearer").doesNotContain("authorization");
    }

    private List<String> publish() throws IOException {
        return new Relations(juju, Optional.empty(), warnings::add).publish(offer());
    }

    private Offer offer() {
        Settings settings = Settings.from(Json.tree(config));
        return new Offer(
                UNIT,
                settings,
                web,
                published,
                agents,
                Path.of("charm/prometheus_alert_rules"),
                Path.of("charm/grafana_dashboards"));
    }

    private List<String> prometheusTargets() {
        return Consumers.prometheusTargets(
                juju.applicationData("metrics-endpoint:2"), Map.of(UNIT.name(), juju.unitData("metrics-endpoint:2")));
    }

    private List<JsonObject> jobs(String relation) {
        String jobs = juju.applicationData(relation).get("scrape_jobs");
        return JsonObject.ofJson("{\"jobs\":" + jobs + "}").objects("jobs");
    }
}
