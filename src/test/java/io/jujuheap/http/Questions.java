// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What clients may ask with GET: each path that the resources serve, and the parameters that lead to other answers. As the paths
 * come from the resources, a path that is added later is asked without a change of the tests.
 */
public final class Questions {
    private static final List<String> FORMS = List.of("", "?format=json", "?format=pprof");
    private static final String FUNCTION = "?function=main.f";

    /** The parameters of paths that have some; a path without is asked as it is. */
    private static final Map<String, List<String>> PARAMETERS = Map.of(
            "/debug/heap", FORMS,
            "/debug/goroutines", FORMS,
            "/debug/pprof/heap", List.of("", "?debug=1", "?seconds=1"),
            "/debug/pprof/goroutine", List.of("", "?debug=1", "?seconds=1"),
            "/api/v1/top", List.of("", "?type=goroutine"),
            "/api/v1/flamegraph", List.of("", "?base=oldest", "?type=goroutine"),
            "/api/v1/flamegraph.html", List.of("", "?base=oldest", "?type=goroutine"),
            "/api/v1/diff", List.of("?base=oldest", "?base=oldest&type=goroutine"),
            "/api/v1/callers", List.of(FUNCTION, FUNCTION + "&base=oldest", FUNCTION + "&type=goroutine"),
            "/api/v1/stacks", List.of(FUNCTION, FUNCTION + "&type=goroutine"));

    private static final Map<String, String> VARIABLES = Map.of(
            "/page/{name}", "/page/main.js",
            "/agents/{tag}", "/agents/machine-0",
            "/{agent}/{name}", "/machine-0/20261122T160211Z-000");

    private Questions() {}

    /** Returns the targets of all requests, such as {@code /api/v1/top?type=goroutine}. */
    public static List<String> all() {
        List<String> all = new ArrayList<>();
        Set<String> withoutPath = new HashSet<>(PARAMETERS.keySet());
        for (String route : OpenApi.routes()) {
            if (route.startsWith("GET ")) {
                String path = path(route.substring(4));
                withoutPath.remove(path);
                PARAMETERS.getOrDefault(path, List.of("")).forEach(query -> all.add(path + query));
            }
        }
        assertThat(withoutPath).as("parameters of paths that are not served").isEmpty();
        return all;
    }

    private static String path(String route) {
        String path = route;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            path = path.replace(variable.getKey(), variable.getValue());
        }
        assertThat(path).as("a path with a variable of which no value is known").doesNotContain("{");
        return path;
    }
}
