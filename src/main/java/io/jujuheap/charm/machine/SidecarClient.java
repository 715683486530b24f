// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import com.fasterxml.jackson.databind.JsonNode;
import io.jujuheap.charm.tool.Documents;
import io.jujuheap.charm.tool.ToolException;
import io.jujuheap.io.FailureException;
import io.jujuheap.render.AgentsView;
import io.jujuheap.render.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** A client of the service's HTTP interface (openapi.yaml). Each request has its own connection. */
public final class SidecarClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** Longer than the service itself waits for an agent. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final int MAX_BODY = 128 << 20;
    private static final int PAUSE_MILLIS = 50;

    private final Listen listen;
    private final Optional<String> authorization;
    private final Optional<PinnedTls> tls;

    /**
     * Creates a client of the service at an address.
     *
     * @param authorization the value of the Authorization header, if the service requires one
     * @param certificate the service's certificate in PEM form, if it uses TLS
     */
    SidecarClient(Listen listen, Optional<String> authorization, Optional<String> certificate) {
        this.listen = listen;
        this.authorization = authorization;
        this.tls = certificate.map(PinnedTls::new);
    }

    /** Returns a client of this machine's service, whose address is in its unit file; empty when it does not answer. */
    public static Optional<SidecarClient> running(MachineLayout layout) throws IOException {
        Optional<ServiceFile> unit = ServiceFile.installed(layout);
        Optional<Listen> listen = unit.flatMap(ServiceFile::listen);
        if (listen.isEmpty()) {
            return Optional.empty();
        }
        ClientWebConfig web = ClientWebConfig.of(unit.flatMap(ServiceFile::webConfigFile));
        SidecarClient sidecar = new SidecarClient(listen.get(), new Secret(layout).authorization(), web.certificate());
        return sidecar.isReady() ? Optional.of(sidecar) : Optional.empty();
    }

    /** Tells whether the service is ready. */
    boolean isReady() {
        try {
            exchange("GET", "/-/ready");
            return true;
        } catch (SSLException refusal) {
            // The service requires client certificates: it is ready, although not for this client.
            return true;
        } catch (FailureException | IOException e) {
            return false;
        }
    }

    /** Waits until the service is ready; returns false when that takes longer than {@code limit}. */
    boolean awaitReady(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isReady()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** Returns the tags of the service's agents; empty when it does not answer. */
    public List<String> agents() {
        try {
            return Json.read(get("/api/v1/agents"), AgentsView.class).agents().stream()
                    .filter(agent -> agent.askedThrough() == null)
                    .map(AgentsView.Agent::tag)
                    .toList();
        } catch (FailureException | IOException e) {
            return List.of();
        }
    }

    /**
     * Sends a GET request and returns the body.
     *
     * @param target path and query
     * @throws FailureException when the service answers with an error, whose sentence is passed on, or not at all
     */
    public byte[] get(String target) throws FailureException {
        return answer("GET", target);
    }

    /** Sends a POST request and reads the JSON of its answer; throws as {@link #get}. */
    public JsonNode post(String target) throws FailureException {
        return Documents.jsonObject(new String(answer("POST", target), StandardCharsets.UTF_8));
    }

    private byte[] answer(String method, String target) throws FailureException {
        try {
            return exchange(method, target);
        } catch (IOException e) {
            throw new FailureException(
                    "The service broke off: " + e.getMessage() + ": see journalctl -u juju-heap.", e);
        }
    }

    private byte[] exchange(String method, String target) throws FailureException, IOException {
        try (Socket socket = connect();
                DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT)) {
            connection.bind(socket);
            connection.sendRequestHeader(request(method, target));
            connection.flush();
            try (ClassicHttpResponse response = connection.receiveResponseHeader()) {
                connection.receiveResponseEntity(response);
                HttpEntity entity = response.getEntity();
                byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity, MAX_BODY);
                if (response.getCode() >= 300) {
                    throw new FailureException(problem(response.getCode(), body));
                }
                return body;
            }
        } catch (HttpException e) {
            throw new IOException("the service at " + listen + " does not speak HTTP", e);
        }
    }

    /** Returns the sentence of an answer with an error, which should be application/problem+json. */
    private static String problem(int status, byte[] body) {
        String bare = "The service answered with status " + status + ".";
        try {
            JsonNode problem = Documents.jsonObject(new String(body, StandardCharsets.UTF_8));
            return Documents.text(problem, "detail").orElse(bare);
        } catch (ToolException notProblem) {
            return bare;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(listen.localHost(), listen.port()), (int) CONNECT.toMillis());
            socket.setSoTimeout((int) ANSWER.toMillis());
            return tls.isPresent() ? tls.get().over(socket) : socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private ClassicHttpRequest request(String method, String target) {
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, target);
        request.addHeader("Host", Listen.bracketed(listen.localHost()) + ":" + listen.port());
        request.addHeader("Accept", "application/json, */*;q=0.1");
        request.addHeader("Connection", "close");
        request.addHeader("X-Juju-Heap", "charm");
        authorization.ifPresent(value -> request.addHeader("Authorization", value));
        return request;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the service", e);
        }
    }
}
