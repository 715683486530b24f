// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.testkit.Aside;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.GoAgent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sidecar is killed while clients ask it for everything: each snapshot that it told of is there when it runs again. */
class KilledSidecarTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final Random chance = new Random(23);

    @Test
    void three_kills_lose_no_snapshot(@TempDir Path folder) throws Exception {
        killUnderLoad(folder, 3);
    }

    @Test
    @Tag("long")
    void two_hundred_kills_lose_no_snapshot(@TempDir Path folder) throws Exception {
        killUnderLoad(folder, 200);
    }

    private void killUnderLoad(Path folder, int rounds) throws Exception {
        int removed = 0;
        List<Path> leftovers = List.of();
        String store = "--store.path=" + folder.resolve("store");
        AgentAddress address = EvilAgent.unusedName();
        try (GoAgent agent = GoAgent.on(address, "-workload", "leak,churn")) {
            for (int round = 0; round < rounds; round++) {
                try (SidecarProcess sidecar = SidecarProcess.of(address, store, "--collect.interval=1s")) {
                    assertThat(leftovers).allSatisfy(file -> assertThat(file).doesNotExist());
                    loadAndKill(sidecar);
                }
                removed += leftovers.size();
                leftovers = leftovers(folder);
            }
            assertThat(acknowledged).hasSizeGreaterThan(rounds / 2);
            try (SidecarProcess sidecar = SidecarProcess.of(address, store, "--collect.interval=1h")) {
                for (String url : acknowledged) {
                    HttpResponse<byte[]> snapshot = sidecar.get(url);
                    assertThat(snapshot.statusCode()).as(url).isEqualTo(200);
                    assertThat(READER.read(snapshot.body()).samples().count()).isPositive();
                }
                assertThat(sidecar.log()).doesNotContain("quarantine");
            }
            assertThat(agent.requests()).isNotEmpty();
        }
        System.out.printf(
                "kill -9 of a sidecar under load, %d rounds, %d snapshots told of: 0 lost, %d temporary files removed%n",
                rounds, acknowledged.size(), removed);
    }

    /** Returns the temporary files of writes that were cut off. */
    private static List<Path> leftovers(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).toList();
        }
    }

    private void loadAndKill(SidecarProcess sidecar) throws Exception {
        List<CompletableFuture<Void>> load = List.of(
                Aside.start(() -> askUntilKilled(sidecar, 0)),
                Aside.start(() -> askUntilKilled(sidecar, Questions.all().size() / 2)));
        @Nullable CompletableFuture<Void> kill = null;
        try {
            while (true) {
                note(sidecar.send("POST", "/api/v1/snapshots", "X-Juju-Heap", "1"));
                for (JsonNode item : json(sidecar.get("/api/v1/snapshots")).path("snapshots")) {
                    acknowledged.add(item.path("url").asText());
                }
                if (kill == null) {
                    int millis = chance.nextInt(2_000);
                    kill = Aside.start(() -> killSoon(sidecar, millis));
                }
            }
        } catch (IOException cut) {
            requireNonNull(kill, "the sidecar ended by itself").join();
        }
        load.forEach(CompletableFuture::join);
    }

    private void note(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() == 200 || answer.statusCode() == 201) {
            acknowledged.add(json(answer).path("url").asText());
        }
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private static Void askUntilKilled(SidecarProcess sidecar, int first) {
        List<String> questions = Questions.all();
        try {
            for (int i = first; ; i++) {
                sidecar.get(questions.get(i % questions.size()));
            }
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Void killSoon(SidecarProcess sidecar, int millis) {
        try {
            Thread.sleep(millis);
            sidecar.kill();
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
