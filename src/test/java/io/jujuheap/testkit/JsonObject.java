// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An object of JSON or YAML as its consumers read it, asked by type. A value that is absent or of another type is empty. */
public record JsonObject(Map<String, Object> values) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static JsonObject ofJson(String text) {
        try {
            return new JsonObject(MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonObject ofYaml(String text) {
        return of(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    private static JsonObject of(Object value) {
        Map<String, Object> values = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, entry) -> values.put(String.valueOf(key), entry));
        return new JsonObject(values);
    }

    /** A string; numbers and booleans count as the text they are written as. */
    public Optional<String> text(String key) {
        return value(key)
                .filter(value -> !(value instanceof Map || value instanceof List))
                .map(String::valueOf);
    }

    public Optional<Long> number(String key) {
        return value(key).filter(Number.class::isInstance).map(value -> ((Number) value).longValue());
    }

    public Optional<Boolean> flag(String key) {
        return value(key).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /** An object; the empty one when there is none. */
    public JsonObject object(String key) {
        return value(key).filter(Map.class::isInstance).map(JsonObject::of).orElse(new JsonObject(Map.of()));
    }

    public List<JsonObject> objects(String key) {
        return list(key).filter(Map.class::isInstance).map(JsonObject::of).toList();
    }

    public List<String> texts(String key) {
        return list(key)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private Stream<?> list(String key) {
        return value(key).filter(List.class::isInstance).map(List.class::cast).orElse(List.of()).stream();
    }

    private Optional<Object> value(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
