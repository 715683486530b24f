// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.testkit.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The other ends of the relations. They read databags as their charm libraries do, and fail on data that these refuse or
 * silently drop. Written from the libraries' contracts: cos_agent v0, prometheus_scrape v0, parca_scrape v0,
 * grafana_dashboard v0, and the configuration formats of Prometheus and Parca.
 */
public final class Consumers {
    private static final String GROUP_NAME = "^.*?_[\\da-f]{8}_.*?rules$";

    private static final Set<String> PROMETHEUS_JOB = Set.of(
            "job_name",
            "metrics_path",
            "static_configs",
            "scrape_interval",
            "scrape_timeout",
            "proxy_url",
            "relabel_configs",
            "metric_relabel_configs",
            "sample_limit",
            "label_limit",
            "label_name_length_limit",
            "label_value_length_limit",
            "scheme",
            "basic_auth",
            "tls_config",
            "authorization",
            "params");

    private static final Set<String> PARCA_JOB = Set.of(
            "job_name",
            "static_configs",
            "scrape_interval",
            "scrape_timeout",
            "scheme",
            "profiling_config",
            "tls_config");

    /** The profiles that Parca scrapes by default; each can be switched off. */
    private static final List<String> PARCA_DEFAULTS = List.of("memory", "block", "goroutine", "mutex", "process_cpu");

    private Consumers() {}

    /** Reads a unit's databag as a COS agent does: one key, an object with these members. */
    public static JsonObject cosAgent(Map<String, String> unitData) {
        assertThat(unitData).containsOnlyKeys("config");
        JsonObject config = JsonObject.ofJson(unitData.get("config"));
        assertThat(config.values())
                .containsKeys(
                        "metrics_alert_rules", "log_alert_rules", "dashboards", "metrics_scrape_jobs", "log_slots");
        assertRules(config.object("metrics_alert_rules"));
        assertThat(config.texts("dashboards")).isNotEmpty().allSatisfy(encoded -> assertDashboard(dashboard(encoded)));
        for (JsonObject job : config.objects("metrics_scrape_jobs")) {
            assertThat(PROMETHEUS_JOB).containsAll(job.values().keySet());
            assertThat(job.text("job_name").orElse("")).matches(".+_[a-z]+_[0-9a-f]{8}");
        }
        return config;
    }

    /**
     * Returns the targets that Prometheus scrapes: each wildcard is expanded by the units that gave an address.
     *
     * @param units the databags of the units, by name
     */
    public static List<String> prometheusTargets(
            Map<String, String> application, Map<String, Map<String, String>> units) {
        List<JsonObject> jobs = objects(application.getOrDefault("scrape_jobs", "[]"));
        if (jobs.isEmpty()) {
            return List.of();
        }
        assertMetadata(JsonObject.ofJson(application.get("scrape_metadata")));
        assertRules(JsonObject.ofJson(application.get("alert_rules")));
        jobs.forEach(job -> assertThat(PROMETHEUS_JOB).containsAll(job.values().keySet()));
        return targets(jobs, units, "prometheus_scrape_unit_address", "prometheus_scrape_unit_name");
    }

    /** Returns the scrape jobs that Prometheus's charm writes, with a target for each unit and the labels it adds. */
    public static List<JsonObject> prometheusJobs(
            Map<String, String> application, Map<String, Map<String, String>> units) {
        JsonObject metadata = JsonObject.ofJson(application.get("scrape_metadata"));
        List<JsonObject> jobs = new ArrayList<>();
        for (JsonObject job : objects(application.getOrDefault("scrape_jobs", "[]"))) {
            for (String unit : units.keySet()) {
                Map<String, Object> labelled = new LinkedHashMap<>(job.values());
                labelled.put("job_name", identifier(metadata) + "-" + unit.replaceAll(".*/", ""));
                Map<String, Object> labels = new LinkedHashMap<>(topologyLabels(metadata));
                labels.put("juju_unit", unit);
                labelled.put(
                        "static_configs",
                        List.of(Map.of(
                                "targets",
                                prometheusTargets(application, Map.of(unit, units.getOrDefault(unit, Map.of()))),
                                "labels",
                                labels)));
                jobs.add(new JsonObject(labelled));
            }
        }
        return jobs;
    }

    private static Map<String, Object> topologyLabels(JsonObject metadata) {
        Map<String, Object> labels = new LinkedHashMap<>();
        for (String key : List.of("model", "model_uuid", "application")) {
            labels.put("juju_" + key, metadata.text(key).orElseThrow());
        }
        labels.put("juju_charm", metadata.text("charm_name").orElseThrow());
        return labels;
    }

    /**
     * Returns the scrape jobs that Parca's charm writes into Parca's configuration, with the labels it adds.
     *
     * @param units the databags of the units, by name
     */
    public static List<JsonObject> parcaJobs(Map<String, String> application, Map<String, Map<String, String>> units) {
        List<JsonObject> jobs = objects(application.getOrDefault("scrape_jobs", "[]"));
        if (jobs.isEmpty()) {
            return List.of();
        }
        JsonObject metadata = JsonObject.ofJson(application.get("scrape_metadata"));
        assertMetadata(metadata);
        assertThat(units.values())
                .as("the charm makes a target of each unit with an address, even where no job has a wildcard")
                .noneMatch(unit -> unit.containsKey("parca_scrape_unit_address"));
        return jobs.stream().map(job -> parcaJob(job, metadata)).toList();
    }

    private static JsonObject parcaJob(JsonObject job, JsonObject metadata) {
        assertThat(PARCA_JOB).containsAll(job.values().keySet());
        Map<String, Object> labelled = new LinkedHashMap<>(job.values());
        labelled.put(
                "job_name", identifier(metadata) + "_" + job.text("job_name").orElseThrow());
        List<Map<String, Object>> configs = new ArrayList<>();
        for (JsonObject config : job.objects("static_configs")) {
            assertThat(config.texts("targets")).allSatisfy(target -> assertThat(target)
                    .as("the charm splits a target at its colons")
                    .matches("[^:*]+:[0-9]+"));
            Map<String, Object> labels =
                    new LinkedHashMap<>(config.object("labels").values());
            labels.putAll(topologyLabels(metadata));
            configs.add(Map.of("targets", config.texts("targets"), "labels", labels));
        }
        labelled.put("static_configs", configs);
        return new JsonObject(labelled);
    }

    private static String identifier(JsonObject metadata) {
        return metadata.text("model").orElseThrow() + "_"
                + metadata.text("model_uuid").orElseThrow() + "_"
                + metadata.text("application").orElseThrow();
    }

    /** Returns the URLs that Parca asks for a job. */
    public static List<String> parcaUrls(JsonObject job) {
        JsonObject profiles = job.object("profiling_config").object("pprof_config");
        List<String> urls = new ArrayList<>();
        for (JsonObject config : job.objects("static_configs")) {
            for (String target : config.texts("targets")) {
                for (String profile : PARCA_DEFAULTS) {
                    if (profiles.object(profile).flag("enabled").orElse(true)) {
                        String path = profiles.object(profile).text("path").orElse("/debug/pprof/" + profile);
                        urls.add(job.text("scheme").orElse("http") + "://" + target + path);
                    }
                }
            }
        }
        return urls;
    }

    /** Returns the dashboards that Grafana shows. */
    public static List<JsonObject> grafana(Map<String, String> application) {
        JsonObject data = JsonObject.ofJson(application.get("dashboards"));
        assertThat(data.text("uuid").orElse("")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        List<JsonObject> dashboards = new ArrayList<>();
        for (String name : data.object("templates").values().keySet()) {
            assertThat(name).startsWith("file:");
            JsonObject template = data.object("templates").object(name);
            assertThat(template.text("charm")).contains("juju-heap");
            assertThat(template.flag("inject_dropdowns")).contains(true);
            assertThat(template.text("dashboard_alt_uid").orElse("")).matches("[0-9a-f]{16}");
            assertThat(template.object("juju_topology").values())
                    .containsOnlyKeys("model", "model_uuid", "application", "unit");
            JsonObject dashboard = dashboard(template.text("content").orElseThrow());
            assertDashboard(dashboard);
            dashboards.add(dashboard);
        }
        return dashboards;
    }

    /** Reads base64 of an xz container of JSON, as Python's lzma and base64 do. */
    private static JsonObject dashboard(String encoded) {
        try {
            Path container = Files.createTempFile("dashboard", ".xz");
            Files.write(container, Base64.getDecoder().decode(encoded));
            String json = Subprocess.of("xz", "--decompress", "--stdout", "--format=xz", container.toString())
                    .run();
            Files.delete(container);
            return JsonObject.ofJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertDashboard(JsonObject dashboard) {
        assertThat(dashboard.text("title").orElse("")).isNotEmpty();
        assertThat(dashboard.text("uid").orElse("")).hasSizeBetween(1, 40);
        assertThat(dashboard.texts("tags")).contains("charm: juju-heap");
    }

    private static void assertMetadata(JsonObject metadata) {
        assertThat(metadata.values()).containsOnlyKeys("model", "model_uuid", "application", "unit", "charm_name");
        assertThat(metadata.text("model_uuid").orElse("")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    private static void assertRules(JsonObject rules) {
        assertThat(rules.objects("groups")).isNotEmpty();
        for (JsonObject group : rules.objects("groups")) {
            assertThat(group.text("name").orElse("")).matches(GROUP_NAME).matches("[A-Za-z0-9_:]+");
            assertThat(group.objects("rules")).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.text("expr").orElse("")).isNotEmpty();
                assertThat(rule.object("labels").values())
                        .containsKeys("juju_model", "juju_model_uuid", "juju_application", "juju_charm")
                        .doesNotContainKey("juju_unit");
            });
        }
    }

    private static List<String> targets(
            List<JsonObject> jobs, Map<String, Map<String, String>> units, String addressKey, String nameKey) {
        List<String> targets = new ArrayList<>();
        for (JsonObject job : jobs) {
            for (JsonObject config : job.objects("static_configs")) {
                for (String target : config.texts("targets")) {
                    String port = target.substring(target.lastIndexOf(':') + 1);
                    units.values().stream()
                            .filter(unit -> unit.containsKey(addressKey) && unit.containsKey(nameKey))
                            .forEach(unit ->
                                    targets.add(target.replace("*:" + port, unit.get(addressKey) + ":" + port)));
                }
            }
        }
        return targets;
    }

    private static List<JsonObject> objects(String json) {
        return JsonObject.ofJson("{\"list\":" + json + "}").objects("list");
    }
}
