// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.metrics;

import io.jujuheap.collect.Collector;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All metrics of the sidecar. At each scrape, the figures of agents and of the store are read from the states that the
 * collector has published: a scrape never waits for an agent, and never shows one that has disappeared.
 */
public final class SidecarMetrics {
    private static final Duration[] ANSWER_TIMES = {
        Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(5)
    };

    /** The methods of the label. A client can send any word as the method. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

    private static final String OTHER = "other";

    /** The meters of answers and refusals. All other figures are read at each scrape. */
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final Map<Kind, Answers> answers = new ConcurrentHashMap<>();
    private final List<KeptText<?>> seldomChanging;

    /**
     * The build that is running.
     *
     * @param version of juju-heap
     * @param revision the commit it was built from, with {@code -dirty} when there were further changes; {@code unknown}
     *     outside of git
     */
    public record BuildInfo(String version, String revision) {
        /** The revision of a build outside of git. */
        public static final String UNKNOWN = "unknown";

        /** A build that is not a release. */
        public static final BuildInfo DEVELOPMENT = new BuildInfo("dev", UNKNOWN);
    }

    /**
     * The outcome of reading the files of the configuration, which are read again when they change.
     *
     * @param isLastGood whether the last read of each was successful
     * @param lastGood the time of the last successful read; absent when there are no such files
     */
    public record ConfigReads(boolean isLastGood, Optional<Instant> lastGood) {}

    /**
     * Registers all metrics.
     *
     * @param collector the source of the figures of agents and of the store
     * @param build the build that is running
     * @param configReads supplies the outcome of reading the files of the configuration
     */
    public SidecarMetrics(Collector collector, BuildInfo build, Supplier<ConfigReads> configReads) {
        Stream.of(Rejection.values()).forEach(this::rejections);
        seldomChanging = List.of(
                new KeptText<>(collector::agents, agents -> new AgentFamilies(agents).all()),
                new KeptText<>(collector::storeStats, StoreFamilies::of),
                new KeptText<>(configReads, reads -> settings(collector, build, reads)));
    }

    private static List<MetricSnapshot> settings(Collector collector, BuildInfo build, ConfigReads reads) {
        return Stream.concat(Stream.of(info(build), interval(collector)), config(reads))
                .toList();
    }

    private static MetricSnapshot info(BuildInfo build) {
        return InfoSnapshot.builder()
                .name("juju_heap_build")
                .help("What is running; always 1.")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "version",
                                build.version(),
                                "revision",
                                build.revision(),
                                "javaversion",
                                System.getProperty("java.version", "")))
                        .build())
                .build();
    }

    private static MetricSnapshot interval(Collector collector) {
        return Families.gauge(
                "juju_heap_collect_interval_seconds",
                "Time from one profile of an agent to the next.",
                collector.interval().toMillis() / 1e3);
    }

    private static Stream<MetricSnapshot> config(ConfigReads reads) {
        MetricSnapshot isGood = Families.gauge(
                "juju_heap_config_last_reload_successful",
                "Whether the token file, the web configuration and the certificates were read well the last time one changed.",
                reads.isLastGood() ? 1 : 0);
        Stream<MetricSnapshot> time = reads.lastGood().stream()
                .map(lastGood -> Families.gauge(
                        "juju_heap_config_last_reload_success_timestamp_seconds",
                        "When one of these files was last read well, in seconds since the Unix epoch.",
                        lastGood.toEpochMilli() / 1e3));
        return Stream.concat(Stream.of(isGood), time);
    }

    private Counter rejections(Rejection reason) {
        return Counter.builder("juju.heap.requests.rejected")
                .description("Requests to the sidecar that were turned away before their answer was made, by reason.")
                .tag("reason", reason.word())
                .register(registry);
    }

    /** The meters for answers of one kind. They are kept because looking them up is slower than counting. */
    private record Answers(Counter count, Timer times) {}

    private record Kind(String route, String method, int status) {}

    /**
     * Counts an answer.
     *
     * @param route the template of its path, of which there are few
     * @param method its method as sent, which may be any word
     * @param status its HTTP status
     * @param took from the head of the request to the hand-over of the answer
     */
    public void answered(String route, String method, int status, Duration took) {
        Kind kind = new Kind(route, METHODS.contains(method) ? method : OTHER, status);
        Answers known = answers.get(kind);
        Answers counted = known != null ? known : answers.computeIfAbsent(kind, this::answers);
        counted.count().increment();
        counted.times().record(took);
    }

    private Answers answers(Kind kind) {
        Counter count = Counter.builder("juju.heap.http.requests")
                .description("Requests to the sidecar that were answered.")
                .tag("route", kind.route())
                .tag("method", kind.method())
                .tag("code", Integer.toString(kind.status()))
                .register(registry);
        Timer times = Timer.builder("juju.heap.http.request.duration")
                .description("How long requests to the sidecar took.")
                .tag("route", kind.route())
                .serviceLevelObjectives(ANSWER_TIMES)
                .register(registry);
        return new Answers(count, times);
    }

    /** Counts a request that was refused; it is counted among the answers, too. */
    public void rejected(Rejection reason) {
        rejections(reason).increment();
    }

    /**
     * Returns the metrics as text.
     *
     * @param format the format of the text
     * @param names the metrics to return; all when empty
     */
    public byte[] scrape(Exposition format, Set<String> names) {
        return names.isEmpty() ? all(format) : selected(format, names);
    }

    private byte[] all(Exposition format) {
        byte[][] texts = new byte[seldomChanging.size() + 1][];
        for (int i = 0; i < seldomChanging.size(); i++) {
            texts[i] = seldomChanging.get(i).bytes(format);
        }
        FamilyWriter writer = FamilyWriter.of(format);
        texts[seldomChanging.size()] = writer.part(Stream.concat(counted().scrape().stream(), ProcessFamilies.now())
                .toList());
        return writer.exposition(texts);
    }

    private byte[] selected(Exposition format, Set<String> names) {
        MultiCollector others = () -> new MetricSnapshots(
                Stream.concat(seldomChanging.stream().flatMap(kept -> kept.families().stream()), ProcessFamilies.now())
                        .toList());
        Stream<MetricSnapshot> selected =
                Stream.concat(counted().scrape(names::contains).stream(), others.collect(names::contains).stream());
        FamilyWriter writer = FamilyWriter.of(format);
        return writer.exposition(writer.part(selected.toList()));
    }

    private PrometheusRegistry counted() {
        return registry.getPrometheusRegistry();
    }
}
