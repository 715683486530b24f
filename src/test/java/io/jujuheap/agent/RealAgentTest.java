// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.testkit.Baseline;
import io.jujuheap.testkit.GoAgent;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Go process with the introspection handlers of a Juju agent, on both kinds of socket. */
class RealAgentTest {
    @ParameterizedTest
    @EnumSource(Sockets.class)
    void answers_every_query(Sockets kind) throws Exception {
        Baseline before = Baseline.now();
        try (GoAgent agent = GoAgent.on(kind.unused(), "-workload", "leak");
                AgentClient client = new AgentClient(address(agent, kind))) {
            assertThat(gunzipped(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT)))
                    .isNotEmpty();
            assertThat(gunzipped(client.get(AgentQuery.HEAP_AFTER_GC, AgentLimits.DEFAULT)))
                    .isNotEmpty();
            assertThat(gunzipped(client.get(AgentQuery.GOROUTINES, AgentLimits.DEFAULT)))
                    .isNotEmpty();
            assertThat(text(client.get(AgentQuery.HEAP_TEXT, AgentLimits.DEFAULT)))
                    .startsWith("heap profile: ")
                    .contains("# runtime.MemStats");
            assertThat(text(client.get(AgentQuery.HEAP_TEXT_AFTER_GC, AgentLimits.DEFAULT)))
                    .startsWith("heap profile: ");
            assertThat(text(client.get(AgentQuery.GOROUTINES_TEXT, AgentLimits.DEFAULT)))
                    .startsWith("goroutine profile: total ");
            assertThat(text(client.get(AgentQuery.GOROUTINES_DUMP, AgentLimits.DEFAULT)))
                    .startsWith("goroutine ");
            assertThat(text(client.get(AgentQuery.PROFILES, AgentLimits.DEFAULT)))
                    .contains("goroutine")
                    .doesNotContain("goroutineleak");
            for (AgentQuery leaks : List.of(AgentQuery.GOROUTINE_LEAKS, AgentQuery.GOROUTINE_LEAKS_TEXT)) {
                // This agent is not built for it.
                AgentException refusal =
                        catchThrowableOfType(AgentException.class, () -> client.get(leaks, AgentLimits.DEFAULT));
                assertThat(refusal.reason()).isEqualTo(Reason.BAD_STATUS);
            }
            for (AgentQuery report : List.of(AgentQuery.ENGINE, AgentQuery.MACHINE_LOCK)) {
                // It has none: BundleIT asks one that has.
                AgentException refusal =
                        catchThrowableOfType(AgentException.class, () -> client.get(report, AgentLimits.DEFAULT));
                assertThat(refusal.reason()).isEqualTo(Reason.BAD_STATUS);
            }
            assertThat(text(client.get(AgentQuery.METRICS, AgentLimits.DEFAULT)))
                    .contains("go_memstats_heap_inuse_bytes ");
            assertThat(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT).peer().pid())
                    .isEqualTo(agent.pid());
            assertThat(agent.requests())
                    .extracting(GoAgent.Request::line)
                    .containsOnly(Arrays.stream(AgentQuery.values())
                            .filter(query -> !query.name().startsWith("CPU")) // takes ten seconds: see BundleIT
                            .map(query -> "GET " + query.target())
                            .toArray(String[]::new));
        }
        assertThat(Baseline.now().descriptors()).isLessThanOrEqualTo(before.descriptors());
    }

    @Test
    void is_found_lost_when_killed_and_found_again_as_another_process(@TempDir Path dataDir) throws Exception {
        AgentAddress address = new AgentAddress.SocketFile(dataDir.resolve("agents/machine-0/introspection.socket"));
        AgentFinder finder = new AgentFinder(List.of(dataDir), Path.of("/nowhere"));
        try (AgentClient client = new AgentClient(address)) {
            long first;
            try (GoAgent agent = GoAgent.on(address)) {
                first = client.get(AgentQuery.HEAP, AgentLimits.DEFAULT).peer().pid();
                assertThat(only(finder.find()).pid()).isEqualTo(first).isEqualTo(agent.pid());
                agent.kill();
                assertThat(only(finder.find()).reason()).contains(Reason.REFUSED);
                AgentException e = catchThrowableOfType(
                        AgentException.class, () -> client.get(AgentQuery.HEAP, AgentLimits.DEFAULT));
                assertThat(e.reason()).isEqualTo(Reason.REFUSED);
            }
            try (GoAgent agent = GoAgent.on(address)) {
                assertThat(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT)
                                .peer()
                                .pid())
                        .isEqualTo(agent.pid())
                        .isNotEqualTo(first);
                assertThat(only(finder.find()).isReachable()).isTrue();
            }
        }
    }

    private static FoundAgent only(AgentSurvey survey) {
        assertThat(survey.agents()).hasSize(1);
        return survey.agents().get(0);
    }

    private static AgentAddress address(GoAgent agent, Sockets kind) {
        return kind == Sockets.FILE ? agent.socketFile() : agent.abstractName();
    }

    private static byte[] gunzipped(AgentResponse answer) throws Exception {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return in.readAllBytes();
        }
    }

    private static String text(AgentResponse answer) {
        return new String(answer.body(), UTF_8);
    }
}
