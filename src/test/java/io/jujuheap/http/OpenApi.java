// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the description of the interface says, and what the resources do, each as lines like {@code GET /metrics}. */
final class OpenApi {
    private static final List<Class<?>> RESOURCES = List.of(
            HeapResource.class,
            PprofResource.class,
            ReportsResource.class,
            SnapshotsResource.class,
            AgentMetricsResource.class,
            HealthResource.class,
            FlamePageResource.class,
            PageResource.class);

    private OpenApi() {}

    static Set<String> paths() throws IOException {
        try (InputStream in = Sidecar.class.getResourceAsStream("openapi.yaml")) {
            Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            Set<String> lines = new TreeSet<>();
            requireNonNull((Map<?, ?>) root.get("paths")).forEach((path, methods) -> ((Map<?, ?>) methods)
                    .keySet()
                    .forEach(method -> lines.add(method.toString().toUpperCase(Locale.ROOT) + " "
                            + path.toString().replaceAll("(.)/$", "$1"))));
            return lines;
        }
    }

    static Set<String> routes() {
        Set<String> lines = new TreeSet<>(Set.of("GET /metrics"));
        for (Class<?> resource : RESOURCES) {
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
