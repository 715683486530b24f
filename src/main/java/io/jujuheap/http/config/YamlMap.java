// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.config;

import io.jujuheap.io.UsageException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a YAML file that is read key by key; {@link #refuseRest} then refuses the first key that was not read.
 * Errors name the line.
 */
final class YamlMap {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(1 << 20)
            .setAllowDuplicateKeys(false)
            .setUseMarks(true)
            .build();

    private final String where;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    private YamlMap(String where, MappingNode mapping) {
        this.where = where;
        for (NodeTuple entry : mapping.getValue()) {
            String key = scalar(entry.getKeyNode(), "a key");
            if (values.put(key, entry.getValueNode()) != null) {
                throw error(entry.getKeyNode(), "\"" + key + "\" is a duplicate key");
            }
            lines.put(key, line(entry.getKeyNode()));
        }
    }

    /**
     * Reads a YAML text whose top level is a mapping or empty.
     *
     * @param where the name of the text in errors
     * @throws UsageException when it is neither, or is not YAML
     */
    static Optional<YamlMap> parse(String text, String where) {
        try {
            return new Compose(SETTINGS)
                    .composeString(text)
                    .filter(root -> !root.getTag().equals(Tag.NULL))
                    .map(root -> of(where, root, "the file"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new UsageException(where + ", line " + line + ": not YAML: " + e.getProblem() + ".", e);
        } catch (YamlEngineException e) {
            throw new UsageException(where + " is not YAML: " + e.getMessage() + ".", e);
        }
    }

    private static YamlMap of(String where, Node node, String what) {
        if (node instanceof MappingNode mapping) {
            return new YamlMap(where, mapping);
        }
        throw new UsageException(
                where + ", line " + line(node) + ": " + what + " must be a mapping of keys to values.");
    }

    Optional<YamlMap> map(String key) {
        return value(key).map(node -> of(where, node, "\"" + key + "\""));
    }

    Optional<String> text(String key) {
        return value(key).map(node -> scalar(node, "\"" + key + "\""));
    }

    List<String> texts(String key) {
        return value(key).map(node -> sequence(node, key)).orElse(List.of());
    }

    Optional<Boolean> flag(String key) {
        return text(key).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error(key, "must be true or false");
        });
    }

    /** Passes on all entries, as texts. */
    void entries(BiConsumer<String, String> read) {
        values.forEach((key, node) -> read.accept(key, scalar(node, "\"" + key + "\"")));
        asked.addAll(values.keySet());
    }

    /** Throws when the mapping has this key, which is valid in exporter-toolkit but not here. */
    void refuse(String key, String problem) {
        if (value(key).isPresent()) {
            throw error(key, problem);
        }
    }

    /** Throws for the first key that was not read. */
    void refuseRest() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw error(key, "is not a key of this file");
            }
        }
    }

    /** Returns an error about a key. */
    UsageException error(String key, String problem) {
        return new UsageException(
                where + ", line " + lines.getOrDefault(key, 1) + ": \"" + key + "\" " + problem + ".");
    }

    private Optional<Node> value(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key))
                .filter(node -> !node.getTag().equals(Tag.NULL));
    }

    private List<String> sequence(Node node, String key) {
        if (!(node instanceof SequenceNode list)) {
            throw error(node, "\"" + key + "\" must be a list");
        }
        return list.getValue().stream()
                .map(item -> scalar(item, "an item of \"" + key + "\""))
                .toList();
    }

    private String scalar(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(node, what + " must be a single value");
    }

    private UsageException error(Node node, String problem) {
        return new UsageException(where + ", line " + line(node) + ": " + problem + ".");
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
