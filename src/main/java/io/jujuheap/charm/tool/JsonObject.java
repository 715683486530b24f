// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object read from JSON, asked by type. A value that is absent, null or of another type is empty.
 */
public record JsonObject(Map<String, @Nullable Object> values) {
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    static JsonObject of(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new ToolException("Expected a JSON object, not " + Json.write(value) + ".");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((key, entry) -> values.put(String.valueOf(key), entry));
        return new JsonObject(values);
    }

    /** A string; numbers and booleans count as the text they are written as. */
    public Optional<String> text(String key) {
        return value(key)
                .filter(value -> !(value instanceof Map || value instanceof List))
                .map(String::valueOf);
    }

    /** A whole number. */
    public Optional<Long> number(String key) {
        return value(key).filter(Number.class::isInstance).map(value -> ((Number) value).longValue());
    }

    public Optional<Double> real(String key) {
        return value(key).filter(Number.class::isInstance).map(value -> ((Number) value).doubleValue());
    }

    public Optional<Boolean> flag(String key) {
        return value(key).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /** An object; the empty one when there is none. */
    public JsonObject object(String key) {
        return value(key).filter(Map.class::isInstance).map(JsonObject::of).orElse(EMPTY);
    }

    /** The objects of a list; what is no object is left out. */
    public List<JsonObject> objects(String key) {
        return list(key).stream()
                .filter(Map.class::isInstance)
                .map(JsonObject::of)
                .toList();
    }

    /** The strings of a list. */
    public List<String> texts(String key) {
        return list(key).stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private List<?> list(String key) {
        return value(key)
                .filter(List.class::isInstance)
                .<List<?>>map(value -> (List<?>) value)
                .orElse(List.of());
    }

    private Optional<Object> value(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
