// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.codec.LargeProfiles;
import io.jujuheap.testkit.CaseTable;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An agent whose profiles of the heap and of the goroutines keep every limit: the sidecar, with the heap of the service, answers
 * or refuses several clients at once, whatever they ask, and lives.
 */
class LargeProfilesThroughSidecarTest {
    /** What costs memory in proportion to a profile; all of it is asked in the long form. */
    private static final List<String> DEAR = List.of(
            "/debug/pprof/heap",
            "/debug/pprof/heap?seconds=1",
            "/debug/goroutines?format=json",
            "/api/v1/top",
            "/api/v1/top?type=goroutine",
            "/api/v1/summary",
            "/api/v1/callers?function=main.f",
            "/api/v1/stacks?function=main.f",
            "/api/v1/flamegraph?type=goroutine",
            "/api/v1/flamegraph.html",
            "/api/v1/flamegraph.html?base=oldest",
            "/api/v1/diff?base=oldest",
            "/api/v1/leaks",
            "/api/v1/goroutines",
            "/api/v1/trend");

    private static final Duration MAX_WAIT = Duration.ofMinutes(3);

    @Test
    void no_profile_within_the_limits_ends_the_sidecar() throws Exception {
        try (Torture torture =
                new Torture(Questions.all().stream().filter(DEAR::contains).toList(), 2)) {
            for (String kind : LargeProfiles.byPercentOfLimits().keySet()) {
                torture.play(kind, List.of(100));
            }
            assertThat(torture.statuses()).containsKeys(200, 502);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Tag("long")
    void no_profile_of_any_size_ends_the_sidecar(String kind) throws Exception {
        try (Torture torture = new Torture(Questions.all(), 4)) {
            torture.play(kind, List.of(100, 75, 50, 30, 15, 5));
        }
    }

    static Set<String> kinds() {
        return LargeProfiles.byPercentOfLimits().keySet();
    }

    @Test
    void metrics_and_lists_as_long_as_a_profile_do_not_end_the_sidecar() throws Exception {
        Script good = Agents.good();
        Script large = Script.ok("\u00e4\u00b8\u00ad\n".repeat(4 << 20)); // characters that take two bytes in memory
        Script script = exchange -> {
            String line = exchange.requestLine();
            (line.startsWith("GET /metrics") || line.startsWith("GET /debug/pprof/ ") ? large : good).play(exchange);
        };
        try (EvilAgent agent = EvilAgent.onAbstractName(script);
                SidecarProcess sidecar = SidecarProcess.of(agent.address(), "--collect.interval=1s")) {
            CaseTable table = new CaseTable();
            long start = System.nanoTime();
            for (String question : List.of(
                    "/agents/machine-0/metrics",
                    "/api/v1/memory",
                    "/debug/pprof/goroutineleak",
                    "/agents/machine-0/debug/pprof/goroutineleak?debug=1")) {
                int status = status(sidecar, question);
                assertThat(status).as(question).isIn(404, 502);
                table.add(
                        "A29 metrics and a list of profiles as long as a profile",
                        Integer.toString(status),
                        since(start));
            }
            table.write();
            assertThat(status(sidecar, "/api/v1/top")).isEqualTo(200);
        }
    }

    /** A sidecar with the heap of the service, an agent with large profiles, and clients that ask the same at once. */
    private static final class Torture implements AutoCloseable {
        private final List<String> questions;
        private final int clients;
        private final CaseTable table = new CaseTable();
        private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
        private final ExecutorService threads;
        private final EvilAgent agent;
        private final SidecarProcess sidecar;

        Torture(List<String> questions, int clients) throws IOException {
            this.questions = questions;
            this.clients = clients;
            threads = Executors.newFixedThreadPool(clients);
            agent = EvilAgent.onAbstractName(Agents.good());
            sidecar = SidecarProcess.of(agent.address(), "--collect.interval=2s");
        }

        /** The number of answers by status. */
        Map<Integer, Integer> statuses() {
            return statuses;
        }

        void play(String kind, List<Integer> percents) throws Exception {
            IntFunction<byte[]> profiles =
                    requireNonNull(LargeProfiles.byPercentOfLimits().get(kind));
            for (int percent : percents) {
                agent.play(answering(profiles.apply(percent)));
                long start = System.nanoTime();
                Thread.sleep(1_100); // until the former profile is no longer fresh
                Callable<Void> client = () -> {
                    for (String question : questions) {
                        ask(question, kind, percent, start);
                    }
                    return null;
                };
                for (Future<Void> asked : threads.invokeAll(Collections.nCopies(clients, client))) {
                    asked.get();
                }
            }
            assertThat(sidecar.log()).doesNotContain("OutOfMemoryError", "Exception", "\tat ");
            System.out.printf("large profiles, %s at %s %%: answers by status so far %s%n", kind, percents, statuses);
        }

        private void ask(String question, String kind, int percent, long startNanos) throws Exception {
            int status = status(sidecar, question);
            assertThat(status)
                    .as("%s of %s at %d %%, exit code %d", question, kind, percent, sidecar.exitCode(0))
                    .isIn(200, 400, 404, 429, 502, 503);
            statuses.merge(status, 1, Integer::sum);
            table.add("A28 a profile within the limits: " + kind, Integer.toString(status), since(startNanos));
        }

        @Override
        public void close() throws IOException {
            threads.shutdownNow();
            sidecar.close();
            agent.close();
            table.write();
        }
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private static Script answering(byte[] heap) {
        byte[] goroutines = LargeProfiles.ofGoroutines(heap);
        Script good = Agents.good();
        return exchange -> {
            String line = exchange.requestLine();
            if (line.startsWith("GET /metrics") || line.contains("debug=1")) {
                good.play(exchange);
            } else {
                exchange.send(Script.okBytes(line.contains("/goroutine") ? goroutines : heap));
            }
        };
    }

    /** The status of the answer, 0 when the sidecar has ended. */
    private static int status(SidecarProcess sidecar, String path) throws Exception {
        try {
            // On a busy machine a dear answer takes a while; how long is the concern of other tests.
            return RunningSidecar.send(sidecar.address().resolve(path), MAX_WAIT, "GET")
                    .statusCode();
        } catch (IOException e) {
            if (sidecar.exitCode(5) < 0) {
                throw e;
            }
            return 0;
        }
    }
}
