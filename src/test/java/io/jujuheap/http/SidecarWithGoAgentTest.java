// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sidecar in front of a real Go process, asked as people and tools ask it. */
class SidecarWithGoAgentTest {
    @TempDir
    static Path folder;

    private static GoAgent agent;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void start() throws Exception {
        agent = GoAgent.on(
                new SocketFile(folder.resolve("introspection.socket")), "-workload", "leak,churn", "-freeze");
        sidecar = RunningSidecar.of(agent.socketFile());
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.close();
        agent.close();
    }

    @Test
    void curl_gets_the_text_that_juju_heap_profile_prints() throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/debug/heap", "Accept", "*/*", "User-Agent", "curl/8.5.0");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(text(response)).startsWith("heap profile: ").contains("# runtime.MemStats");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
    }

    @Test
    void a_program_gets_a_summary_as_json() throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/debug/heap?n=3", "Accept", "application/json");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response))
                .startsWith("{\"capture\":{\"agent\":\"machine-0\"")
                .contains("\"inuseBytes\":");
    }

    @Test
    void pprof_format_is_the_gzipped_protobuf() throws Exception {
        HttpResponse<byte[]> response = sidecar.get("/debug/pprof/heap");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(response.body()).startsWith(0x1f, 0x8b);
    }

    @Test
    void metrics_have_the_figures_of_the_heap() throws Exception {
        sidecar.get("/debug/pprof/heap");

        assertThat(text(sidecar.get("/metrics")))
                .contains("juju_agent_up{agent=\"machine-0\"} 1")
                .containsPattern("juju_agent_heap_profile_inuse_bytes\\{agent=\"machine-0\"} [1-9]");
    }

    @Test
    void it_is_healthy_and_ready() throws Exception {
        assertThat(sidecar.get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(sidecar.get("/-/ready").statusCode()).isEqualTo(200);
    }
}
