// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import io.jujuheap.render.Json;
import io.jujuheap.testkit.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void the_defaults_of_config_yaml_are_settings() throws IOException {
        Settings settings = Settings.from(Json.tree(defaults()));
        assertThat(settings.listen()).isEqualTo(new Listen("127.0.0.1", 16060));
        assertThat(settings.interval()).isEqualTo("60s");
        assertThat(settings.networks().allowed()).contains("10.0.0.0/8", "fc00::/7");
        assertThat(settings.token()).isTrue();
        assertThat(settings.webConfigFile()).isEmpty();
        assertThat(Settings.keepSnapshots(Json.tree(defaults()))).isFalse();
    }

    @Test
    void an_emptied_option_is_named_with_the_way_back() throws IOException {
        Map<String, Object> config = defaults();
        config.put("interval", " ");
        assertThatThrownBy(() -> Settings.from(Json.tree(config)))
                .isInstanceOf(UsageException.class)
                .hasMessage("interval: no value; juju config juju-heap --reset interval.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "an escape \u001b"})
    void an_option_is_one_line_that_a_status_can_quote(String value) throws IOException {
        refuses(value);
        refuses("x".repeat(5000));
    }

    @Test
    void each_source_link_is_as_short_as_a_status() throws IOException {
        Map<String, Object> config = defaults();
        assertThat(Settings.from(Json.tree(config)).sourceLinks()).isEmpty();
        config.put("source-links", "a=https://a/{path} ".repeat(50));
        assertThat(Settings.from(Json.tree(config)).sourceLinks()).hasSize(50).containsOnly("a=https://a/{path}");
        config.put("source-links", "a=https://a/{path} b=https://" + "b".repeat(300));
        assertThatThrownBy(() -> Settings.from(Json.tree(config)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("source-links: its value is not one line of at most 255 characters;");
    }

    private static void refuses(String value) throws IOException {
        Map<String, Object> config = defaults();
        config.put("log-level", value);
        assertThatThrownBy(() -> Settings.from(Json.tree(config)))
                .isInstanceOf(UsageException.class)
                .hasMessage("log-level: its value is not one line of at most 255 characters;"
                        + " juju config juju-heap --reset log-level.");
    }

    private static Map<String, Object> defaults() throws IOException {
        JsonObject options =
                JsonObject.ofYaml(Files.readString(Path.of("config.yaml"))).object("options");
        Map<String, Object> defaults = new HashMap<>();
        options.values()
                .keySet()
                .forEach(
                        name -> defaults.put(name, options.object(name).values().get("default")));
        return defaults;
    }
}
