// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.testkit.EvilAgent;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every answer, whoever makes it: a resource, the door before them, Jersey, or Grizzly by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryAnswerTest {
    private EvilAgent agent;
    private RunningSidecar sidecar;

    @BeforeAll
    void start() throws Exception {
        agent = EvilAgent.onAbstractName(Agents.good());
        sidecar = RunningSidecar.of(agent.address());
        sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1");
    }

    @AfterAll
    void stop() throws Exception {
        sidecar.close();
        agent.close();
    }

    /** An answer as it came over the wire. */
    private record Answer(int status, Map<String, String> headers, String body) {
        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            assertThat(end).as(text).isPositive();
            List<String> lines = text.substring(0, end).lines().toList();
            Map<String, String> headers = new TreeMap<>();
            for (String line : lines.subList(1, lines.size())) {
                int colon = line.indexOf(": ");
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                assertThat(headers.put(name, line.substring(colon + 2)))
                        .as(name + " a second time")
                        .isNull();
            }
            return new Answer(RawClient.status(text), headers, text.substring(end + 4));
        }
    }

    private Answer answer(String request) throws Exception {
        try (RawClient client = new RawClient(sidecar.port())) {
            return Answer.of(client.send(request).readAll(Duration.ofSeconds(15)));
        }
    }

    private Answer ask(String line, String... headers) throws Exception {
        return answer(RawClient.request(line, headers));
    }

    private static void assertGuarded(Answer answer) {
        assertThat(answer.headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("x-frame-options", "deny")
                .containsEntry("referrer-policy", "no-referrer")
                .containsKey("cache-control")
                .hasEntrySatisfying(
                        "content-security-policy", policy -> assertThat(policy).startsWith("default-src 'none';"));
        ZonedDateTime date = ZonedDateTime.parse(
                answer.headers().getOrDefault("date", "none"), DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(Duration.between(date, ZonedDateTime.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page/main.js",
                "/openapi.yaml",
                "/-/healthy",
                "/-/ready",
                "/metrics",
                "/debug/heap",
                "/debug/heap?format=json",
                "/debug/heap?format=pprof",
                "/debug/goroutines",
                "/debug/goroutines?format=json",
                "/debug/goroutines?format=pprof",
                "/debug/pprof/",
                "/debug/pprof/heap",
                "/debug/pprof/heap?debug=1",
                "/debug/pprof/allocs",
                "/debug/pprof/goroutine",
                "/debug/pprof/goroutine?debug=1",
                "/agents/machine-0/metrics",
                "/api/v1/agents",
                "/api/v1/summary",
                "/api/v1/top",
                "/api/v1/top?type=goroutine&snapshot=live",
                "/api/v1/flamegraph",
                "/api/v1/flamegraph.html",
                "/api/v1/diff?base=oldest",
                "/api/v1/callers?function=main.main",
                "/api/v1/stacks?function=main.main",
                "/api/v1/memory",
                "/api/v1/trend",
                "/api/v1/leaks",
                "/api/v1/snapshots"
            })
    void has_its_length_whether_whole_gzipped_or_only_its_head(String path) throws Exception {
        Answer whole = ask("GET " + path + " HTTP/1.1");
        Answer head = ask("HEAD " + path + " HTTP/1.1");
        Answer small = ask("GET " + path + " HTTP/1.1", "Accept-Encoding: gzip");

        for (Answer answer : List.of(whole, head, small)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertGuarded(answer);
            assertThat(answer.headers().get("vary")).isEqualTo(whole.headers().get("vary"));
            assertThat(answer.headers().get("content-type"))
                    .isEqualTo(whole.headers().get("content-type"));
        }
        assertThat(whole.headers())
                .containsEntry("content-length", Integer.toString(whole.body().length()));
        assertThat(head.body()).isEmpty();
        assertThat(head.headers()).containsKey("content-length");
        assertThat(small.headers())
                .containsEntry("content-length", Integer.toString(small.body().length()));
        if (small.headers().containsKey("content-encoding")) {
            assertThat(small.headers()).containsEntry("vary", "Accept-Encoding");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(small.body().getBytes(StandardCharsets.ISO_8859_1)))
                            .readAllBytes())
                    .hasSizeGreaterThan(small.body().length());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|GET / HTTP/1.1~~", // no Host
                "400|GET / HTTP/1.0~~",
                "400|GET /a%20b HTTP/1.1~Host: localhost~~",
                "400|GET /api/v1/top?focus=% HTTP/1.1~Host: localhost~~",
                "400|GET /api/v1/top?n=%zz HTTP/1.1~Host: localhost~~",
                "400|GET /api/v1/top?n=x HTTP/1.1~Host: localhost~~",
                "400|GET /debug/pprof/heap?gc=1 HTTP/1.1~Host: localhost~~",
                "400|GET /api/v1/callers HTTP/1.1~Host: localhost~~",
                "404|GET /api/v1/callers?function=nothing HTTP/1.1~Host: localhost~~",
                "400|GET / HTTP/1.1~Host: localhost~Content-Length: 3~Content-Length: 4~~abc",
                "400|GET / HTTP/1.1~Host: localhost~Content-Length: 3~~abc",
                "403|POST /api/v1/snapshots HTTP/1.1~Host: localhost~~",
                "404|GET /nothing HTTP/1.1~Host: localhost~~",
                "404|GET /debug/pprof/mutex HTTP/1.1~Host: localhost~~",
                "400|GET /debug/pprof/goroutine?debug=2 HTTP/1.1~Host: localhost~~",
                "404|GET /debug/pprof/goroutineleak HTTP/1.1~Host: localhost~~",
                "400|GET /api/v1/summary?type=goroutine HTTP/1.1~Host: localhost~~",
                "404|GET /debug/heap?agent=machine-9 HTTP/1.1~Host: localhost~~",
                "405|PUT /metrics HTTP/1.1~Host: localhost~~",
                "405|OPTIONS /api/v1/snapshots HTTP/1.1~Host: localhost~~",
                "405|TRACE / HTTP/1.1~Host: localhost~~",
                "405|FOO / HTTP/1.1~Host: localhost~~",
                "405|POST /metrics HTTP/1.1~Host: localhost~X-Juju-Heap: 1~~",
                "413|POST /api/v1/snapshots HTTP/1.1~Host: localhost~Content-Length: 3~~a=b",
                "413|POST /api/v1/snapshots HTTP/1.1~Host: localhost~Transfer-Encoding: chunked~~0~~",
                "414|GET /?LONG HTTP/1.1~Host: localhost~~",
                "414|GET /?VERYLONG HTTP/1.1~Host: localhost~~",
                "421|GET / HTTP/1.1~Host: evil.example~~",
                "431|GET / HTTP/1.1~Host: localhost~X: VERYLONG~~",
                "431|GET / HTTP/1.1~Host: localhost~MANY~~",
                "505|GET / HTTP/9.9~Host: localhost~~"
            })
    void is_a_problem_with_a_sentence_when_it_is_no_success(int status, String request) throws Exception {
        Answer answer = answer(request.replace("~", "\r\n")
                .replace("MANY", "X: y\r\n".repeat(99) + "X: y")
                .replace("VERYLONG", "a".repeat(20_000))
                .replace("LONG", "a".repeat(5_000))
                .replace("Host:", "Connection: close\r\nHost:"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertGuarded(answer);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(answer.headers())
                .containsEntry("content-length", Integer.toString(answer.body().length()));
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEqualTo("Error");
        assertThat(problem.path("detail").asText()).matches("[A-Z\"].*[.?]");
        assertThat(answer.body()).endsWith("}\n");
        if (status == 405) {
            assertThat(answer.headers().get("allow"))
                    .isEqualTo(request.contains("snapshots") ? "GET, HEAD, POST" : "GET, HEAD");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: ;;,,=q=\\\"/",
                "Accept: text",
                "Accept-Encoding: gzip;q=x, ;;,br",
                "Accept-Language: ;;q=9",
                "If-None-Match: garbage",
                "If-Match: garbage",
                "If-Modified-Since: yesterday",
                "Range: bytes=5-1",
                "Cookie: ;;=\"",
                "Content-Type: garbage",
                "Connection: close, garbage",
                "X-Forwarded-Proto: garbage",
                "Authorization: garbage"
            })
    void does_not_mind_headers_that_make_no_sense(String header) throws Exception {
        for (String path : List.of("/", "/metrics", "/debug/heap", "/api/v1/agents", "/page/main.js", snapshot())) {
            Answer answer = ask("GET " + path + " HTTP/1.1", header);

            assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
            assertGuarded(answer);
        }
    }

    private String snapshot() throws Exception {
        return RunningSidecar.text(sidecar.get("/api/v1/snapshots?limit=1"))
                .replaceAll("(?s).*?\"url\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void says_nothing_new_to_those_who_have_a_file_of_the_page() throws Exception {
        for (String encoding : List.of("gzip", "identity")) {
            Answer first = ask("GET /page/main.js HTTP/1.1", "Accept-Encoding: " + encoding);
            String tag = first.headers().get("etag");
            assertThat(tag).startsWith("W/"); // the same file, in other bytes when it is gzipped
            Answer second = ask("GET /page/main.js HTTP/1.1", "If-None-Match: \"other\", " + tag);

            assertThat(second.status()).isEqualTo(304);
            assertThat(second.body()).isEmpty();
            assertThat(second.headers())
                    .containsEntry("etag", tag)
                    .containsEntry("vary", "Accept-Encoding")
                    .containsEntry("cache-control", "no-cache");
            assertGuarded(second);
        }
    }
}
