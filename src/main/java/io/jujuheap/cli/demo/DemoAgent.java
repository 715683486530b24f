// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.demo;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.NativeLibrary;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.HttpProcessors;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.BasicHttpServerRequestHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * The introspection socket of a Juju agent: it answers {@code /debug/pprof/heap} and {@code /metrics} on
 * {@code agents/machine-0/introspection.socket} in a data directory of its own.
 */
final class DemoAgent implements AutoCloseable {
    /** The tag of this agent. */
    static final String TAG = "machine-0";

    private static final String AGENT_CONF =
            """
            # format 2.0
            tag: machine-0
            upgradedToVersion: 3.6.28
            controller: controller-5a3c0f5e-0d0c-4c0a-8f4e-2f3b7c1d9e10
            model: model-0c6f1a2b-7d1e-4b8a-9c55-6e2f40b1a7d3
            """;

    private static final Logger LOG = Logger.getLogger(DemoAgent.class.getName());

    /** A short list of profiles. Like most agents, this one cannot find leaked goroutines. */
    private static final String PROFILES =
            "<a href='goroutine?debug=1'>goroutine</a><br><a href='heap?debug=1'>heap</a>\n";

    private final Replay replay;
    private final Path socket;
    private final AFUNIXServerSocket server;
    private final HttpService service;
    private final ExecutorService threads = Executors.newCachedThreadPool(DemoAgent::thread);

    private DemoAgent(Replay replay, Path socket) throws IOException {
        this.replay = replay;
        this.socket = socket;
        this.service = HttpService.builder()
                .withHttpProcessor(HttpProcessors.server())
                .withHttpServerRequestHandler(new BasicHttpServerRequestHandler((request, context) -> this::answer))
                .build();
        this.server = AFUNIXServerSocket.bindOn(AFUNIXSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwx------"));
        threads.execute(this::accept);
    }

    /**
     * Starts to answer.
     *
     * @param dataDir an existing, empty folder in place of {@code /var/lib/juju}
     */
    static DemoAgent start(Path dataDir, Replay replay) throws IOException {
        loadNativeLibrary();
        Path home = dataDir.resolve("agents").resolve(TAG);
        // The absolute path may be too long for a socket.
        Files.createDirectories(home);
        Files.writeString(home.resolve("agent.conf"), AGENT_CONF);
        return new DemoAgent(replay, home.resolve("introspection.socket"));
    }

    private static void loadNativeLibrary() throws IOException {
        try {
            NativeLibrary.ensureLoaded();
        } catch (AgentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Returns the address of its socket. */
    AgentAddress address() {
        return new AgentAddress.SocketFile(socket);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException ignored) {
            // The socket ends with the process.
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> converse(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.log(Level.WARNING, "The demo's agent cannot accept: " + e.getMessage(), e);
                }
            }
        }
    }

    /** Answers one client until it closes the connection. */
    private void converse(Socket socket) {
        try (DefaultBHttpServerConnection connection = new DefaultBHttpServerConnection("http", Http1Config.DEFAULT)) {
            connection.bind(socket);
            while (connection.isOpen()) {
                service.handleRequest(connection, HttpCoreContext.create());
            }
        } catch (IOException | HttpException e) {
            // The client has closed the connection.
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "demo-agent");
        thread.setDaemon(true);
        return thread;
    }

    private void answer(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws IOException, ProtocolException {
        URI uri = uri(request);
        boolean text = uri.getQuery() != null && uri.getQuery().contains("debug=1");
        switch (uri.getPath()) {
            // Juju's handler sends text/plain for the protobuf, too.
            case "/debug/pprof/heap" ->
                response.setEntity(
                        new ByteArrayEntity(text ? replay.text() : replay.protobuf(), ContentType.TEXT_PLAIN));
            case "/debug/pprof/goroutine" ->
                response.setEntity(new ByteArrayEntity(
                        text ? replay.goroutinesText() : replay.goroutines(), ContentType.TEXT_PLAIN));
            case "/debug/pprof/" -> response.setEntity(new StringEntity(PROFILES, ContentType.TEXT_HTML));
            case "/metrics", "/metrics/" ->
                response.setEntity(new StringEntity(replay.metrics(), ContentType.TEXT_PLAIN));
            default -> {
                response.setCode(HttpStatus.SC_NOT_FOUND);
                response.setEntity(new StringEntity("404 page not found\n", ContentType.TEXT_PLAIN));
            }
        }
    }

    private static URI uri(ClassicHttpRequest request) throws ProtocolException {
        try {
            return request.getUri();
        } catch (URISyntaxException e) {
            throw new ProtocolException("bad request target", e);
        }
    }
}
