// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jujuheap.charm.tool.Documents;
import io.jujuheap.charm.tool.JujuUnit;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prometheus alert rules, each labelled with the unit's topology. The consumer narrows the expressions to this application
 * by these labels, so the expressions are left as they are.
 */
final class AlertRules {
    private AlertRules() {}

    /** Returns all rule files of a directory as one {@code {"groups": [...]}}. */
    static Map<String, Object> labelled(Path directory, JujuUnit unit) throws IOException {
        List<Object> groups = new ArrayList<>();
        for (Path file : files(directory, "*.{yaml,yml}")) {
            for (JsonNode group : Documents.yaml(Files.readString(file)).path("groups")) {
                groups.add(labelled(group, unit));
            }
        }
        return Map.of("groups", groups);
    }

    /** Returns the files of a directory that match, in the order of their names. */
    static List<Path> files(Path directory, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private static JsonNode labelled(JsonNode group, JujuUnit unit) {
        ObjectNode copy = group.deepCopy();
        copy.put("name", groupName(group.path("name").asText("juju_heap"), unit));
        for (JsonNode rule : copy.path("rules")) {
            ObjectNode labels = rule.withObjectProperty("labels");
            labels(unit).forEach((name, value) -> labels.putIfAbsent(name, labels.textNode(value)));
        }
        return copy;
    }

    /** Returns the labels. None has the unit, because the rules are those of the application. */
    private static Map<String, String> labels(JujuUnit unit) {
        return Map.of(
                "juju_model", unit.model(),
                "juju_model_uuid", unit.modelUuid(),
                "juju_application", unit.application(),
                "juju_charm", JujuUnit.CHARM);
    }

    private static String groupName(String name, JujuUnit unit) {
        return (unit.identifier() + "_" + name + "_rules").replaceAll("[^A-Za-z0-9_:]", "_");
    }
}
