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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.ServerConfiguration;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/** Grizzly with every limit set: what it leaves without one by default is open to whoever connects. */
final class WebServer implements AutoCloseable {
    private static final int WORKERS = 4;
    static final int MAX_HEAD_BYTES = 16 * 1024;
    static final int MAX_HEADERS = 64;
    private static final int MAX_PARAMETERS = 50;
    private static final int KEEP_ALIVE_SECONDS = 75;
    private static final int KEEP_ALIVE_REQUESTS = 10_000;
    private static final int WRITE_TIMEOUT_SECONDS = 20;

    /** What one connection may leave unread in memory; a writer of more waits. */
    static final int MAX_PENDING_BYTES = 64 * 1024;

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final HttpServer server;

    private WebServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens.
     *
     * @throws UsageException when an address cannot be listened on
     */
    static WebServer start(List<ListenAddress> addresses, Optional<Tls> tls, FrontDoor door, Connections connections) {
        GrizzlyCaches.keepFew();
        HttpServer server = new HttpServer();
        configure(server.getServerConfiguration(), door);
        Optional<SSLEngineConfigurator> engines = tls.map(Tls::engines);
        for (ListenAddress address : addresses) {
            server.addListener(listener(address, engines, door, connections));
        }
        try {
            server.start();
            return new WebServer(server);
        } catch (IOException | RuntimeException e) {
            server.shutdownNow();
            throw new UsageException(whyNot(e, addresses), e);
        }
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
        // First after the transport: it sees every byte, before TLS and HTTP.
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

    /** The port of the first address, known now even when 0 was asked for. */
    int port() {
        return server.getListeners().iterator().next().getPort();
    }

    /** Takes no more connections, lets requests under way end for some seconds, and stops. */
    @Override
    public void close() {
        try {
            server.shutdown(DRAIN.toSeconds(), TimeUnit.SECONDS).get(DRAIN.toSeconds() + 2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Whatever did not end in time is cut off.
        } finally {
            server.shutdownNow();
        }
    }
}
