// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.io.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarClientTest {
    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    Path folder;

    private final AtomicReference<HttpExchange> asked = new AtomicReference<>();
    private Optional<HttpServer> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(running -> running.stop(0));
    }

    @Test
    void asks_as_the_interface_wants_to_be_asked() throws Exception {
        SidecarClient sidecar =
                new SidecarClient(serve(plain(), 200, "{\"id\":\"a/b\"}"), Optional.of("Bearer t"), NONE);
        assertThat(sidecar.post("/api/v1/snapshots?gc=true").path("id").asText())
                .isEqualTo("a/b");
        HttpExchange request = Objects.requireNonNull(asked.get());
        assertThat(request.getRequestMethod()).isEqualTo("POST");
        assertThat(request.getRequestURI()).hasToString("/api/v1/snapshots?gc=true");
        assertThat(request.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer t");
        assertThat(request.getRequestHeaders()).containsKey("X-Juju-Heap");
        assertThat(request.getRequestHeaders().getFirst("Host")).matches("127\\.0\\.0\\.1:[0-9]+");
    }

    @Test
    void an_agent_that_is_asked_through_another_is_not_one_of_its_own() throws Exception {
        String answer =
                """
                {"agents":[{"tag":"machine-0","kind":"machine","up":true,"covers":["unit-mysql-0"]},
                {"tag":"unit-mysql-0","kind":"unit","up":true,"covers":[],"askedThrough":"machine-0"},
                {"tag":"controller-0","kind":"controller","up":false,"covers":[]}]}
                """;
        assertThat(new SidecarClient(serve(plain(), 200, answer), NONE, NONE).agents())
                .containsExactly("machine-0", "controller-0");
        stop();
        assertThat(new SidecarClient(serve(plain(), 503, "starting"), NONE, NONE).agents())
                .isEmpty();
    }

    @Test
    void an_error_is_told_in_the_services_own_sentence() throws Exception {
        SidecarClient sidecar = new SidecarClient(
                serve(plain(), 504, "{\"status\":504,\"detail\":\"machine-0 did not answer within 10 s.\"}"),
                NONE,
                NONE);
        assertThatThrownBy(() -> sidecar.get("/api/v1/leaks"))
                .isInstanceOf(FailureException.class)
                .hasMessage("machine-0 did not answer within 10 s.");
    }

    @Test
    void an_error_that_is_no_problem_document_is_told_by_its_status() throws Exception {
        SidecarClient sidecar = new SidecarClient(serve(plain(), 500, "<html>"), NONE, NONE);
        assertThatThrownBy(() -> sidecar.get("/")).hasMessage("The service answered with status 500.");
    }

    @Test
    void without_a_listener_nothing_is_ready() throws Exception {
        Listen listen = serve(plain(), 200, "");
        stop();
        SidecarClient sidecar = new SidecarClient(listen, NONE, NONE);
        assertThat(sidecar.awaitReady(Duration.ofMillis(200))).isFalse();
        assertThatThrownBy(() -> sidecar.get("/")).isInstanceOf(FailureException.class);
    }

    @Test
    void ready_is_what_says_so() throws Exception {
        assertThat(new SidecarClient(serve(plain(), 200, "ready"), NONE, NONE).isReady())
                .isTrue();
        stop();
        assertThat(new SidecarClient(serve(plain(), 503, "starting"), NONE, NONE).isReady())
                .isFalse();
    }

    @Test
    void trusts_the_certificate_that_the_web_configuration_names() throws Exception {
        Listen listen = serve(tls("server"), 200, "{\"id\":\"x\"}");
        assertThat(new SidecarClient(listen, NONE, Optional.of(pem("server"))).get("/"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"id\":\"x\"}");
    }

    @Test
    void trusts_no_other_certificate() throws Exception {
        Listen listen = serve(tls("server"), 200, "{}");
        keyStore("other");
        SidecarClient sidecar = new SidecarClient(listen, NONE, Optional.of(pem("other")));
        assertThatThrownBy(() -> sidecar.get("/")).isInstanceOf(FailureException.class);
        assertThat(asked.get()).isNull();
    }

    private Listen serve(HttpServer http, int status, String body) {
        http.createContext("/", exchange -> {
            asked.set(exchange);
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
        server = Optional.of(http);
        return new Listen("127.0.0.1", http.getAddress().getPort());
    }

    private static HttpServer plain() throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    private HttpServer tls(String name) throws Exception {
        KeyStore keys = keyStore(name);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        return https;
    }

    /** Makes a certificate with the JDK's keytool, for another host name than the one that is asked. */
    private KeyStore keyStore(String name) throws Exception {
        Path file = folder.resolve(name + ".p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
        Subprocess.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=heap.example",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret")
                .run();
        Subprocess.of(
                        keytool,
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        "k",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "secret",
                        "-file",
                        folder.resolve(name + ".pem").toString())
                .run();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "secret".toCharArray());
        }
        return keys;
    }

    private String pem(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".pem"));
    }
}
