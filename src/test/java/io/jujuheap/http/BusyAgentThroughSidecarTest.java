// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.collect.AgentLocation;
import io.jujuheap.collect.Totals;
import io.jujuheap.testkit.GoAgent;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Go agent that is too busy for its metrics, restarts, or is made to collect garbage, behind the sidecar. */
class BusyAgentThroughSidecarTest {
    private static final Duration TIMEOUT = Duration.ofMillis(700);

    @TempDir
    Path folder;

    private GoAgent agent(String... options) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("-workload", "leak,churn", "-leak-bytes-per-second", "50000000", "-rate", "4096"));
        all.addAll(List.of(options));
        return GoAgent.on(new SocketFile(folder.resolve("introspection.socket")), all.toArray(String[]::new));
    }

    private static JsonNode json(RunningSidecar sidecar, String path) throws Exception {
        return new ObjectMapper().readTree(sidecar.get(path).body());
    }

    /** The number of the segment of each point of the trend. */
    private static List<Long> segments(RunningSidecar sidecar) throws Exception {
        List<Long> segments = new ArrayList<>();
        json(sidecar, "/api/v1/trend").get("segment").forEach(node -> segments.add(node.asLong()));
        return segments;
    }

    private static int snapshots(RunningSidecar sidecar) throws Exception {
        return json(sidecar, "/api/v1/snapshots").get("snapshots").size();
    }

    private static void untilThereAre(int snapshots, RunningSidecar sidecar) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while (snapshots(sidecar) < snapshots) {
            assertThat(Instant.now()).as("in time").isBefore(end);
            Thread.sleep(200);
        }
    }

    @Test
    void metrics_that_are_lost_once_are_not_two_restarts() throws Exception {
        try (GoAgent agent = agent("-lose-metrics", "3");
                RunningSidecar sidecar = RunningSidecar.of(agent.socketFile(), Duration.ofSeconds(1), TIMEOUT)) {
            untilThereAre(6, sidecar);

            assertThat(new TreeSet<>(segments(sidecar))).hasSize(1);
            assertThat(json(sidecar, "/api/v1/leaks").get("segments").asInt()).isEqualTo(1);
        }
    }

    @Test
    void three_processes_are_three_segments_though_each_loses_metrics() throws Exception {
        GoAgent agent = agent("-lose-metrics", "2");
        try (RunningSidecar sidecar = RunningSidecar.of(agent.socketFile(), Duration.ofSeconds(1), TIMEOUT)) {
            untilThereAre(4, sidecar);
            for (int restart = 1; restart <= 2; restart++) {
                agent.close();
                agent = agent("-lose-metrics", Integer.toString(restart));
                untilThereAre(snapshots(sidecar) + 4, sidecar);
            }

            assertThat(new TreeSet<>(segments(sidecar))).hasSize(3);
            assertThat(json(sidecar, "/api/v1/leaks").get("segments").asInt()).isEqualTo(3);
        } finally {
            agent.close();
        }
    }

    @Test
    void a_snapshot_after_a_forced_collection_shows_the_heap_after_it() throws Exception {
        long garbage = 64L << 20;
        try (GoAgent agent = GoAgent.on(
                        new SocketFile(folder.resolve("introspection.socket")), "-garbage", Long.toString(garbage));
                RunningSidecar sidecar = RunningSidecar.of(agent.socketFile())) {
            untilThereAre(1, sidecar);
            assertThat(inuseBytes(sidecar, "/debug/pprof/heap")).isGreaterThan(garbage / 2);
            Thread.sleep(1100); // until that answer is no longer shared

            HttpResponse<byte[]> taken = sidecar.send("POST", "/api/v1/snapshots?gc=true", "X-Juju-Heap", "1");

            assertThat(taken.statusCode()).as(text(taken)).isEqualTo(201);
            String stored = new ObjectMapper().readTree(taken.body()).get("url").asText();
            assertThat(inuseBytes(sidecar, stored)).isLessThan(garbage / 8);
            assertThat(inuseBytes(sidecar, "/debug/pprof/heap")).isLessThan(garbage / 8);
            sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1");
            assertThat(snapshots(sidecar)).as("its epoch is stored").isEqualTo(2);
        }
    }

    private static long inuseBytes(RunningSidecar sidecar, String path) throws Exception {
        return Totals.of(ProfileReader.withLimits(Limits.DEFAULT)
                        .read(sidecar.get(path).body()))
                .inuseBytes();
    }

    @Test
    void each_agent_of_a_machine_has_paths_of_its_own() throws Exception {
        try (GoAgent machine = held("machine-0", 32 << 20);
                GoAgent unit = held("unit-mysql-0", 8 << 20);
                RunningSidecar sidecar = RunningSidecar.of(
                        new AgentLocation.DataDirectories(List.of(folder)), Duration.ofMinutes(1), web -> web)) {
            assertThat(machine.pid()).isNotEqualTo(unit.pid());
            assertHeld(sidecar, "/agents/machine-0/debug/pprof/heap", "machine-0", 32 << 20);
            assertHeld(sidecar, "/agents/unit-mysql-0/debug/pprof/heap", "unit-mysql-0", 8 << 20);
            assertHeld(sidecar, "/agents/unit-mysql-0/debug/pprof/allocs", "unit-mysql-0", 8 << 20);
            assertHeld(sidecar, "/debug/pprof/heap", "machine-0", 32 << 20);
            assertThat(sidecar.get("/agents/unit-none-0/debug/pprof/heap").statusCode())
                    .isEqualTo(404);
        }
    }

    private GoAgent held(String tag, int bytes) throws Exception {
        SocketFile socket = new SocketFile(folder.resolve("agents").resolve(tag).resolve("introspection.socket"));
        return GoAgent.on(socket, "-hold", Integer.toString(bytes), "-rate", "1", "-freeze");
    }

    private static void assertHeld(RunningSidecar sidecar, String path, String agent, int bytes) throws Exception {
        HttpResponse<byte[]> response = sidecar.get(path);
        assertThat(response.headers().firstValue("X-Juju-Agent")).contains(agent);
        long inuse = Totals.of(ProfileReader.withLimits(Limits.DEFAULT).read(response.body()))
                .inuseBytes();
        assertThat(inuse).isBetween((long) bytes, bytes + (4L << 20));
    }
}
