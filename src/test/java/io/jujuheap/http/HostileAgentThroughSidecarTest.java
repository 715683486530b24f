// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.testkit.Aside;
import io.jujuheap.testkit.Baseline;
import io.jujuheap.testkit.CaseTable;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.HostileAnswers;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Agents that answer wrongly, seen by those who ask the sidecar: the right status in time, one sentence, the right reason
 * in the metrics, nothing stored, and the next good answer works. Each has a sidecar of its own; afterwards descriptors and
 * threads are as before.
 */
class HostileAgentThroughSidecarTest {
    private static final CaseTable TABLE = new CaseTable();
    private static final Duration IN_TIME = Duration.ofSeconds(10);
    private static Baseline before;

    @BeforeAll
    static void count() throws Exception {
        play(new HostileAnswers.Case("first", Script.ok(""), Reason.DECODE), new CaseTable());
        before = Baseline.now();
    }

    @AfterAll
    static void nothing_is_left_open() throws Exception {
        TABLE.write();
        before.assertRestored();
    }

    private static List<HostileAnswers.Case> cases() {
        List<HostileAnswers.Case> cases = new ArrayList<>(HostileAnswers.all());
        byte[] good = Script.okBytes(Agents.HEAP.protobuf());
        int head = good.length - Agents.HEAP.protobuf().length;
        for (int cut : new int[] {0, 1, head / 2, head - 1, head, head + 1, good.length / 2, good.length - 1}) {
            String where = "A09 closes after byte " + cut + " of " + good.length;
            cases.add(new HostileAnswers.Case(where, Script.cut(good, cut), Reason.TRUNCATED));
        }
        HostileProfiles.all()
                .forEach((name, body) -> cases.add(new HostileAnswers.Case(name, Script.ok(body), Reason.DECODE)));
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> answers_that_are_wrong() {
        ExecutorService four = Executors.newFixedThreadPool(4);
        Map<String, Future<?>> played = new LinkedHashMap<>();
        cases().forEach(one -> played.put(one.name(), four.submit(() -> {
            play(one, TABLE);
            return true;
        })));
        four.shutdown();
        return played.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.getKey(), () -> one.getValue().get()));
    }

    private static void play(HostileAnswers.Case wrong, CaseTable table) throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(wrong.script());
                RunningSidecar sidecar = sidecar(agent, wrong.reason())) {
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = sidecar.get("/debug/pprof/heap");
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            String metrics = text(sidecar.get("/metrics"));
            assertThat(took).isLessThan(IN_TIME);
            assertThat(answer.statusCode()).as(text(answer)).isIn(statuses(wrong.reason()));
            assertThat(text(answer))
                    .contains("\"detail\":\"")
                    .matches("(?s).*[.?]\"}\n")
                    .doesNotContain("Exception", "\tat ");
            assertThat(metrics).contains("juju_agent_up{agent=\"machine-0\"} 0");
            String reason = metrics.lines()
                    .filter(line -> line.startsWith("juju_heap_fetch_failures_total") && !line.endsWith(" 0.0"))
                    .map(line -> line.replaceAll(".*reason=\"(\\w+)\".*", "$1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(reason)
                    .isIn(
                            wrong.reason().word(),
                            wrong.reason() == Reason.TOO_LARGE
                                    ? Reason.TIMEOUT.word()
                                    : wrong.reason().word());
            assertThat(text(sidecar.get("/api/v1/snapshots"))).contains("\"snapshots\":[]");
            table.add(wrong.name(), answer.statusCode() + " " + reason, took);

            agent.play(Agents.good());
            HttpResponse<byte[]> next = sidecar.get("/debug/heap");
            for (int i = 0; i < 20 && next.statusCode() != 200; i++) {
                Thread.sleep(500); // a machine busy with something else
                next = sidecar.get("/debug/heap");
            }
            assertThat(next.body()).isEqualTo(Agents.HEAP.text());
        }
    }

    /** Only where time is the point is it short: a busy machine may need more than that for any other answer. */
    private static RunningSidecar sidecar(EvilAgent agent, Reason reason) throws IOException {
        return reason == Reason.TIMEOUT || reason == Reason.TOO_LARGE
                ? RunningSidecar.impatient(agent.address())
                : RunningSidecar.of(agent.address(), Duration.ofMinutes(1), Duration.ofSeconds(3));
    }

    /** What has no end may end by its size or by the time, whichever comes first. */
    private static List<Integer> statuses(Reason reason) {
        return switch (reason) {
            case TIMEOUT -> List.of(504);
            case TOO_LARGE -> List.of(502, 504);
            default -> List.of(502);
        };
    }

    @Test
    void a_body_that_ends_with_the_connection_is_whole() throws Exception {
        byte[] body = Agents.HEAP.protobuf();
        try (EvilAgent agent = EvilAgent.onAbstractName(exchange -> {
                    exchange.send("HTTP/1.1 200 OK\r\n\r\n");
                    exchange.send(body);
                    exchange.close();
                });
                RunningSidecar sidecar = RunningSidecar.of(agent.address())) {
            long start = System.nanoTime();
            assertThat(sidecar.get("/debug/pprof/heap").body()).isEqualTo(body);
            TABLE.add("A08 a body without length", "200", Duration.ofNanos(System.nanoTime() - start));
        }
    }

    @Test
    void a_slow_agent_holds_up_nobody_who_does_not_ask_for_it() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.silence());
                SidecarProcess sidecar = SidecarProcess.of(agent.address(), "--collect.timeout=5s")) {
            sidecar.get("/metrics");
            List<CompletableFuture<Integer>> waiting = Stream.generate(() -> Aside.start(() -> {
                        try {
                            return sidecar.get("/debug/heap").statusCode();
                        } catch (IOException | InterruptedException e) {
                            return -1;
                        }
                    }))
                    .limit(40)
                    .toList();
            Thread.sleep(300);
            for (int i = 0; i < 20; i++) {
                assertThat(sidecar.get("/metrics").statusCode()).isEqualTo(200);
            }
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            waiting.forEach(one -> assertThat(one.join()).isEqualTo(504));
        }
    }
}
