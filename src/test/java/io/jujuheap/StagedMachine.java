// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.charm.action.Actions;
import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.tool.ActionTools;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.cli.CommandLine;
import io.jujuheap.cli.demo.Recording;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.collect.AgentLocation;
import io.jujuheap.http.RunningSidecar;
import io.jujuheap.profile.Profile;
import io.jujuheap.render.Json;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Exchange;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A machine of which all can be asked: an agent that leaks, a unit agent in the same process, one that is away, the history of
 * the first in a store, a sidecar over it, and the charm's actions. The recorded history ends with what the agent holds now.
 */
final class StagedMachine implements AutoCloseable {
    static final int LAST = Recording.MOMENTS - 1;

    /** The moment before the first: that of the process before. */
    static final int BEFORE_RESTART = -2;

    /** So that all of its history is too young to be thinned out. */
    private static final Instant STARTED =
            Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(10L * (2 + LAST)));

    private static final Instant BORN = STARTED.minus(Duration.ofDays(1));

    private static final String METRICS =
            """
            go_gc_duration_seconds_count %d
            go_goroutines 3142
            go_memstats_heap_alloc_bytes 2.4e+07
            go_memstats_heap_idle_bytes 1.2e+07
            go_memstats_heap_inuse_bytes 2.6e+07
            go_memstats_heap_released_bytes 4e+06
            go_memstats_next_gc_bytes 4.1e+07
            go_memstats_stack_inuse_bytes 1e+06
            go_memstats_sys_bytes 4.5e+07
            process_resident_memory_bytes 5.2e+07
            process_start_time_seconds %d
            """
                    .formatted(1000, STARTED.getEpochSecond());

    private final Path root;
    private final List<EvilAgent> agents = new ArrayList<>();
    private final RunningSidecar sidecar;
    private final MachineLayout layout;

    StagedMachine(Path root) throws IOException {
        this.root = root;
        this.layout = new MachineLayout(root, root.resolve("charm"));
        for (String tag : List.of("machine-0", "unit-mysql-0")) {
            agents.add(EvilAgent.on(new SocketFile(agent(tag).resolve("introspection.socket")), StagedMachine::play));
        }
        Files.writeString(
                agent("machine-0").resolve("agent.conf"),
                "tag: machine-0\nupgradedToVersion: 3.6.28\ncontroller: controller-a\nmodel: model-b\n");
        agent("unit-away-0");
        fillStore();
        sidecar = RunningSidecar.of(new AgentLocation.DataDirectories(List.of(layout.jujuData())), layout.state());
        Path service = Files.createDirectories(root.resolve("etc/systemd/system"));
        Files.writeString(
                service.resolve(MachineLayout.SERVICE),
                "ExecStart=/juju-heap serve --web.listen-address=127.0.0.1:" + sidecar.port() + "\n");
    }

    /** The memory outside of Go at the first moment after the restart, and its growth from one moment to the next. */
    static final long OUTSIDE_GO_BYTES = 20L << 20;

    static final long GROWTH_BYTES = 1L << 20;

    private Path agent(String tag) throws IOException {
        return Files.createDirectories(layout.jujuData().resolve("agents").resolve(tag));
    }

    private static void play(Exchange exchange) throws IOException {
        String line = exchange.requestLine();
        boolean isText = line.contains("debug=1");
        byte[] profile = line.contains("/goroutine")
                ? isText ? Recording.goroutinesText(LAST) : goroutines(LAST)
                : isText ? Recording.text(LAST) : moment(LAST);
        boolean ofMetrics = line.startsWith("GET /metrics");
        exchange.send(Script.okBytes(ofMetrics ? METRICS.getBytes(StandardCharsets.UTF_8) : profile));
    }

    private static Instant taken(int moment) {
        return STARTED.plus(Duration.ofMinutes(10L * (1 + moment)));
    }

    /** A profile as the agent sends it, with time enough after the one before for rates. */
    private static byte[] moment(int moment) {
        return dated(Recording.moment(moment == BEFORE_RESTART ? LAST / 2 : moment), moment);
    }

    private static byte[] goroutines(int moment) {
        return dated(Recording.goroutinesOf(moment), moment);
    }

    private static byte[] dated(Profile recorded, int moment) {
        long nanos = TimeUnit.SECONDS.toNanos(taken(moment).getEpochSecond());
        return ProfileWriter.gzippedProtobuf(new Profile(
                recorded.info().withTimeNanos(nanos), recorded.mappings(), recorded.locations(), recorded.samples()));
    }

    private void fillStore() throws IOException {
        try (SnapshotStore store = SnapshotStore.open(layout.state(), Retention.DEFAULT, bytes -> Optional.empty())) {
            store.store(
                    new Capture("machine-0", taken(BEFORE_RESTART), Trigger.TIMER, new Origin(1, BORN, 9, 0)),
                    moment(BEFORE_RESTART),
                    new byte[0]);
            for (int moment = 0; moment < LAST; moment++) {
                Origin origin = new Origin(ProcessHandle.current().pid(), STARTED, 1 + moment, 1);
                String figures = "stacks=1000000 outside_go=" + (OUTSIDE_GO_BYTES + moment * GROWTH_BYTES)
                        + " goroutines=" + (230 + 80 * moment);
                Capture capture = new Capture("machine-0", taken(moment), Trigger.TIMER, origin, figures);
                store.store(capture, moment(moment), new byte[0]);
            }
        }
        Path below = layout.state().resolve("goroutines");
        try (SnapshotStore store = SnapshotStore.open(below, Retention.DEFAULT, bytes -> Optional.empty())) {
            for (int moment = 0; moment < LAST; moment += 5) {
                Origin origin = new Origin(ProcessHandle.current().pid(), STARTED, Origin.UNKNOWN.gcEpoch(), 1);
                store.store(
                        new Capture("machine-0", taken(moment), Trigger.TIMER, origin),
                        goroutines(moment),
                        new byte[0]);
            }
        }
    }

    static Instant started() {
        return STARTED;
    }

    Path dataDirectory() {
        return layout.jujuData();
    }

    Path store() {
        return layout.state();
    }

    /** The file of a recorded moment. */
    Path file(int moment) throws IOException {
        return Files.write(root.resolve(moment + ".pb.gz"), moment(moment));
    }

    URI page() {
        return sidecar.address();
    }

    /** Has the interface answered. */
    JsonNode asked(String method, String path, int status) throws Exception {
        HttpResponse<byte[]> response = sidecar.send(method, path, "X-Juju-Heap", "1", "Accept", "application/json");
        assertThat(response.statusCode()).as(path).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }

    JsonNode asked(String path) throws Exception {
        return asked("GET", path, 200);
    }

    /** What a command prints. */
    static String printed(String... words) {
        Outcome outcome = new CommandLine().run(words);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    /** What a command prints as JSON. */
    static JsonNode printedAsJson(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--format", "json"));
        return new ObjectMapper().readTree(printed(all.toArray(String[]::new)));
    }

    /** The results of an action. */
    Map<String, String> results(String action, Map<String, Object> parameters) throws IOException {
        Tools tools = new Tools(Json.tree(parameters));
        new Actions(tools, layout, Clock.systemUTC())
                .run(action, new JujuUnit("juju-heap/0", "prod", "0c6f1a2b-71c6-4b3b-8d3c-9d2f6a1e5b40"));
        assertThat(tools.failure).isEmpty();
        return tools.results;
    }

    @Override
    public void close() throws IOException {
        sidecar.close();
        for (EvilAgent agent : agents) {
            agent.close();
        }
    }

    /** Takes what an action says. */
    private static final class Tools implements ActionTools {
        private final JsonNode parameters;
        private final Map<String, String> results = new LinkedHashMap<>();
        private String failure = "";

        Tools(JsonNode parameters) {
            this.parameters = parameters;
        }

        @Override
        public JsonNode parameters() {
            return parameters;
        }

        @Override
        public void progress(String message) {
            assertThat(message).doesNotContain("does not answer");
        }

        @Override
        public void addResults(Map<String, String> more) {
            results.putAll(more);
        }

        @Override
        public void fail(String message) {
            failure = message;
        }
    }
}
