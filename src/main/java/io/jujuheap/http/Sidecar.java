// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.collect.Collector;
import io.jujuheap.collect.HeapTrim;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.collect.Scheduler;
import io.jujuheap.http.config.ListenAddress;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.http.tls.Tls;
import io.jujuheap.io.UsageException;
import io.jujuheap.metrics.Rejection;
import io.jujuheap.metrics.SidecarMetrics;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.StoreException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A running sidecar: it collects, stores and serves until it is closed. */
public final class Sidecar implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sidecar.class.getName());
    private static final Logger ACCESS_LOG = Logger.getLogger("io.jujuheap.access");
    private static final int MAX_CONNECTIONS = 256;

    /** The other connections are reserved for scrapes and health checks. */
    private static final int MAX_LASTING_REQUESTS = MAX_CONNECTIONS - 32;

    private final Scheduler scheduler = new Scheduler();
    private final BoundedThreads senders;
    private final BoundedThreads reporters;
    private final ProfileStores stores;
    private final Collector collector;
    private final WebServer server;
    private final URI address;
    private volatile boolean isReady;

    private Sidecar(SidecarSettings settings) {
        LibraryLogs.quiet();
        Resources resources = Resources.begin();
        WebSecurity security = new WebSecurity(settings.web());
        senders = new BoundedThreads("juju-heap-send", 8, 256, Duration.ofSeconds(60), scheduler);
        reporters = new BoundedThreads("juju-heap-report", 2, 64, Duration.ofSeconds(60), scheduler);
        stores = openStores(settings);
        collector = Collector.of(settings.collect(), settings.agents(), stores, scheduler);
        SidecarMetrics metrics = new SidecarMetrics(collector, settings.build(), security::reads);
        try {
            server = serve(settings, security, metrics, resources);
        } catch (RuntimeException e) {
            release();
            throw e;
        }
        ListenAddress first = settings.web().listen().get(0);
        address = URI.create(
                (security.tls().isPresent() ? "https://" : "http://") + new ListenAddress(first.host(), server.port()));
    }

    /**
     * Starts a sidecar. When this returns, it accepts requests. Scrapes are answered at once, other requests some
     * tenths of a second later, when the resources are set up.
     *
     * @throws UsageException when a setting cannot be applied; its message is one sentence
     */
    public static Sidecar start(SidecarSettings settings) {
        Sidecar sidecar = new Sidecar(settings);
        sidecar.collector.start();
        sidecar.isReady = true;
        return sidecar;
    }

    /**
     * Checks settings, and the files they name, without starting anything.
     *
     * @throws UsageException when one is wrong
     */
    public static void check(SidecarSettings settings) {
        WebSecurity security = new WebSecurity(settings.web());
        security.tls().ifPresent(Tls::engines);
    }

    private static ProfileStores openStores(SidecarSettings settings) {
        Retention retention = Retention.DEFAULT
                .withMaxBytes(settings.store().maxBytes())
                .withMaxAge(settings.store().maxAge());
        try {
            ProfileStores stores = ProfileStores.open(settings.store().path(), retention, settings.collect());
            stores.warnings().forEach(LOG::warning);
            return stores;
        } catch (StoreException e) {
            throw new UsageException(e.getMessage() + ".", e);
        }
    }

    private WebServer serve(
            SidecarSettings settings, WebSecurity security, SidecarMetrics metrics, Resources resources) {
        Answers answers = new Answers(senders, reporters);
        PprofResource pprof = new PprofResource(collector, answers);
        resources.complete(List.of(
                new DebugResource(collector, answers),
                pprof,
                new ReportsResource(collector, answers),
                new FlamePageResource(collector, answers),
                new SnapshotsResource(collector, answers),
                new AgentResource(collector, pprof, answers),
                new HealthResource(() -> isReady),
                new PageResource(new StaticFiles(settings.web().sourceLinks()))));
        Connections connections = new Connections(MAX_CONNECTIONS, MAX_LASTING_REQUESTS);
        scheduler.every(Duration.ofSeconds(1), connections::sweep);
        scheduler.every(SharedAnswers.FRESH, answers::forgetStale);
        scheduler.every(Duration.ofSeconds(1), HeapTrim.ofService());
        FrontDoor door = new FrontDoor(
                security.gate(),
                security::headers,
                new Scrape(settings.web().telemetryPath(), metrics),
                resources,
                connections,
                listener(settings, metrics));
        return WebServer.start(settings.web().listen(), security.tls(), door, connections);
    }

    private static Consumer<Exchange> listener(SidecarSettings settings, SidecarMetrics metrics) {
        Consumer<Exchange> counting = exchange -> {
            metrics.answered(
                    exchange.route(), exchange.method(), exchange.status(), Duration.ofNanos(exchange.nanos()));
            Rejection.of(exchange.status(), exchange.isForLater()).ifPresent(metrics::rejected);
        };
        return settings.web().accessLog() ? counting.andThen(exchange -> ACCESS_LOG.info(exchange::logLine)) : counting;
    }

    /** Returns the address it answers at, such as {@code http://127.0.0.1:16060}. */
    public URI address() {
        return address;
    }

    /** Reports that it is not ready, gives requests under way some seconds to end, and stops. */
    @Override
    public void close() {
        isReady = false;
        server.drain();
        senders.finish();
        reporters.finish();
        server.close();
        release();
    }

    private void release() {
        collector.close();
        scheduler.close();
        senders.close();
        reporters.close();
        try {
            stores.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The snapshot store could not be closed: " + e.getMessage(), e);
        }
    }
}
