// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes and reads JSON. A component of a record that is null is left out. Maps and trees have their keys sorted, so that
 * equal values make equal texts. A value is written out before it is sent, so that no answer breaks off half way.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // A newer service may say more than this reader knows.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** Writes a record, map, list, tree or plain value without white space. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a record as one line in UTF-8, with a line feed at its end for people who read it on a terminal. */
    public static byte[] line(Record view) {
        return text(view).concat("\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Makes a tree of maps, lists and plain values. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * Reads one value; the tree of an empty text is missing.
     *
     * @throws JsonProcessingException when the text is not JSON
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /**
     * Reads what {@link #line} wrote.
     *
     * @throws IOException when the bytes are not JSON, or not of that record
     */
    public static <T extends Record> T read(byte[] json, Class<T> view) throws IOException {
        return MAPPER.readValue(json, view);
    }
}
