// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus, as installed on the machine, that scrapes one target each second. Closing it ends its process. */
public final class Prometheus implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final URI address;

    private Prometheus(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one.
     *
     * @param folder for its configuration and data
     * @param target {@code HOST:PORT} to scrape
     * @param rules rule files
     */
    public static Prometheus scraping(Path folder, String target, List<Path> rules)
            throws IOException, InterruptedException {
        StringBuilder config = new StringBuilder(
                """
                  - job_name: juju-heap
                    static_configs: [{targets: ["%s"]}]
                """
                        .formatted(target));
        if (!rules.isEmpty()) {
            config.append("rule_files:\n");
        }
        rules.forEach(
                file -> config.append("  - ").append(file.toAbsolutePath()).append('\n'));
        return with(folder, config.toString());
    }

    /**
     * Starts one.
     *
     * @param folder for its configuration and data
     * @param jobs the items of {@code scrape_configs}, indented by two, and what follows them
     */
    public static Prometheus with(Path folder, String jobs) throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                scrape_configs:
                """
                        + jobs);
        int port = Ports.free();
        Process process = start(folder, file, port);
        Prometheus prometheus = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
        prometheus.awaitReady(folder);
        return prometheus;
    }

    private static Process start(Path folder, Path config, int port) throws IOException {
        try {
            return new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("Prometheus is needed: install it with apt-get install prometheus", e);
        }
    }

    private void awaitReady(Path folder) throws IOException, InterruptedException {
        long end = System.nanoTime() + READY.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (get("/-/ready").statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not listening yet.
            }
            Thread.sleep(100);
        }
        close();
        throw new IOException("Prometheus did not start: " + Files.readString(folder.resolve("prometheus.log")));
    }

    private java.net.http.HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofByteArray());
    }

    /** Where its API and its page are. */
    public URI address() {
        return address;
    }

    /** The answer of its HTTP API: the member {@code data}; an error is thrown. */
    public JsonNode api(String path) throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(get("/api/v1/" + path).body());
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException(path + ": " + answer.path("error").asText());
        }
        return answer.path("data");
    }

    /** The result of an instant query: a list of series. */
    public JsonNode query(String expression) throws IOException, InterruptedException {
        return api("query?query=" + URLEncoder.encode(expression, UTF_8)).path("result");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
