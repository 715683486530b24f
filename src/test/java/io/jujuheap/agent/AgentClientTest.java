// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.testkit.Aside;
import io.jujuheap.testkit.Baseline;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client brings, keeps and gives back. What it does with agents that answer wrongly is in {@link HostileAgentTest}. */
class AgentClientTest {
    private static final AgentLimits PATIENT = new AgentLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1 << 20);

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void brings_what_the_agent_answers_and_who_it_is(Sockets kind) throws Exception {
        try (EvilAgent agent = EvilAgent.on(kind.unused(), Script.ok("heap"));
                AgentClient client = new AgentClient(agent.address())) {
            AgentResponse answer = client.get(AgentQuery.HEAP, AgentLimits.DEFAULT);
            assertThat(text(answer)).isEqualTo("heap");

            assertThat(answer.peer().pid()).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEAP,               GET /debug/pprof/heap?debug=0 HTTP/1.1",
        "HEAP_AFTER_GC,      GET /debug/pprof/heap?debug=0&gc=1 HTTP/1.1",
        "HEAP_TEXT,          GET /debug/pprof/heap?debug=1 HTTP/1.1",
        "HEAP_TEXT_AFTER_GC, GET /debug/pprof/heap?debug=1&gc=1 HTTP/1.1",
        "GOROUTINES,         GET /debug/pprof/goroutine?debug=0 HTTP/1.1",
        "GOROUTINES_TEXT,    GET /debug/pprof/goroutine?debug=1 HTTP/1.1",
        "GOROUTINES_DUMP,    GET /debug/pprof/goroutine?debug=2 HTTP/1.1",
        "GOROUTINE_LEAKS,    GET /debug/pprof/goroutineleak?debug=0 HTTP/1.1",
        "GOROUTINE_LEAKS_TEXT, GET /debug/pprof/goroutineleak?debug=1 HTTP/1.1",
        "PROFILES,           GET /debug/pprof/ HTTP/1.1",
        "METRICS,            GET /metrics/ HTTP/1.1",
        "ENGINE,             GET /depengine HTTP/1.1",
        "MACHINE_LOCK,       GET /machinelock HTTP/1.1",
        "CPU_10S,            GET /debug/pprof/profile?seconds=10 HTTP/1.1",
        "CPU_30S,            GET /debug/pprof/profile?seconds=30 HTTP/1.1",
        "CPU_60S,            GET /debug/pprof/profile?seconds=60 HTTP/1.1",
    })
    void asks_for_nothing_but(AgentQuery query, String requestLine) throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok("x"));
                AgentClient client = new AgentClient(agent.address())) {
            client.get(query, AgentLimits.DEFAULT);
            assertThat(agent.requests()).containsExactly(requestLine);
        }
    }

    @Test
    void has_a_test_for_each_query() {
        assertThat(AgentQuery.values()).hasSize(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello",
                "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5;x=y\r\nhello\r\n000\r\nA: b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n4\r\nello\r\n0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain;\r\n folded\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more than was promised"
            })
    void understands(String answer) throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.raw(answer));
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT))).isEqualTo("hello");
            assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT))).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\nContent-Type: x\r\n\r\nhello",
            })
    void takes_the_end_of_the_connection_for_the_end_of_a_body_without_length(String answer) throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.rawThenClose(answer));
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT))).isEqualTo("hello");
            assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT))).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\rb", "a\u0001b", "a\u00ffb"})
    void takes_any_content_type(String type) throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: 0\r\n\r\n";
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.raw(answer));
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT).body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 65_535, 65_536, 65_537, 1 << 20})
    void brings_bodies_of_any_size_up_to_the_limit(int size) throws Exception {
        byte[] body = new byte[size];
        java.util.Arrays.fill(body, (byte) 7);
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + (size == 0 ? "" : Integer.toHexString(size) + "\r\n" + new String(body, ISO_8859_1) + "\r\n")
                + "0\r\n\r\n";
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok(body));
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(client.get(AgentQuery.HEAP, PATIENT).body()).isEqualTo(body);
            agent.play(Script.raw(chunked));
            assertThat(client.get(AgentQuery.HEAP, PATIENT).body()).isEqualTo(body);
        }
    }

    @Test
    void refuses_a_body_one_byte_larger_than_the_limit() throws Exception {
        AgentLimits hundred = new AgentLimits(PATIENT.connect(), PATIENT.total(), 100);
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok(new byte[100]));
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(client.get(AgentQuery.HEAP, hundred).body()).hasSize(100);
            agent.play(Script.rawThenClose("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(101)));
            assertThat(failure(client, hundred)).isEqualTo(Reason.TOO_LARGE);
        }
    }

    @Test
    void uses_one_connection_for_many_requests() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok("x"));
                AgentClient client = new AgentClient(agent.address())) {
            for (int i = 0; i < 10; i++) {
                client.get(AgentQuery.HEAP, AgentLimits.DEFAULT);
            }
            assertThat(agent.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
                "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
            })
    void does_not_use_a_connection_again_after(String answer) throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.raw(answer));
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT))).isEqualTo("x");
            assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT))).isEqualTo("x");
            assertThat(agent.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void connects_again_when_the_agent_has_restarted_since(Sockets kind) throws Exception {
        AgentAddress address = kind.unused();
        try (AgentClient client = new AgentClient(address)) {
            try (EvilAgent first = EvilAgent.on(address, Script.ok("first"))) {
                assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT)))
                        .isEqualTo("first");
                assertThat(first.connections()).isEqualTo(1);
            }
            try (EvilAgent second = EvilAgent.on(address, Script.ok("second"))) {
                assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT)))
                        .isEqualTo("second");
                assertThat(second.requests()).hasSize(1);
            }
        }
    }

    @Test
    void tries_once_more_and_only_once_when_a_kept_connection_is_closed_on_the_next_request() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok("x"));
                AgentClient client = new AgentClient(agent.address())) {
            client.get(AgentQuery.HEAP, AgentLimits.DEFAULT);
            agent.play(exchange -> exchange.close());
            assertThat(failure(client, PATIENT)).isEqualTo(Reason.TRUNCATED);
            assertThat(agent.requests()).hasSize(3);
            assertThat(failure(client, PATIENT)).isEqualTo(Reason.TRUNCATED);
            assertThat(agent.requests()).hasSize(4);
        }
    }

    @Test
    void does_not_ask_again_when_an_answer_had_begun() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok("x"));
                AgentClient client = new AgentClient(agent.address())) {
            client.get(AgentQuery.HEAP, AgentLimits.DEFAULT);
            agent.play(Script.rawThenClose("H"));
            assertThat(failure(client, PATIENT)).isEqualTo(Reason.TRUNCATED);
            assertThat(agent.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void fails_when_the_agent_restarts_during_an_answer_and_works_with_the_new_one(Sockets kind) throws Exception {
        AgentAddress address = kind.unused();
        try (AgentClient client = new AgentClient(address)) {
            EvilAgent first =
                    EvilAgent.on(address, Script.thenSilence("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhell"));
            CompletableFuture<Reason> cut = Aside.start(() -> failure(client, PATIENT));
            awaitRequests(first, 1);
            Thread.sleep(50);
            first.close();
            assertThat(cut.get(5, TimeUnit.SECONDS)).isEqualTo(Reason.TRUNCATED);
            assertThat(failure(client, PATIENT)).isEqualTo(Reason.NOT_FOUND);
            try (EvilAgent second = EvilAgent.on(address, Script.ok("second"))) {
                assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT)))
                        .isEqualTo("second");
                assertThat(second.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void finds_an_agent_that_appears_later() throws Exception {
        AgentAddress address = Sockets.FILE.unused();
        try (AgentClient client = new AgentClient(address)) {
            assertThat(failure(client, PATIENT)).isEqualTo(Reason.NOT_FOUND);
            try (EvilAgent agent = EvilAgent.on(address, Script.ok("here"))) {
                assertThat(text(client.get(AgentQuery.HEAP, AgentLimits.DEFAULT)))
                        .isEqualTo("here");
                assertThat(agent.requests()).hasSize(1);
            }
        }
    }

    @Test
    void waits_for_a_slow_agent_as_long_as_it_may() throws Exception {
        waitsForAnAnswerAfter(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    /** A26: a forced garbage collection of a large heap. */
    @Test
    @Tag("long")
    void waits_29_seconds_for_a_garbage_collection() throws Exception {
        waitsForAnAnswerAfter(Duration.ofSeconds(29), AgentLimits.WITH_GC.total());
    }

    private static void waitsForAnAnswerAfter(Duration pause, Duration patience) throws Exception {
        Script slow = exchange -> {
            exchange.pause(pause);
            exchange.send(Script.okBytes("at last".getBytes(ISO_8859_1)));
        };
        try (EvilAgent agent = EvilAgent.onAbstractName(slow);
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(text(client.get(AgentQuery.HEAP_AFTER_GC, AgentLimits.DEFAULT.within(patience))))
                    .isEqualTo("at last");
        }
    }

    @Test
    void gives_up_when_the_whole_takes_too_long_though_no_silence_does() throws Exception {
        AgentLimits limits = new AgentLimits(PATIENT.connect(), Duration.ofMillis(300), 1 << 30);
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.silence());
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(failsWithin(client, limits, PATIENT.total().dividedBy(2)))
                    .isEqualTo(Reason.TIMEOUT);
            agent.play(Script.endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"));
            assertThat(failsWithin(client, limits, PATIENT.total().dividedBy(2)))
                    .isEqualTo(Reason.TIMEOUT);
        }
    }

    @Test
    void gives_up_connecting_when_the_whole_takes_too_long() throws Exception {
        AgentLimits limits = AgentLimits.DEFAULT.within(Duration.ofMillis(100));
        AgentLimits patientToConnect = new AgentLimits(Duration.ofSeconds(20), limits.total(), limits.maxBytes());
        try (EvilAgent agent = EvilAgent.neverAccepting(EvilAgent.unusedName());
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(failsWithin(client, patientToConnect, Duration.ofSeconds(10)))
                    .isEqualTo(Reason.TIMEOUT);
        }
    }

    @Test
    void leaves_an_agent_alone_as_soon_as_it_has_failed() throws Exception {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        Script watching = exchange -> {
            exchange.awaitClient();
            left.complete(true);
        };
        try (EvilAgent agent = EvilAgent.onAbstractName(watching);
                AgentClient client = new AgentClient(agent.address())) {
            assertThat(failure(client, AgentLimits.DEFAULT.within(Duration.ofMillis(100))))
                    .isEqualTo(Reason.TIMEOUT);
            assertThat(left.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void has_one_request_under_way_and_says_busy_to_the_next() throws Exception {
        AgentLimits impatient = new AgentLimits(Duration.ofMillis(50), Duration.ofSeconds(1), 100);
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.silence());
                AgentClient client = new AgentClient(agent.address())) {
            CompletableFuture<Reason> first = Aside.start(() -> failure(client, impatient));
            awaitRequests(agent, 1);
            assertThat(failure(client, impatient)).isEqualTo(Reason.BUSY);
            assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(Reason.TIMEOUT);
            assertThat(agent.requests()).hasSize(1);
        }
    }

    @Test
    void lets_many_callers_take_turns() throws Exception {
        Baseline before = Baseline.now();
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok("x"));
                AgentClient client = new AgentClient(agent.address())) {
            List<CompletableFuture<String>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(Aside.start(() -> answer(client)));
            }
            for (CompletableFuture<String> one : all) {
                assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo("x");
            }
            assertThat(agent.connections()).isEqualTo(1);
            assertThat(agent.requests()).hasSize(50);
        }
        assertThat(Baseline.now().descriptors()).isLessThanOrEqualTo(before.descriptors());
    }

    @Test
    void ends_a_request_under_way_when_closed_and_takes_no_more() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.thenSilence("HTTP/1.1 200 OK\r\n\r\nhalf"))) {
            AgentClient client = new AgentClient(agent.address());
            CompletableFuture<Reason> cut = Aside.start(() -> failure(client, PATIENT));
            awaitRequests(agent, 1);
            Thread.sleep(50);
            client.close();
            client.close();
            // Not a whole answer, though a body without a length ends with its connection.
            assertThat(cut.get(2, TimeUnit.SECONDS)).isEqualTo(Reason.TRUNCATED);
            assertThatIllegalStateException().isThrownBy(() -> client.get(AgentQuery.HEAP, AgentLimits.DEFAULT));
        }
    }

    @Test
    void gives_up_waiting_for_its_turn_when_interrupted() throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok("x"));
                AgentClient client = new AgentClient(agent.address())) {
            Thread.currentThread().interrupt();
            assertThat(failure(client, PATIENT)).isEqualTo(Reason.BUSY);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void awaitRequests(EvilAgent agent, int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (agent.requests().size() < count && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(agent.requests()).hasSize(count);
    }

    private static Reason failure(AgentClient client, AgentLimits limits) {
        return catchThrowableOfType(AgentException.class, () -> client.get(AgentQuery.HEAP, limits))
                .reason();
    }

    private static Reason failsWithin(AgentClient client, AgentLimits limits, Duration time) {
        long start = System.nanoTime();
        Reason reason = failure(client, limits);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(time);
        return reason;
    }

    private static String answer(AgentClient client) {
        try {
            return text(client.get(AgentQuery.HEAP, PATIENT));
        } catch (AgentException e) {
            return e.toString();
        }
    }

    private static String text(AgentResponse answer) {
        return new String(answer.body(), ISO_8859_1);
    }
}
