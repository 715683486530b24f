// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jujuheap.io.HeapOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final JsonMapper WRITER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private record View(String name, @Nullable Long bytes, List<String> tags) {}

    @Test
    void equal_values_make_equal_texts() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", List.of(1, 2.5, true));
        one.put("a", "x\"\n");
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("a", "x\"\n");
        other.put("b", List.of(1L, 2.5, true));
        assertThat(Json.text(one))
                .isEqualTo("{\"a\":\"x\\\"\\n\",\"b\":[1,2.5,true]}")
                .isEqualTo(Json.text(other))
                .isEqualTo(Json.text(Json.tree(one)));
    }

    @Test
    void what_is_null_is_left_out_of_a_record_but_not_of_a_map_or_a_list() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", Arrays.asList(1, null));
        map.put("b", null);
        assertThat(Json.text(map)).isEqualTo("{\"a\":[1,null],\"b\":null}");
        assertThat(Json.line(new View("x", null, List.of())))
                .isEqualTo("{\"name\":\"x\",\"tags\":[]}\n".getBytes(StandardCharsets.UTF_8));
    }

    private enum Colour {
        RED
    }

    /** A value of each kind that the views have, in the order of the components, which no key of a record changes. */
    @SuppressWarnings("ArrayRecordComponent") // only written
    private record AllKinds(
            String z,
            @Nullable String none,
            long[] longs,
            int[] ints,
            double[] doubles,
            List<@Nullable String> strings,
            List<View> views,
            Set<String> set,
            Map<String, Object> map,
            @Nullable Boolean flag,
            int whole,
            double share,
            Colour colour,
            byte[] bytes,
            Object any,
            JsonNode tree) {}

    /** Jackson's own {@code ObjectMapper} is the oracle of what is written without one. */
    @Test
    void it_writes_what_an_object_mapper_writes() throws Exception {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", List.of("x", 1L, 0.1f));
        map.put("a", new int[] {1, 2});
        AllKinds value = new AllKinds(
                "\"\\\u0001é\u2028\uD83D\uDE00</script>",
                null,
                new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE},
                new int[0],
                new double[] {1e-300, 1e21, 0.1, Double.NaN},
                Arrays.asList("a", null, "\""),
                List.of(new View("x", null, List.of()), new View("y", 1L, List.of("t"))),
                Set.of("one"),
                map,
                true,
                -1,
                1 / 3.0,
                Colour.RED,
                new byte[] {1, 2, -3},
                new View("any", 2L, List.of()),
                Json.read("{\"b\":[1,2.50,null],\"a\":\"é\"}"));
        assertThat(Json.text(value)).isEqualTo(WRITER.writeValueAsString(value));
        assertThat(Json.text(List.of("a", "b"))).isEqualTo("[\"a\",\"b\"]");
    }

    @Test
    void trees_are_those_of_an_object_mapper() throws Exception {
        ObjectMapper oracle = new ObjectMapper();
        for (String text : List.of(
                "{\"b\":[1,-2147483649,123456789012345678901234567890,2.50,1e400,null,true,false],\"a\":\"\u00e9\\n\"}",
                " [ [], {} ] ",
                "{\"a\":1,\"a\":{\"a\":2}}",
                "\"\"",
                "0",
                "-0.0",
                "null",
                "[".repeat(900) + "]".repeat(900),
                "",
                "\n")) {
            assertThat(Json.read(text)).as(text).isEqualTo(oracle.readTree(text));
        }
        for (String text :
                List.of("{} x", "{}{}", "{\"a\":", "[1,]", "nul", "{a:1}", "NaN", "[".repeat(2000), "\ufeff", "]")) {
            assertThatThrownBy(() -> Json.read(text)).as(text).isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void plain_values_are_written_as_an_object_mapper_writes_them() throws Exception {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("z", Arrays.asList(1, Long.MIN_VALUE, 0.1f, 1e300, Double.NaN, new BigInteger("9".repeat(30)), null));
        map.put("y", Map.of("k", Set.of("v"), "", List.of()));
        map.put("x", List.of(new View("a", null, List.of("t")), Colour.RED, true));
        map.put("w", new BigDecimal("1.50"));
        map.put("v", Json.read("{\"b\":{\"d\":1.0,\"c\":[\"\u2028\",false,null]},\"a\":12345678901234567890}"));
        assertThat(Json.text(map)).isEqualTo(WRITER.writeValueAsString(map));
        for (Object value : map.values()) {
            assertThat(Json.text(value)).isEqualTo(WRITER.writeValueAsString(value));
        }
    }

    @Test
    void within_html_no_text_ends_the_element() throws Exception {
        View view = new View("</script><!--\u2028\u00e9\ud800\"\n", 1L, List.of("<"));
        HeapOutput out = new HeapOutput(10);

        Json.writeInHtml(view, out);

        assertThat(new String(out.toBytes(), StandardCharsets.UTF_8)).doesNotContain("<");
        assertThat(Json.read(out.toBytes(), View.class))
                .isEqualTo(new View("</script><!--\u2028\u00e9?\"\n", 1L, List.of("<")));
    }

    @Test
    void refuses_what_is_not_that_record() {
        for (String text : List.of("", "null", "[]", "1", "{", "{} x", "{\"bytes\":\"x\"}")) {
            assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8), View.class))
                    .as(text)
                    .isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void a_reader_knows_less_than_a_newer_service_says() throws Exception {
        byte[] answer = "{\"name\":\"é\",\"bytes\":9007199254740993,\"tags\":[\"t\"],\"new\":{}}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(Json.read(answer, View.class)).isEqualTo(new View("é", 9007199254740993L, List.of("t")));
    }
}
