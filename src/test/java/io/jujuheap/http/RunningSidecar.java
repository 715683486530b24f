// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.AgentLocation;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.metrics.SidecarMetrics.BuildInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A sidecar on a free loopback port with a store in a temporary folder, and a client for it. */
public final class RunningSidecar implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(threads())
            .build();

    /** All from the start, so that tests can count those of the sidecar. */
    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "test-client");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.prestartAllCoreThreads();
        return threads;
    }

    private static final Duration PATIENCE = CollectSettings.DEFAULT.timeout();

    private final Path store;
    private final Sidecar sidecar;

    private RunningSidecar(Path store, Sidecar sidecar) {
        this.store = store;
        this.sidecar = sidecar;
    }

    /** A sidecar of one agent, which it asks by itself once a minute. */
    static RunningSidecar of(AgentAddress agent) throws IOException {
        return of(agent, Duration.ofMinutes(1), web -> web);
    }

    /** A sidecar that waits for its agent's answers not even two seconds. */
    static RunningSidecar impatient(AgentAddress agent) throws IOException {
        AgentLocation location = new AgentLocation.Socket(agent, new AgentTag("machine-0"));
        Path store = Files.createTempDirectory("juju-heap-store");
        return of(location, Duration.ofMinutes(1), Duration.ofMillis(1500), web -> web, store);
    }

    /** A sidecar that asks its agent that often, and waits that long for its answers. */
    static RunningSidecar of(AgentAddress agent, Duration interval, Duration timeout) throws IOException {
        AgentLocation location = new AgentLocation.Socket(agent, new AgentTag("machine-0"));
        return of(location, interval, timeout, web -> web, Files.createTempDirectory("juju-heap-store"));
    }

    static RunningSidecar of(AgentAddress agent, Duration interval, UnaryOperator<SidecarSettings.Web> change)
            throws IOException {
        return of(new AgentLocation.Socket(agent, new AgentTag("machine-0")), interval, change);
    }

    static RunningSidecar of(AgentLocation agents, Duration interval, UnaryOperator<SidecarSettings.Web> change)
            throws IOException {
        return of(agents, interval, PATIENCE, change, Files.createTempDirectory("juju-heap-store"));
    }

    /** A sidecar that keeps its snapshots in that folder, whose content goes when it is closed. */
    static RunningSidecar of(AgentAddress agent, Duration interval, Path store) {
        return of(new AgentLocation.Socket(agent, new AgentTag("machine-0")), interval, PATIENCE, web -> web, store);
    }

    /** A sidecar of those agents over a store that is there already, whose content goes when it is closed. */
    public static RunningSidecar of(AgentLocation agents, Path store) {
        return of(agents, Duration.ofMinutes(1), PATIENCE, web -> web, store);
    }

    private static RunningSidecar of(
            AgentLocation agents,
            Duration interval,
            Duration timeout,
            UnaryOperator<SidecarSettings.Web> change,
            Path store) {
        SidecarSettings.Web web = WebSettings.onFreePort();
        SidecarSettings settings = new SidecarSettings(
                change.apply(web),
                agents,
                new CollectSettings(interval, timeout, 64 << 20),
                SidecarSettings.Store.in(store),
                BuildInfo.DEVELOPMENT);
        return new RunningSidecar(store, Sidecar.start(settings));
    }

    /** The folder with its snapshots. */
    Path store() {
        return store;
    }

    public URI address() {
        return sidecar.address();
    }

    public int port() {
        return address().getPort();
    }

    /** The answer to a GET, with headers given as name, value, name, value. */
    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    public HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return send(address().resolve(path), method, headers);
    }

    /** The answer to a request, with headers given as name, value, name, value. */
    static HttpResponse<byte[]> send(URI uri, String method, String... headers)
            throws IOException, InterruptedException {
        return send(uri, Duration.ofSeconds(30), method, headers);
    }

    /** The same, which may take so long. */
    static HttpResponse<byte[]> send(URI uri, Duration limit, String method, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(limit);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** The body of an answer as text. */
    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        sidecar.close();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
