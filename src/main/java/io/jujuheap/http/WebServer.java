// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.http.config.ListenAddress;
import io.jujuheap.http.tls.Tls;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.ThreadCache;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.ServerConfiguration;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/** Grizzly with every limit set: its defaults leave several resources of the server unlimited for any client. */
final class WebServer implements AutoCloseable {
    static final int WORKERS = 4;
    static final int MAX_HEAD_BYTES = 16 * 1024;
    static final int MAX_HEADERS = 64;
    private static final int MAX_PARAMETERS = 50;
    private static final int KEEP_ALIVE_SECONDS = 75;
    private static final int KEEP_ALIVE_REQUESTS = 10_000;
    private static final int WRITE_TIMEOUT_SECONDS = 20;

    /** The most bytes that are buffered for a client that does not read. Further writes block. */
    static final int MAX_PENDING_BYTES = 64 * 1024;

    /**
     * The requests that a thread keeps for reuse. Grizzly's own limit is 16 of 10 kB for each thread that ends one; threads
     * that send large answers or talk to an agent end many and begin none. After 1,000 requests they held 3 of 13 MB of live
     * objects. A thread handles one request at a time, so one to reuse is enough.
     */
    static final int MAX_CACHED_REQUESTS = 1;

    /** The classes whose instances Grizzly keeps with a request; named by text, as most of them are private to Grizzly. */
    static final List<String> CACHED = List.of(
            "org.glassfish.grizzly.http.server.Request",
            "org.glassfish.grizzly.http.HttpServerFilter$ServerHttpRequestImpl",
            "org.glassfish.grizzly.http.HttpResponsePacketImpl",
            "org.glassfish.grizzly.http.HttpRequestPacketImpl");

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final HttpServer server;
    private final FrontDoor door;
    private final Connections connections;

    private WebServer(HttpServer server, FrontDoor door, Connections connections) {
        this.server = server;
        this.door = door;
        this.connections = connections;
    }

    /**
     * Starts to listen.
     *
     * @throws UsageException when it cannot listen on an address
     */
    static WebServer start(List<ListenAddress> addresses, Optional<Tls> tls, FrontDoor door, Connections connections) {
        keepFewRequests();
        HttpServer server = new HttpServer();
        configure(server.getServerConfiguration(), door);
        Optional<SSLEngineConfigurator> engines = tls.map(Tls::engines);
        for (ListenAddress address : addresses) {
            server.addListener(listener(address, engines, door, connections));
        }
        try {
            server.start();
            return new WebServer(server, door, connections);
        } catch (IOException | RuntimeException e) {
            server.shutdownNow();
            throw new UsageException(whyNot(e, addresses), e);
        }
    }

    /** A cache has the size that it is first asked for, so this comes before Grizzly handles a request. */
    static void keepFewRequests() {
        CACHED.forEach(name -> ThreadCache.obtainIndex(name, Object.class, MAX_CACHED_REQUESTS));
    }

    private static void configure(ServerConfiguration configuration, FrontDoor door) {
        configuration.addHttpHandler(door, "/");
        configuration.setName("juju-heap");
        configuration.setPassTraceRequest(true);
        configuration.setMaxPostSize(0);
        configuration.setMaxFormPostSize(0);
        configuration.setMaxBufferedPostSize(0);
        configuration.setMaxPayloadRemainderToSkip(0);
        configuration.setMaxRequestParameters(MAX_PARAMETERS);
        configuration.setJmxEnabled(false);
    }

    private static NetworkListener listener(
            ListenAddress address, Optional<SSLEngineConfigurator> engines, FrontDoor door, Connections connections) {
        InetSocketAddress bound = address.resolved();
        NetworkListener listener =
                new NetworkListener(address.toString(), bound.getAddress().getHostAddress(), address.port());
        configure(listener.getTransport());
        listener.setMaxPendingBytes(MAX_PENDING_BYTES);
        listener.setMaxHttpHeaderSize(MAX_HEAD_BYTES);
        listener.setMaxRequestHeaders(MAX_HEADERS);
        listener.setMaxFormPostSize(0);
        listener.setMaxBufferedPostSize(0);
        listener.setDefaultErrorPageGenerator(
                (request, status, reason, description, exception) -> door.errorPage(request.getResponse(), status));
        listener.getKeepAlive().setIdleTimeoutInSeconds(KEEP_ALIVE_SECONDS);
        listener.getKeepAlive().setMaxRequestsCount(KEEP_ALIVE_REQUESTS);
        listener.getFileCache().setEnabled(false);
        // First after the transport, so that it sees every byte before TLS and HTTP do.
        listener.registerAddOn((on, chain) -> chain.add(1, connections));
        listener.registerAddOn((on, chain) -> HeadCodec.install(on, chain, door));
        engines.ifPresent(listener::setSSLEngineConfig);
        listener.setSecure(engines.isPresent());
        return listener;
    }

    private static void configure(TCPNIOTransport transport) {
        transport.setSelectorRunnersCount(1);
        transport.setWorkerThreadPoolConfig(pool("juju-heap-http", WORKERS));
        transport.setKernelThreadPoolConfig(pool("juju-heap-io", 1));
        transport.setWriteTimeout(WRITE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        transport.setReadTimeout(WRITE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        transport.setReuseAddress(true);
        transport.setTcpNoDelay(true);
    }

    private static ThreadPoolConfig pool(String name, int threads) {
        return ThreadPoolConfig.defaultConfig()
                .copy()
                .setPoolName(name)
                .setCorePoolSize(threads)
                .setMaxPoolSize(threads)
                .setDaemon(true);
    }

    private static String whyNot(Exception failure, List<ListenAddress> addresses) {
        String all = String.join(
                ", ", addresses.stream().map(ListenAddress::toString).toList());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException e) {
                return String.valueOf(e.getMessage()).contains("in use")
                        ? "Cannot listen on " + all + ": the port is in use; stop what uses it, or choose another with"
                                + " --web.listen-address."
                        : "Cannot listen on " + all + ": " + e.getMessage() + ".";
            }
        }
        return "Cannot listen on " + all + ": " + failure.getMessage() + ".";
    }

    /** Returns the port of the first address: the chosen one when 0 was asked for. */
    int port() {
        return server.getListeners().iterator().next().getPort();
    }

    /** Takes no more connections and no more requests, and gives requests under way some seconds to end. */
    void drain() {
        try {
            door.close();
            long end = System.nanoTime() + DRAIN.toNanos();
            Future<?> drained = server.shutdown(DRAIN.toSeconds(), TimeUnit.SECONDS);
            // Grizzly still counts requests whose client has disconnected, so it would wait for them in vain.
            while (!drained.isDone() && !connections.isIdle() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops. The resources are closed then, so no thread may answer a request any more. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
