// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Prometheus;
import io.jujuheap.testkit.Promtool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each kind of {@code Accept} gets from {@code /metrics}, and whether a real Prometheus, to which each answer is served
 * as it came, takes it: {@code target/accept-matrix.txt} is the table for people to read.
 */
class AcceptMatrixTest {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    @TempDir
    Path folder;

    /** A request, by the lines of its head about {@code Accept}, and the type that it must get. */
    private record Row(String name, String lines, String type) {
        static Row of(String name, String accept, String type) {
            return new Row(name, "Accept: " + accept + "\r\n", type);
        }
    }

    private static List<Row> rows(String sentHere) {
        return List.of(
                Row.of("what this Prometheus sends", sentHere, OPENMETRICS),
                Row.of(
                        "Prometheus 3",
                        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                                + "application/openmetrics-text;version=0.0.1;q=0.5,"
                                + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                        OPENMETRICS),
                Row.of(
                        "Prometheus, native histograms",
                        PROTOBUF + ";q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,"
                                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                        OPENMETRICS),
                Row.of("OpenMetrics only", "application/openmetrics-text;version=1.0.0", OPENMETRICS),
                Row.of("OpenMetrics, no version", "application/openmetrics-text", OPENMETRICS),
                Row.of("OpenMetrics 0.0.1 only", "application/openmetrics-text;version=0.0.1", TEXT),
                Row.of("OpenMetrics refused", "application/openmetrics-text;q=0", TEXT),
                Row.of("protobuf only", PROTOBUF, TEXT),
                Row.of("text 0.0.4", "text/plain;version=0.0.4", TEXT),
                Row.of("text 1.0.0 only", "text/plain;version=1.0.0", TEXT),
                Row.of("a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", TEXT),
                Row.of("curl", "*/*", TEXT),
                new Row("none", "", TEXT),
                new Row("empty", "Accept:\r\n", TEXT),
                Row.of("garbage", ";;,,=q=\\\"\u00ff/", TEXT),
                Row.of("8 kB", "application/openmetrics-text,".repeat(280) + "x", TEXT),
                new Row(
                        "in two lines",
                        "Accept: text/plain;q=0.1\r\nAccept: application/openmetrics-text\r\n",
                        OPENMETRICS));
    }

    @Test
    void each_gets_a_type_that_the_body_keeps_to() throws Exception {
        List<String> table = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        List<String> accepted = new CopyOnWriteArrayList<>();
        HttpServer relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        relay.createContext("/", exchange -> {
            synchronized (answers) {
                accepted.add(String.join(",", exchange.getRequestHeaders().get("Accept")));
                serve(exchange, answers);
            }
        });
        relay.start();
        int jobs = rows("").size() + 1;
        try (EvilAgent agent = EvilAgent.onAbstractName(Agents.good());
                RunningSidecar sidecar = RunningSidecar.of(agent.address());
                Prometheus prometheus =
                        Prometheus.with(folder, jobs(jobs, relay.getAddress().getPort()))) {
            sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1");
            while (accepted.isEmpty()) {
                Thread.sleep(100);
            }
            List<Row> rows = rows(accepted.get(0));
            synchronized (answers) {
                for (Row row : rows) {
                    answers.add(ask(sidecar.port(), row));
                }
                // That the parser can tell: a body of the one format under the name of the other.
                answers.add(new Answer(
                        200, OPENMETRICS, answers.get(rows.size() - 5).body()));
            }
            assertThat(answers.get(rows.size()).body()).doesNotContain("# EOF");
            assertThat(accepted.get(0)).contains("openmetrics");
            for (int i = 0; i < rows.size(); i++) {
                Answer answer = answers.get(i);
                String parsed = parsed(prometheus, i, answer);
                table.add(String.format(
                        Locale.ROOT, "%-30s -> %-62s -> %s", rows.get(i).name(), answer.type(), parsed));
                assertThat(answer.type())
                        .as(rows.get(i).name())
                        .isEqualTo(rows.get(i).type());
                assertThat(answer.body().contains("X-Evil")).isFalse();
                assertThat(parsed).as(rows.get(i).name()).startsWith("Prometheus took");
            }
            assertThat(parsed(prometheus, rows.size(), answers.get(rows.size())))
                    .startsWith("Prometheus refused");
        } finally {
            relay.stop(0);
            Files.write(Path.of("target", "accept-matrix.txt"), table);
        }
    }

    private static String jobs(int count, int port) {
        StringBuilder jobs = new StringBuilder();
        for (int i = 0; i < count; i++) {
            jobs.append("  - {job_name: row-%d, metrics_path: /%d, static_configs: [{targets: [\"127.0.0.1:%d\"]}]}%n"
                    .formatted(i, i, port));
        }
        return jobs.toString();
    }

    private record Answer(int status, String type, String body) {
        long samples() {
            return body.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .count();
        }
    }

    private static Answer ask(int port, Row row) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + row.lines() + "\r\n");
            String answer = client.readAll(Duration.ofSeconds(5));
            int end = answer.indexOf("\r\n\r\n");
            String type = answer.substring(0, end)
                    .lines()
                    .filter(line -> line.startsWith("Content-Type: "))
                    .map(line -> line.substring("Content-Type: ".length()))
                    .findFirst()
                    .orElse("");
            return new Answer(RawClient.status(answer), type, answer.substring(end + 4));
        }
    }

    private static void serve(HttpExchange exchange, List<Answer> answers) throws IOException {
        int row = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
        if (row >= answers.size()) {
            exchange.sendResponseHeaders(503, -1);
        } else {
            byte[] body = answers.get(row).body().getBytes(ISO_8859_1);
            exchange.getResponseHeaders().set("Content-Type", answers.get(row).type());
            exchange.sendResponseHeaders(answers.get(row).status(), body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** What became of the answer in Prometheus, and in promtool, which checks the one format it knows. */
    private static String parsed(Prometheus prometheus, int row, Answer answer) throws Exception {
        assertThat(answer.status()).as("row %d", row).isEqualTo(200);
        JsonNode target = awaitScrape(prometheus, row);
        if (!target.path("health").asText().equals("up")) {
            return "Prometheus refused it: " + target.path("lastError").asText();
        }
        JsonNode samples = prometheus.query("scrape_samples_scraped{job=\"row-" + row + "\"}");
        assertThat(samples.path(0).path("value").path(1).asLong()).isEqualTo(answer.samples());
        String result = "Prometheus took " + answer.samples() + " samples";
        if (answer.type().equals(TEXT)) {
            assertThat(Promtool.run(answer.body().getBytes(ISO_8859_1), "check", "metrics"))
                    .isEqualTo(new Outcome(0, "", ""));
            result += ", promtool check metrics has nothing to say";
        }
        return result;
    }

    /** The target once it was scraped with an answer: at first there was none. */
    private static JsonNode awaitScrape(Prometheus prometheus, int row) throws Exception {
        for (int i = 0; i < 100; i++) {
            for (JsonNode target : prometheus.api("targets?state=active").path("activeTargets")) {
                boolean isRow = target.path("labels").path("job").asText().equals("row-" + row);
                String error = target.path("lastError").asText();
                boolean isScraped =
                        target.path("health").asText().equals("up") || (!error.isEmpty() && !error.contains("503"));
                if (isRow && isScraped) {
                    return target;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Prometheus did not scrape row " + row);
    }
}
