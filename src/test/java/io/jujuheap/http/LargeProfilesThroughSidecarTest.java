// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.codec.LargeProfiles;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An agent whose profiles keep every limit: the sidecar, with the heap of the service, answers or refuses several clients at
 * once, and lives.
 */
class LargeProfilesThroughSidecarTest {
    private static final List<String> PATHS = List.of(
            "/debug/pprof/heap",
            "/api/v1/top",
            "/api/v1/flamegraph",
            "/api/v1/flamegraph.html",
            "/api/v1/summary",
            "/api/v1/diff?base=oldest",
            "/debug/pprof/allocs",
            "/debug/pprof/heap?seconds=1",
            "/api/v1/leaks",
            "/api/v1/trend");

    @Test
    void no_profile_within_the_limits_ends_the_sidecar() throws Exception {
        play(List.of(100), 2);
    }

    @Test
    @Tag("long")
    void no_profile_of_any_size_ends_the_sidecar() throws Exception {
        play(List.of(100, 80, 60, 50, 40, 30, 20, 15, 10, 5), 4);
    }

    private static void play(List<Integer> percents, int clients) throws Exception {
        Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try (EvilAgent agent = EvilAgent.onAbstractName(Agents.good());
                SidecarProcess sidecar = SidecarProcess.of(agent.address(), "--collect.interval=2s")) {
            for (Map.Entry<String, IntFunction<byte[]>> kind :
                    LargeProfiles.byPercentOfLimits().entrySet()) {
                for (int percent : percents) {
                    byte[] profile = kind.getValue().apply(percent);
                    Script good = Agents.good();
                    agent.play(exchange -> {
                        if (exchange.requestLine().startsWith("GET /metrics")) {
                            good.play(exchange);
                        } else {
                            exchange.send(Script.okBytes(profile));
                        }
                    });
                    Thread.sleep(1_100); // until the former profile is no longer fresh
                    Callable<Void> client = () -> {
                        for (String path : PATHS) {
                            int status = status(sidecar, path);
                            assertThat(status)
                                    .as(
                                            "%s of %s at %d %%, exit code %d",
                                            path, kind.getKey(), percent, sidecar.exitCode(0))
                                    .isIn(200, 400, 404, 502, 503);
                            statuses.merge(status, 1, Integer::sum);
                        }
                        return null;
                    };
                    for (Future<Void> asked : threads.invokeAll(Collections.nCopies(clients, client))) {
                        asked.get();
                    }
                }
            }
            assertThat(sidecar.log()).doesNotContain("OutOfMemoryError", "Exception", "\tat ");
        } finally {
            threads.shutdownNow();
        }
        assertThat(statuses).containsKeys(200, 502);
    }

    /** The status of the answer, 0 when the sidecar has ended. */
    private static int status(SidecarProcess sidecar, String path) throws Exception {
        try {
            return sidecar.get(path).statusCode();
        } catch (IOException e) {
            if (sidecar.exitCode(5) < 0) {
                throw e;
            }
            return 0;
        }
    }
}
