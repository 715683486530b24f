// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S03 from outside: the disk of the store is full, and nobody notices but those who look at its metrics. */
class FullDiskThroughSidecarTest {
    private static final String FAILURES = "juju_heap_store_write_failures_total{reason=\"no_space\"} ";

    @TempDir
    Path folder;

    /** The inodes run out: the same error as lack of bytes, and it costs the machine no memory. */
    @Test
    @Timeout(120)
    void answers_while_the_disk_is_full_and_stores_again_when_it_is_not() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "size=2g,nr_inodes=80");
                GoAgent agent = GoAgent.on(new SocketFile(folder.resolve("agent")), "-workload", "leak,churn");
                RunningSidecar sidecar = RunningSidecar.of(
                        agent.socketFile(), Duration.ofSeconds(1), disk.path().resolve("store"))) {
            until("two snapshots", () -> snapshots(sidecar) >= 2);
            List<Path> ballast = fill(disk.path());
            until("a failure", () -> !text(sidecar.get("/metrics")).contains(FAILURES + "0"));
            int stored = snapshots(sidecar);

            assertThat(text(sidecar.get("/metrics"))).contains("juju_agent_up{agent=\"machine-0\"} 1");
            assertThat(text(sidecar.get("/debug/heap"))).startsWith("heap profile: ");
            assertThat(sidecar.get("/api/v1/trend").statusCode()).isEqualTo(200);
            assertThat(sidecar.get("/api/v1/leaks").statusCode()).isEqualTo(200);
            assertThat(snapshots(sidecar)).isEqualTo(stored);

            for (Path file : ballast) {
                Files.delete(file);
            }
            until("storing again", () -> snapshots(sidecar) > stored);
            System.out.printf(
                    "disk full after %d snapshots, /metrics and /debug/heap answered, %d after space returned%n",
                    stored, snapshots(sidecar));
        }
    }

    private static List<Path> fill(Path disk) {
        List<Path> files = new ArrayList<>();
        while (true) {
            try {
                files.add(Files.createFile(disk.resolve("ballast" + files.size())));
            } catch (IOException full) {
                return files;
            }
        }
    }

    private static int snapshots(RunningSidecar sidecar) throws Exception {
        return new ObjectMapper()
                .readTree(sidecar.get("/api/v1/snapshots").body())
                .get("snapshots")
                .size();
    }

    private static void until(String what, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (!holds.call()) {
            assertThat(System.nanoTime()).as("waiting for %s", what).isLessThan(end);
            Thread.sleep(200);
        }
    }
}
