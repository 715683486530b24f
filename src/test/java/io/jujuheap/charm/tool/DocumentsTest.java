// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    @Test
    void reads_what_hook_tools_print() {
        JsonNode config =
                Documents.jsonObject("{\"interval\":\"60s\",\"token\":true,\"n\":3,\"none\":null,\"list\":[\"a\"]}");
        assertThat(Documents.text(config, "interval")).contains("60s");
        assertThat(Documents.text(config, "n")).contains("3");
        assertThat(Documents.text(config, "none")).isEmpty();
        assertThat(Documents.text(config, "list")).isEmpty();
        assertThat(Documents.text(config, "missing")).isEmpty();
        assertThat(config.path("token").asBoolean()).isTrue();
    }

    @Test
    void takes_null_and_nothing_as_the_empty_object() {
        assertThat(Documents.jsonObject("null")).isEmpty();
        assertThat(Documents.jsonObject("\n")).isEmpty();
        assertThat(Documents.yaml("")).isEmpty();
    }

    @Test
    void refuses_what_is_not_json() {
        assertThatThrownBy(() -> Documents.json("ok"))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith("Not JSON: ");
        assertThatThrownBy(() -> Documents.json("{\"a\":")).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> Documents.json("{} x")).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> Documents.json("")).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> Documents.jsonObject("[1]"))
                .isInstanceOf(ToolException.class)
                .hasMessage("Expected an object, not [1].");
    }

    @Test
    void refuses_what_is_not_yaml() {
        assertThatThrownBy(() -> Documents.yaml("a: [")).hasMessageStartingWith("Not YAML: ");
        assertThatThrownBy(() -> Documents.yaml("word")).hasMessage("Expected an object, not \"word\".");
    }
}
