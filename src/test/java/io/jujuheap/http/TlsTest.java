// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.HostileCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and users of a web configuration file, asked by curl with certificates made by openssl. */
class TlsTest {
    @TempDir
    Path folder;

    @Test
    void serves_tls_to_users_and_takes_a_renewed_certificate() throws Exception {
        certificate("rsa:2048", "first");
        Path config = webConfig("alice", "correct horse");
        try (EvilAgent agent = EvilAgent.onAbstractName(Agents.good());
                RunningSidecar sidecar = RunningSidecar.of(
                        agent.address(), Duration.ofMinutes(1), web -> WebSettings.withConfigFile(web, config))) {
            String url = sidecar.address().toString();
            assertThat(url).startsWith("https://");

            assertThat(curl(url + "/metrics", "-u", "alice:correct horse")).contains("juju_agent_up");
            assertThat(curl(url + "/metrics", "-u", "alice:wrong", "-w", "%{http_code}"))
                    .endsWith("401");
            assertThat(curl(url + "/metrics", "-w", "%{http_code}")).endsWith("401");
            assertThat(curl(url + "/-/healthy")).contains("healthy");
            assertThat(curl(url + "/-/healthy", "--tls-max", "1.1", "-w", "%{http_code}"))
                    .endsWith("000");
            assertThat(curl(url + "/-/healthy", "-v")).contains("CN=first");
            assertThat(RawClient.statusOf(sidecar.port(), RawClient.request("GET / HTTP/1.1")))
                    .isZero();

            certificate("rsa:2048", "second");
            Thread.sleep(1200);
            assertThat(curl(url + "/-/healthy", "-v")).contains("CN=second");
            Files.writeString(folder.resolve("server.crt"), "broken");
            Thread.sleep(1200);
            assertThat(curl(url + "/-/healthy", "-v")).contains("CN=second");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa:2048", "ec:prime256v1", "ed25519"})
    void reads_keys_of_every_usual_kind(String kind) throws Exception {
        certificate(kind, "node");

        Path config = Files.writeString(
                folder.resolve("web.yml"), "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n");
        try (EvilAgent agent = EvilAgent.onAbstractName(Agents.good());
                RunningSidecar sidecar = RunningSidecar.of(
                        agent.address(), Duration.ofMinutes(1), web -> WebSettings.withConfigFile(web, config))) {
            for (String version : List.of("1.2", "1.3")) {
                assertThat(curl(sidecar.address() + "/-/healthy", "--tlsv" + version, "--tls-max", version))
                        .contains("healthy");
            }
        }
    }

    @Test
    void a_choice_of_older_suites_leaves_tls_1_3_alone() throws Exception {
        certificate("rsa:2048", "node");
        Path config = Files.writeString(
                folder.resolve("web.yml"),
                """
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]
                """);
        try (EvilAgent agent = EvilAgent.onAbstractName(Agents.good());
                RunningSidecar sidecar = RunningSidecar.of(
                        agent.address(), Duration.ofMinutes(1), web -> WebSettings.withConfigFile(web, config))) {
            assertThat(curl(sidecar.address() + "/-/healthy", "-v", "--tlsv1.3"))
                    .contains("TLSv1.3 / TLS_AES");
            assertThat(curl(sidecar.address() + "/-/healthy", "-v", "--tls-max", "1.2"))
                    .contains("ECDHE-RSA-AES256-GCM-SHA384");
        }
    }

    @Test
    @HostileCase(value = "H26 renegotiation of TLS 1.2 by the client", outcome = "cut off")
    void a_client_cannot_have_the_handshake_repeated() throws Exception {
        certificate("ec:prime256v1", "node");
        Path config = webConfig("alice", "correct horse");
        try (EvilAgent agent = EvilAgent.onAbstractName(Agents.good());
                RunningSidecar sidecar = RunningSidecar.of(
                        agent.address(), Duration.ofMinutes(1), web -> WebSettings.withConfigFile(web, config))) {
            // s_client takes a line R for the wish to repeat the handshake.
            String script =
                    "(sleep 1; echo R; sleep 1; printf 'GET /-/healthy HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n';"
                            + " sleep 1) | timeout 10 openssl s_client -tls1_2 -connect 127.0.0.1:" + sidecar.port();

            String said = output(List.of("sh", "-c", script));

            assertThat(said).contains("RENEGOTIATING").doesNotContain("healthy");
        }
    }

    @Test
    void clients_authorities_headers_and_the_metric_follow_the_files() throws Exception {
        certificate("ec:prime256v1", "node");
        Path config = clientConfig("deny");
        authority("first");
        try (EvilAgent agent = EvilAgent.onAbstractName(Agents.good());
                RunningSidecar sidecar = RunningSidecar.of(
                        agent.address(), Duration.ofMinutes(1), web -> WebSettings.withConfigFile(web, config))) {
            String url = sidecar.address().toString();
            assertThat(curl(url + "/metrics", as("first"))).contains("juju_heap_config_last_reload_successful 1.0");
            assertThat(curl(url + "/metrics", "-w", "%{http_code}")).endsWith("000");

            authority("second");
            clientConfig("sameorigin");
            Thread.sleep(1200);
            assertThat(curl(url + "/metrics", as("first"))).isEmpty();
            assertThat(curl(url + "/-/healthy", as("second"))).contains("healthy");
            assertThat(curl(url + "/-/healthy", as("second"))).contains("X-Frame-Options: sameorigin");

            Files.writeString(folder.resolve("server.crt"), "broken");
            Thread.sleep(1200);
            assertThat(curl(url + "/-/healthy", as("second"))).contains("healthy");
            assertThat(curl(url + "/metrics", as("second")))
                    .contains("juju_heap_config_last_reload_successful 0.0")
                    .containsPattern("juju_heap_config_last_reload_success_timestamp_seconds 1\\.\\d+E9");
        }
    }

    private String[] as(String client) {
        return new String[] {
            "-i",
            "--cert",
            folder.resolve(client + ".crt").toString(),
            "--key",
            folder.resolve(client + ".key").toString()
        };
    }

    /** A client that vouches for itself, and is now the only authority. */
    private void authority(String name) throws Exception {
        Path clients = Files.createDirectories(folder.resolve("clients"));
        Certificates made = new Certificates(clients);
        made.make("ec:prime256v1", name);
        Files.copy(made.certificate(), folder.resolve(name + ".crt"));
        Files.copy(made.key(), folder.resolve(name + ".key"));
        Files.copy(made.certificate(), folder.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path clientConfig(String frames) throws IOException {
        return Files.writeString(
                folder.resolve("web.yml"),
                """
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.crt
                http_server_config:
                  headers:
                    X-Frame-Options: %s
                """
                        .formatted(frames));
    }

    private Path webConfig(String user, String password) throws IOException {
        String hash = BCrypt.withDefaults().hashToString(10, password.toCharArray());
        return Files.writeString(
                folder.resolve("web.yml"),
                """
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                basic_auth_users:
                  %s: %s
                """
                        .formatted(user, hash));
    }

    private void certificate(String kind, String name) throws Exception {
        new Certificates(folder).make(kind, name);
    }

    private static String curl(String url, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sk", "--max-time", "10"));
        command.addAll(List.of(options));
        command.add(url);
        return output(command);
    }

    private static String output(List<String> command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(command.get(0) + " is needed: install it with apt-get install " + command.get(0), e);
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
