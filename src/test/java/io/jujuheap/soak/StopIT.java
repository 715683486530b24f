// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.Aside;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S14: what SIGTERM does to a sidecar at work. */
class StopIT {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void answers_who_had_asked_takes_nobody_new_and_leaves_no_half_file(@TempDir Path folder) throws Exception {
        SocketFile socket = new SocketFile(folder.resolve("agent.socket"));
        Path store = folder.resolve("store");
        try (GoAgent agent = GoAgent.on(socket, "-workload", "leak,churn");
                Launcher.Service sidecar = Launcher.serve(
                        "serve",
                        "--web.listen-address=127.0.0.1:0",
                        "--agent.socket=unix:" + socket.path(),
                        "--collect.interval=1s",
                        "--store.path=" + store)) {
            URI address = URI.create(sidecar.address());
            assertThat(get(address, "/-/ready").statusCode()).isEqualTo(200);
            CompletableFuture<Integer> growth = Aside.start(() -> status(address, "/debug/pprof/heap?seconds=3"));
            Thread.sleep(1_000);
            long told = System.nanoTime();
            CompletableFuture<Outcome> end = Aside.start(() -> stop(sidecar));
            Thread.sleep(300);
            assertThat(status(address, "/-/ready"))
                    .as("ready, once told to stop")
                    .isIn(503, REFUSED);
            assertThat(growth.get()).as("the request under way").isEqualTo(200);
            assertThat(end.get().code()).isEqualTo(143);
            assertThat(end.get().err()).doesNotContain("\tat ");
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(15));
            assertThat(agent.requests()).isNotEmpty();
        }
        try (Stream<Path> files = Files.walk(store)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    /** In place of a status, when there is nobody to answer. */
    private static final int REFUSED = 0;

    private int status(URI address, String path) {
        try {
            return get(address, path).statusCode();
        } catch (IOException e) {
            return REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return REFUSED;
        }
    }

    private HttpResponse<byte[]> get(URI address, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static Outcome stop(Launcher.Service sidecar) {
        try {
            return sidecar.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
