// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.GoAgent;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The growth of some seconds, which Juju's agents do not compute themselves. */
class DeltaTest {
    @TempDir
    Path folder;

    @Test
    void seconds_gives_the_growth_of_those_seconds() throws Exception {
        try (GoAgent agent = GoAgent.on(
                        new SocketFile(folder.resolve("introspection.socket")),
                        "-workload",
                        "leak,churn",
                        "-leak-bytes-per-second",
                        "20000000");
                RunningSidecar sidecar = RunningSidecar.of(agent.socketFile())) {
            Instant asked = Instant.now();
            HttpResponse<byte[]> response = sidecar.get("/debug/pprof/heap?seconds=3");
            Profile growth = ProfileReader.withLimits(Limits.DEFAULT).read(response.body());

            assertThat(Duration.ofNanos(growth.info().durationNanos()))
                    .isBetween(Duration.ofMillis(2500), Duration.ofSeconds(6));
            assertThat(Instant.ofEpochSecond(0, growth.info().timeNanos()))
                    .as("dated from the end, as Go does")
                    .isBetween(asked.plusSeconds(2), Instant.now());
            double perSecond =
                    growth.total(growth.sampleTypeIndex("alloc_space").orElseThrow())
                            / (growth.info().durationNanos() / 1e9);
            assertThat(perSecond).isGreaterThan(5e6);
        }
    }
}
