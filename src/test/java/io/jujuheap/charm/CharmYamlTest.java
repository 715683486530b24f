// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.charm.machine.Settings;
import io.jujuheap.render.Json;
import io.jujuheap.testkit.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The charm's YAML files, by the rules of Juju 2.9, 3 and 4 at once. */
class CharmYamlTest {
    /** The form of the name of an action, of a result and of a parameter. */
    private static final String ACTION_NAME = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";

    private static final Map<String, Class<?>> OPTION_TYPES =
            Map.of("string", String.class, "boolean", Boolean.class, "int", Long.class, "float", Double.class);

    private final JsonObject metadata = yaml("metadata.yaml");
    private final JsonObject actions = yaml("actions.yaml");
    private final JsonObject options = yaml("config.yaml").object("options");

    CharmYamlTest() throws IOException {}

    @Test
    void it_is_a_subordinate_of_any_machine_charm() {
        assertThat(metadata.flag("subordinate")).contains(true);
        assertThat(metadata.object("requires").object("juju-info").text("interface"))
                .contains("juju-info");
        assertThat(metadata.object("requires").object("juju-info").text("scope"))
                .contains("container");
    }

    /** A charm with bases must have neither of the two keys; it has assumes instead. */
    @Test
    void nothing_in_it_is_refused_beside_bases() {
        assertThat(metadata.values()).doesNotContainKeys("series", "min-juju-version");
        assertThat(metadata.texts("assumes")).containsExactly("juju >= 2.9");
    }

    @Test
    void every_endpoint_it_provides_is_optional_and_none_is_called_as_jujus_own() {
        forEach(metadata.object("provides"), (name, endpoint) -> {
            assertThat(name).doesNotMatch("juju(-.*)?");
            assertThat(endpoint.flag("optional")).contains(true);
            assertThat(endpoint.text("interface").orElse("")).matches("[a-z_]+");
        });
    }

    /** An address stands in metadata.yaml or nowhere, so that a publisher has one place to change. */
    @Test
    void it_names_its_makers_and_no_address_that_does_not_exist() throws IOException {
        assertThat(metadata.values()).containsKeys("summary", "description", "maintainers");
        for (String file : List.of(
                "charm/juju-heap.service",
                "charm/prometheus_alert_rules/juju-heap.yaml",
                "charm/grafana_dashboards/juju-heap.json",
                "charm/dispatch",
                "SECURITY.md")) {
            assertThat(Files.readString(Path.of(file)))
                    .as(file)
                    .doesNotContain("https://charmhub.io", "github.com/juju-heap");
        }
    }

    /** The charm's build writes the address of the runbook into the rules. */
    @Test
    void every_alert_has_a_heading_in_the_runbook() throws IOException {
        List<String> headings = Files.readAllLines(Path.of("src/site/markdown/runbook.md"));
        JsonObject rules = yaml("charm/prometheus_alert_rules/juju-heap.yaml");
        for (JsonObject rule : rules.objects("groups").get(0).objects("rules")) {
            String alert = rule.text("alert").orElseThrow();
            assertThat(headings).contains("## " + alert);
            assertThat(rule.object("annotations").text("runbook_url"))
                    .contains("@docs@/runbook#" + alert.toLowerCase(Locale.ROOT));
        }
    }

    /** Juju 3 takes unknown parameters unless told otherwise, Juju 4 refuses them. */
    @Test
    void every_action_says_what_it_takes_and_beside_what_it_runs() {
        forEach(actions, (name, action) -> {
            assertThat(name).matches(ACTION_NAME).doesNotStartWith("juju-");
            assertThat(action.text("description").orElse("")).isNotBlank();
            assertThat(action.flag("additionalProperties")).contains(false);
            assertThat(action.flag("parallel")).contains(true);
            assertThat(action.text("execution-group")).contains("juju-heap");
        });
    }

    @Test
    void every_parameter_has_a_name_a_type_bounds_and_a_default() {
        forEach(
                actions,
                (name, action) -> forEach(action.object("params"), (key, schema) -> {
                    assertThat(key).matches(ACTION_NAME);
                    assertThat(schema.values()).containsKeys("type", "description", "default");
                    Set<String> bounds = Set.of("enum", "pattern", "maxLength", "maximum");
                    assertThat(schema.text("type").equals(Optional.of("boolean"))
                                    || schema.values().keySet().stream().anyMatch(bounds::contains))
                            .as(name + " " + key + " is bounded")
                            .isTrue();
                }));
    }

    /** What Juju keeps of a result is limited, and so is what a person reads. */
    @Test
    void numbers_of_rows_are_from_1_to_100_and_of_snapshots_to_200() {
        Map<String, List<Long>> bounds = new TreeMap<>();
        forEach(
                actions,
                (name, action) -> forEach(action.object("params"), (key, schema) -> {
                    if (schema.text("type").equals(Optional.of("integer"))) {
                        bounds.put(name + " " + key, numbers(schema, "minimum", "maximum", "default"));
                    }
                }));
        List<Long> rows = List.of(1L, 100L, 20L);
        assertThat(bounds)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "heap-profile top",
                        rows,
                        "heap-diff top",
                        rows,
                        "heap-leaks top",
                        rows,
                        "goroutines top",
                        rows,
                        "list-snapshots limit",
                        List.of(1L, 200L, 20L)));
    }

    private static List<Long> numbers(JsonObject schema, String... keys) {
        return Stream.of(keys)
                .map(key -> ((Number) requireNonNull(schema.values().get(key), key)).longValue())
                .toList();
    }

    /** Older Jujus refuse to deploy a charm with an option of type secret. */
    @Test
    void every_option_has_a_type_that_all_jujus_know_and_a_default_of_it() {
        forEach(options, (name, option) -> {
            assertThat(name).matches("[a-z]+(-[a-z]+)*");
            Class<?> type = OPTION_TYPES.get(option.text("type").orElse(""));
            assertThat(type).as(name).isNotNull();
            assertThat(normal(option.values().get("default"))).isInstanceOf(type);
            assertThat(option.text("description").orElse("")).isNotBlank();
        });
    }

    @Test
    void its_defaults_are_a_configuration() {
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        forEach(options, (name, option) -> defaults.put(name, option.values().get("default")));
        Settings settings = Settings.from(Json.tree(defaults));
        assertThat(settings.listen().isLoopback()).isTrue();
        assertThat(settings.token()).isTrue();
    }

    private static JsonObject yaml(String name) throws IOException {
        return JsonObject.ofYaml(Files.readString(Path.of(name)));
    }

    private static @Nullable Object normal(@Nullable Object value) {
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }

    private static void forEach(JsonObject object, BiConsumer<String, JsonObject> check) {
        assertThat(object.values()).isNotEmpty();
        object.values().keySet().forEach(key -> check.accept(key, object.object(key)));
    }
}
