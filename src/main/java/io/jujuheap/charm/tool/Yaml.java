// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML as {@link JsonObject}: for what people write by hand. */
public final class Yaml {
    private Yaml() {}

    /**
     * Reads a mapping; an empty text is the empty one.
     *
     * @throws ToolException when the text is not YAML
     */
    public static JsonObject object(String text) {
        try {
            Object value = new Load(LoadSettings.builder().build()).loadFromString(text);
            return value == null ? JsonObject.EMPTY : JsonObject.of(value);
        } catch (YamlEngineException e) {
            throw new ToolException(
                    "Not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + ".", e);
        }
    }
}
