// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void reads_what_hook_tools_print() {
        JsonObject config = Json.object(
                "{\"interval\":\"60s\",\"token\":true,\"n\":3,\"ratio\":0.5,\"none\":null,\"list\":[\"a\",\"b\"],\"o\":{\"k\":\"v\"}}");
        assertThat(config.text("interval")).contains("60s");
        assertThat(config.flag("token")).contains(true);
        assertThat(config.number("n")).contains(3L);
        assertThat(config.real("ratio")).contains(0.5);
        assertThat(config.text("none")).isEmpty();
        assertThat(config.texts("list")).containsExactly("a", "b");
        assertThat(config.object("o").text("k")).contains("v");
    }

    @Test
    void takes_null_and_nothing_as_the_empty_object() {
        assertThat(Json.object("null").values()).isEmpty();
        assertThat(Json.object("\n").values()).isEmpty();
    }

    @Test
    void a_value_of_another_type_is_absent() {
        JsonObject object = Json.object("{\"a\":\"text\",\"b\":[1]}");
        assertThat(object.number("a")).isEmpty();
        assertThat(object.flag("a")).isEmpty();
        assertThat(object.text("b")).isEmpty();
        assertThat(object.objects("b")).isEmpty();
    }

    @Test
    void refuses_what_is_not_json() {
        assertThatThrownBy(() -> Json.read("ok"))
                .isInstanceOf(ToolException.class)
                .hasMessageStartingWith("Not JSON: ");
        assertThatThrownBy(() -> Json.read("{\"a\":")).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> Json.read("")).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> Json.object("[1]")).isInstanceOf(ToolException.class);
    }

    @Test
    void writes_equal_values_as_equal_texts() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", List.of(1, 2.5, true));
        one.put("a", "x\"\n");
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("a", "x\"\n");
        other.put("b", List.of(1L, 2.5, true));
        assertThat(Json.write(one))
                .isEqualTo("{\"a\":\"x\\\"\\n\",\"b\":[1,2.5,true]}")
                .isEqualTo(Json.write(other));
    }
}
