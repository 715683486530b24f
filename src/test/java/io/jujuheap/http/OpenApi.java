// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.util.Objects.requireNonNull;

import io.jujuheap.render.PageFiles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the description of the interface says, and what the resources do. */
public final class OpenApi {
    private OpenApi() {}

    /** The paths described, as lines like {@code GET /metrics}. */
    static Set<String> paths() {
        return operations(operation -> true);
    }

    /** The paths that override the demand for credentials. */
    static Set<String> withoutToken() {
        return operations(operation -> operation.get("security") instanceof List<?> ways && ways.contains(Map.of()));
    }

    private static Set<String> operations(Predicate<Map<?, ?>> isWanted) {
        Set<String> lines = new TreeSet<>();
        map(root(), "paths").forEach((path, methods) -> ((Map<?, ?>) methods).forEach((method, operation) -> {
            String line = method.toString().toUpperCase(Locale.ROOT) + " "
                    + path.toString().replaceAll("(.)/$", "$1");
            if (isWanted.test((Map<?, ?>) operation)) {
                lines.add(line);
            }
        }));
        return lines;
    }

    /** The fields of a schema and of all it holds, as paths like {@code rows[].flat}. */
    public static Set<String> fields(String schema) {
        Set<String> fields = new TreeSet<>();
        collect(schema(schema), "", false, fields);
        return fields;
    }

    /** The fields that are never absent where their parent is there. */
    public static Set<String> required(String schema) {
        Set<String> fields = new TreeSet<>();
        collect(schema(schema), "", true, fields);
        return fields;
    }

    private static void collect(Map<?, ?> schema, String path, boolean onlyRequired, Set<String> fields) {
        Object reference = schema.get("$ref");
        if (reference != null) {
            collect(schema(reference.toString().replaceAll(".*/", "")), path, onlyRequired, fields);
        } else if (schema.containsKey("items")) {
            collect(map(schema, "items"), path + "[]", onlyRequired, fields);
        } else if (schema.containsKey("properties")) {
            Object required = schema.containsKey("required") ? schema.get("required") : List.of();
            map(schema, "properties").forEach((name, property) -> {
                String field = path.isEmpty() ? name.toString() : path + "." + name;
                if (!onlyRequired || ((List<?>) required).contains(name)) {
                    fields.add(field);
                }
                collect((Map<?, ?>) property, field, onlyRequired, fields);
            });
        }
    }

    private static Map<?, ?> schema(String name) {
        return map(map(map(root(), "components"), "schemas"), name);
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key) {
        return requireNonNull((Map<?, ?>) parent.get(key), key);
    }

    private static Map<?, ?> root() {
        String text = new String(PageFiles.bytes("openapi.yaml"), StandardCharsets.UTF_8);
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    /** The paths served, as lines like {@code GET /metrics}. */
    static Set<String> routes() {
        Set<String> lines = new TreeSet<>(Set.of("GET /metrics"));
        for (Class<?> resource : Routes.RESOURCES) {
            String base = resource.getAnnotation(Path.class).value();
            for (Method method : resource.getMethods()) {
                String verb = method.isAnnotationPresent(GET.class)
                        ? "GET"
                        : method.isAnnotationPresent(POST.class) ? "POST" : "";
                if (!verb.isEmpty()) {
                    Path path = method.getAnnotation(Path.class);
                    lines.add(verb + " " + joined(base, path == null ? "" : path.value()));
                }
            }
        }
        return lines;
    }

    private static String joined(String base, String path) {
        String all = ("/" + base + "/" + path).replaceAll("/+", "/");
        return all.length() > 1 && all.endsWith("/") ? all.substring(0, all.length() - 1) : all;
    }
}
