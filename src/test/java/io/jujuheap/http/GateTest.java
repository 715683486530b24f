// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.http.config.ListenAddress;
import io.jujuheap.testkit.HostileCase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Map<String, List<String>> LOCAL = Map.of("Host", List.of("localhost:16060"));

    /** A request of which only what matters is said. */
    private record FakeCall(String method, String path, String query, Map<String, List<String>> all, boolean hasBody)
            implements RequestHead {
        static FakeCall get(String path) {
            return new FakeCall("GET", path, "", LOCAL, false);
        }

        FakeCall with(String name, String... values) {
            Map<String, List<String>> more = new java.util.HashMap<>(all);
            more.put(name, List.of(values));
            return new FakeCall(method, path, query, more, hasBody);
        }

        FakeCall withMethod(String other) {
            return new FakeCall(other, path, query, all, hasBody);
        }

        @Override
        public List<String> headers(String name) {
            return all.getOrDefault(name, List.of());
        }
    }

    private final Gate open = gate(Optional.empty());
    private final Gate guarded = gate(Optional.of(new Token(TOKEN)));

    private static Gate gate(Optional<Token> token) {
        HostAllowList hosts =
                new HostAllowList(List.of(new ListenAddress("127.0.0.1", 16060)), Set.of("node1.example"));
        return new Gate(hosts, new Access("/metrics", new Credentials(() -> token, () -> Users.NONE)));
    }

    private static int status(Gate gate, RequestHead call) {
        return gate.refusal(call).map(Problem::status).orElse(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:1",
                "localhost.",
                "127.0.0.1:16060",
                "127.9.8.7",
                "[::1]:80",
                "node1.example"
            })
    void answers_to_its_own_names(String host) {
        assertThat(status(open, FakeCall.get("/").with("Host", host))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "10.0.0.1",
                "[::2]",
                "",
                "a b",
                "localhost:80:80",
                "127.0.0.1.evil",
                "user@localhost",
                "0x7f.1",
                "2130706433"
            })
    void answers_to_no_other_name(String host) {
        assertThat(status(open, FakeCall.get("/").with("Host", host))).isEqualTo(421);
    }

    @Test
    void wants_exactly_one_host() {
        assertThat(status(open, FakeCall.get("/").with("Host"))).isEqualTo(400);
        assertThat(status(open, FakeCall.get("/").with("Host", "localhost", "localhost")))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO", "get"})
    void serves_no_other_method(String method) {
        assertThat(status(open, FakeCall.get("/").withMethod(method))).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/a/../b",
                "/./",
                "/%2e%2e/",
                "/a%2fb",
                "/a;b",
                "/a\\b",
                "//",
                "/a//b",
                "a",
                "*",
                "/a b",
                "/\u00e9",
                "http://evil.example/units",
                "/a\u0000",
                "/api/v1/snapshots/..;/x"
            })
    void refuses_paths_that_need_cleaning(String path) {
        assertThat(status(open, FakeCall.get(path))).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "focus=a|b",
                "focus=^a[b]{2}\\.c",
                "focus=%25%c3%A9",
                "name[]=a&name[]=b",
                "focus=\u00e9",
                "&&&",
                ""
            })
    void takes_queries_as_people_write_them(String query) {
        assertThat(status(open, new FakeCall("GET", "/", query, LOCAL, false))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%2", "a=%zz", "%%41", "a=\"b\"", "a=<b>", "a=\u0001", "a=\u007f"})
    void refuses_queries_with_broken_escapes(String query) {
        assertThat(status(open, new FakeCall("GET", "/", query, LOCAL, false))).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/metrics|GET, HEAD", "/api/v1/snapshots|GET, HEAD, POST", "/nothing|GET, HEAD"})
    void says_which_methods_a_path_takes(String path, String allowed) {
        Problem problem = open.refusal(FakeCall.get(path).withMethod("PUT")).orElseThrow();

        assertThat(problem.headers()).containsEntry("Allow", allowed);
    }

    @Test
    void refuses_what_is_too_long() {
        assertThat(status(open, FakeCall.get("/" + "a".repeat(600)))).isEqualTo(414);
        assertThat(status(open, new FakeCall("GET", "/", "q=" + "a".repeat(5000), LOCAL, false)))
                .isEqualTo(414);
        assertThat(status(open, new FakeCall("GET", "/", "a&".repeat(100), LOCAL, false)))
                .isEqualTo(400);
    }

    @Test
    void refuses_bodies() {
        assertThat(status(open, new FakeCall("GET", "/", "", LOCAL, true))).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "/,200",
        "/page/app.js,200",
        "/metrics,200",
        "/-/ready,200",
        "/openapi.yaml,200",
        "/debug/heap,401",
        "/debug/pprof/heap,401",
        "/api/v1/agents,401",
        "/agents/machine-0/metrics,401",
        "/nothing,401",
        "/metricsx,401"
    })
    void asks_for_the_token_except_where_all_may_look(String path, int status) {
        assertThat(status(guarded, FakeCall.get(path))).isEqualTo(status);
        assertThat(status(guarded, FakeCall.get(path).with("Authorization", "Bearer " + TOKEN)))
                .isEqualTo(200);
    }

    @Test
    @HostileCase(value = "H27 each path without the token", outcome = "401 but for the open ones")
    void only_the_paths_that_the_description_calls_open_do_without_the_token() throws Exception {
        Set<String> open = new TreeSet<>();
        for (String route : OpenApi.routes()) {
            String[] words = route.split(" ");
            FakeCall request = FakeCall.get(words[1].replaceAll("\\{.*?}", "x")).withMethod(words[0]);
            if (status(guarded, request) != 401) {
                open.add(route);
            }
        }

        assertThat(open).isEqualTo(OpenApi.withoutToken());
    }

    @Test
    void every_post_needs_the_custom_header_where_there_is_no_token() {
        for (String route : OpenApi.routes()) {
            if (route.startsWith("POST ")) {
                FakeCall post = FakeCall.get(route.substring(5)).withMethod("POST");
                assertThat(status(open, post)).as(route).isEqualTo(403);
            }
        }
    }

    @Test
    void a_post_to_another_path_is_left_to_the_routes() {
        assertThat(status(open, FakeCall.get("/debug/heap").withMethod("POST"))).isEqualTo(200);
    }

    @Test
    void a_post_needs_the_custom_header_where_there_is_no_token() {
        FakeCall post = FakeCall.get("/api/v1/snapshots").withMethod("POST");

        assertThat(status(open, post)).isEqualTo(403);
        assertThat(status(open, post.with("X-Juju-Heap", "1"))).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site,cross-site,403",
        "Sec-Fetch-Site,same-site,403",
        "Sec-Fetch-Site,same-origin,200",
        "Sec-Fetch-Site,none,200",
        "Origin,https://evil.example,403",
        "Origin,null,403",
        "Origin,http://localhost:16060,200"
    })
    void a_post_of_a_foreign_page_is_refused(String header, String value, int status) {
        FakeCall post = FakeCall.get("/api/v1/snapshots").withMethod("POST").with("X-Juju-Heap", "1");

        assertThat(status(open, post.with(header, value))).isEqualTo(status);
    }
}
