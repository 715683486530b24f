// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.CaseTable;
import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** H19: clients that misbehave where TLS is spoken, against a sidecar in a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTlsTest {
    private static final int FEW = 3;

    private final CaseTable table = new CaseTable();
    private String outcome = "";
    private long startNanos;
    private SidecarProcess.Footprint before;
    private Certificates certificates;
    private EvilAgent agent;
    private SidecarProcess sidecar;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        certificates = new Certificates(folder);
        certificates.make("ec:prime256v1", "node");
        agent = EvilAgent.onAbstractName(Agents.good());
        Path config = Files.writeString(
                folder.resolve("web.yml"),
                "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n  min_version: TLS12\n");
        sidecar = SidecarProcess.of(agent.address(), "--web.config.file=" + config);
        for (int i = 0; i < 20; i++) { // until all threads there may be have been there
            assertThat(curl("-k", "/debug/heap")).isEqualTo("200");
        }
        before = sidecar.footprint();
    }

    @AfterAll
    void stop() throws Exception {
        table.write();
        String log = sidecar.log();
        SidecarProcess.Footprint after = sidecar.footprint();
        sidecar.close();
        agent.close();
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads());
        assertThat(after.residentKilobytes()).isLessThan(SidecarProcess.MEMORY_HIGH_KILOBYTES);
        assertThat(log).doesNotContain("\tat ");
    }

    @BeforeEach
    void begin() {
        startNanos = System.nanoTime();
    }

    @AfterEach
    void nothing_is_left_open(TestInfo test) throws Exception {
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        assertThat(curl("-k", "/metrics")).isEqualTo("200");
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (sidecar.footprint().descriptors() > before.descriptors() + FEW && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(sidecar.footprint().descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors() + FEW);
        String name = test.getTestMethod().orElseThrow().getName();
        table.add("H" + name.substring(1).replace('_', ' '), outcome, took);
    }

    @Test
    void h19_plain_http_where_tls_is_spoken() throws Exception {
        try (RawClient client = new RawClient(sidecar.port())) {
            client.send(RawClient.request("GET /metrics HTTP/1.1"));

            String answer = client.readAll(Duration.ofSeconds(5));

            assertThat(RawClient.status(answer)).isZero();
            assertThat(answer).doesNotContain("juju");
            assertThat(client.isClosedWithin(Duration.ofSeconds(1))).isTrue();
        }
        outcome = "cut off";
    }

    @Test
    void h19_a_version_of_tls_that_is_broken() throws Exception {
        for (String version : List.of("-tls1", "-tls1_1")) {
            Outcome result = ChildProcess.run(List.of(
                    "openssl",
                    "s_client",
                    version,
                    "-cipher",
                    "ALL:@SECLEVEL=0",
                    "-connect",
                    "127.0.0.1:" + sidecar.port()));

            assertThat(result.code()).isNotZero();
            assertThat(result.out()).contains("Cipher is (NONE)", "no peer certificate available");
        }
        outcome = "cut off";
    }

    @Test
    void h19_handshakes_that_never_go_on() throws Exception {
        List<RawClient> half = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                half.add(new RawClient(sidecar.port()).send("\u0016\u0003\u0001\u0002\u0000\u0001"));
            }
            long start = System.nanoTime();
            assertThat(curl("-k", "/metrics")).isEqualTo("200");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            for (RawClient client : half) {
                assertThat(client.isClosedWithin(Duration.ofSeconds(15))).isTrue();
            }
        } finally {
            for (RawClient client : half) {
                client.close();
            }
        }
        outcome = "cut off, others served";
    }

    @Test
    void h19_a_certificate_that_has_expired_and_is_renewed() throws Exception {
        certificates.makeExpired("node");
        assertThat(within(3, "000", "--cacert", certificates.certificate().toString()))
                .as("curl, which checks")
                .isEqualTo("000");
        assertThat(curl("-k", "/metrics")).as("curl, which does not").isEqualTo("200");

        certificates.make("ec:prime256v1", "node");

        assertThat(within(3, "200", "--cacert", certificates.certificate().toString()))
                .isEqualTo("200");
        outcome = "refused by the client, then 200";
    }

    /** Until the status is the one that is waited for, or the time is over. */
    private String within(int seconds, String status, String... options) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        String last = "";
        while (!last.equals(status) && System.nanoTime() < end) {
            List<String> words = new ArrayList<>(List.of(options));
            words.add("/metrics");
            last = curl(words.toArray(String[]::new));
            Thread.sleep(100);
        }
        return last;
    }

    /** The status that curl sees; the last word is the path. */
    private String curl(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--max-time", "10", "--compressed"));
        command.addAll(List.of(words).subList(0, words.length - 1));
        command.add(sidecar.address() + words[words.length - 1]);
        return ChildProcess.run(command).out();
    }
}
