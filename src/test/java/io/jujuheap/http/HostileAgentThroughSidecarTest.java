// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.RunningSidecar.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.Aside;
import io.jujuheap.testkit.Baseline;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Exchange;
import io.jujuheap.testkit.Recorded;
import io.jujuheap.testkit.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents that answer wrongly, seen by those who ask the sidecar: the right status in time, one sentence, the right reason
 * in the metrics, nothing stored, and the next good answer works. What can be wrong with HTTP itself is the matter of the
 * agent client's own tests.
 */
class HostileAgentThroughSidecarTest {
    private static final Duration IN_TIME = Duration.ofSeconds(4);
    private static final byte[] GOOD = Agents.HEAP.protobuf();

    @TempDir
    Path folder;

    private record Case(String name, Script script, int status, String reason) {}

    private static final List<Case> CASES = List.of(
            new Case("A01 never answers", Script.silence(), 504, "timeout"),
            new Case("A01 closes", Exchange::close, 502, "truncated"),
            new Case(
                    "A02 a head that drips",
                    Script.drip("HTTP/1.1 200 OK\r\nA: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", Duration.ofMillis(100)),
                    504,
                    "timeout"),
            new Case(
                    "A04 a body that drips",
                    Script.drip("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(99), Duration.ofMillis(100)),
                    504,
                    "timeout"),
            new Case(
                    "A07 less than announced",
                    Script.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx"),
                    502,
                    "truncated"),
            new Case(
                    "A10 a redirect to elsewhere",
                    Script.raw("HTTP/1.1 301 Moved\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"),
                    502,
                    "bad_status"),
            new Case(
                    "A11 an error with a large body",
                    Script.raw("HTTP/1.1 500 Oops\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(1_000_000)),
                    502,
                    "bad_status"),
            new Case("A12 a gzip that breaks off", Script.ok(Arrays.copyOf(GOOD, GOOD.length / 2)), 502, "decode"),
            new Case("A12 a flipped bit", Script.ok(flipped()), 502, "decode"),
            new Case("A12 nothing", Script.ok(""), 502, "decode"),
            new Case("A12 a page", Script.ok("<html>not a profile</html>"), 502, "decode"),
            new Case("A12 a gzip of a gzip", Script.ok(gzip(GOOD)), 502, "decode"),
            new Case("A13 a gzip bomb", Script.ok(gzip(new byte[100 << 20])), 502, "decode"),
            new Case("A14 another profile than of the heap", Script.ok(goroutines()), 502, "decode"));

    private static byte[] flipped() {
        byte[] bytes = GOOD.clone();
        bytes[bytes.length / 2] ^= 1;
        return bytes;
    }

    private static byte[] goroutines() {
        return Recorded.all().stream()
                .filter(recorded -> recorded.name().equals("goroutine"))
                .findFirst()
                .orElseThrow()
                .protobuf();
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> agents_that_answer_wrongly() throws Exception {
        EvilAgent agent = EvilAgent.onAbstractName(Agents.good());
        RunningSidecar sidecar = RunningSidecar.of(agent.address());
        sidecar.get("/debug/pprof/heap");
        Stream<DynamicTest> tests =
                CASES.stream().map(wrong -> DynamicTest.dynamicTest(wrong.name(), () -> play(wrong, agent, sidecar)));
        return tests.onClose(() -> {
            try {
                sidecar.close();
                agent.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void play(Case wrong, EvilAgent agent, RunningSidecar sidecar) throws Exception {
        Thread.sleep(1050); // until the last answer is no longer fresh
        long failures = failures(sidecar, wrong.reason());
        String stored = text(sidecar.get("/api/v1/snapshots"));
        agent.play(wrong.script());
        long start = System.nanoTime();

        HttpResponse<byte[]> answer = sidecar.get("/debug/pprof/heap");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IN_TIME);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(wrong.status());
        assertThat(text(answer)).contains("\"detail\":\"").endsWith(".\"}").doesNotContain("Exception", "\tat ");
        assertThat(failures(sidecar, wrong.reason())).isEqualTo(failures + 1);
        assertThat(text(sidecar.get("/metrics"))).contains("juju_agent_up{agent=\"machine-0\"} 0");
        assertThat(text(sidecar.get("/api/v1/snapshots"))).isEqualTo(stored);

        agent.play(Agents.good());
        Thread.sleep(1050);
        assertThat(sidecar.get("/debug/pprof/heap").body()).isEqualTo(GOOD);
    }

    private static long failures(RunningSidecar sidecar, String reason) throws Exception {
        String sample = "juju_heap_fetch_failures_total{agent=\"machine-0\",reason=\"" + reason + "\"} ";
        return text(sidecar.get("/metrics"))
                .lines()
                .filter(line -> line.startsWith(sample))
                .map(line -> (long) Double.parseDouble(line.substring(sample.length())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_slow_agent_holds_up_nobody_who_does_not_ask_for_it() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.silence());
                RunningSidecar sidecar = RunningSidecar.of(agent.address())) {
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
                long start = System.nanoTime();
                assertThat(sidecar.get("/metrics").statusCode()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            }
            waiting.forEach(one -> assertThat(one.join()).isEqualTo(504));
        }
    }

    @Test
    void agents_that_come_late_go_and_come_back_are_found() throws Exception {
        Path socket = folder.resolve("introspection.socket");
        try (RunningSidecar sidecar = RunningSidecar.of(new SocketFile(socket))) {
            assertThat(sidecar.get("/debug/pprof/heap").statusCode()).isEqualTo(502);
            for (int i = 0; i < 2; i++) {
                EvilAgent agent = EvilAgent.onFile(socket, Agents.good());
                Thread.sleep(1050);
                assertThat(sidecar.get("/debug/pprof/heap").statusCode()).isEqualTo(200);
                agent.close();
                Files.deleteIfExists(socket);
            }
            EvilAgent.leaveStaleFile(socket);
            Thread.sleep(1050);
            HttpResponse<byte[]> stale = sidecar.get("/debug/pprof/heap");
            assertThat(stale.statusCode()).isEqualTo(502);
            assertThat(text(stale)).contains(socket.toString());
        }
    }

    @Test
    void nothing_is_left_open_when_it_is_closed() throws Exception {
        Baseline before = Baseline.now();
        for (int i = 0; i < 2; i++) {
            try (EvilAgent agent = EvilAgent.onAbstractName(Agents.good());
                    RunningSidecar sidecar = RunningSidecar.of(agent.address())) {
                assertThat(sidecar.get("/debug/heap").statusCode()).isEqualTo(200);
                assertThat(new String(sidecar.get("/debug/heap").body(), ISO_8859_1))
                        .startsWith("heap profile:");
            }
            if (i == 0) {
                before = Baseline.now(); // the HTTP client of the test itself keeps threads
            }
        }
        before.assertRestored();
    }
}
