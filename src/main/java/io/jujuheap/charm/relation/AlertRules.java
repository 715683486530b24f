// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.relation;

import io.jujuheap.charm.tool.JsonObject;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.charm.tool.Yaml;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
            for (JsonObject group : Yaml.object(Files.readString(file)).objects("groups")) {
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

    private static Map<String, Object> labelled(JsonObject group, JujuUnit unit) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(group.values());
        copy.put("name", groupName(group.text("name").orElse("juju_heap"), unit));
        copy.put(
                "rules",
                group.objects("rules").stream()
                        .map(rule -> labelledRule(rule, unit))
                        .toList());
        return copy;
    }

    private static Map<String, @Nullable Object> labelledRule(JsonObject rule, JujuUnit unit) {
        Map<String, @Nullable Object> labels = new LinkedHashMap<>(labels(unit));
        labels.putAll(rule.object("labels").values());
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(rule.values());
        copy.put("labels", labels);
        return copy;
    }

    /** Returns the labels; none names the unit, because the rules are the application's. */
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
