// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jujuheap.render.Json;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Parses the JSON of hook tools and the service, and the YAML of users, to trees. */
public final class Documents {
    private Documents() {}

    /**
     * Reads one JSON value.
     *
     * @throws ToolException when the text is not JSON
     */
    public static JsonNode json(String text) {
        try {
            JsonNode value = Json.read(text);
            if (value.isMissingNode()) {
                throw new ToolException("Not JSON: the text is empty.");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new ToolException("Not JSON: " + e.getOriginalMessage() + ".", e);
        }
    }

    /**
     * Reads a JSON object; {@code null} and an empty text are read as the empty object, because hook tools print these.
     *
     * @throws ToolException when the text is not an object
     */
    public static JsonNode jsonObject(String text) {
        return object(text.isBlank() ? empty() : json(text));
    }

    /**
     * Reads a YAML mapping; an empty text is the empty one.
     *
     * @throws ToolException when the text is not YAML, or not a mapping
     */
    public static JsonNode yaml(String text) {
        try {
            Object value = new Load(LoadSettings.builder().build()).loadFromString(text);
            return value == null ? empty() : object(Json.tree(value));
        } catch (YamlEngineException e) {
            throw new ToolException(
                    "Not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + ".", e);
        }
    }

    private static JsonNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode object(JsonNode value) {
        if (value.isNull()) {
            return empty();
        }
        if (!value.isObject()) {
            throw new ToolException("Expected an object, not " + value + ".");
        }
        return value;
    }

    /** Returns the text of a scalar value of an object, also of a number; empty when there is none. */
    public static Optional<String> text(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }
}
