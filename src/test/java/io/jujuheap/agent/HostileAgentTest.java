// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jujuheap.testkit.Baseline;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.HostileAnswers;
import io.jujuheap.testkit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Agents that answer wrongly, each on both kinds of socket. Whatever they do, the client comes back in time with the
 * right reason and one clean sentence, holds no descriptor and no thread, and gets the next good answer.
 */
class HostileAgentTest {
    private static final AgentLimits LIMITS =
            new AgentLimits(Duration.ofSeconds(1), Duration.ofMillis(500), HostileAnswers.MAX_BYTES);
    /** The total limit, and room for a busy machine. */
    private static final Duration IN_TIME = LIMITS.total().plusSeconds(2);

    @TestFactory
    Stream<DynamicTest> fails_in_time_with_the_right_reason() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Sockets kind : Sockets.values()) {
            for (HostileAnswers.Case c : HostileAnswers.all()) {
                tests.add(DynamicTest.dynamicTest(
                        c.name() + " -> " + c.reason().word() + ", " + kind, () -> check(c, kind)));
            }
        }
        return tests.stream();
    }

    private static void check(HostileAnswers.Case c, Sockets kind) throws Exception {
        Baseline before = Baseline.now();
        try (EvilAgent agent = EvilAgent.on(kind.unused(), c.script());
                AgentClient client = new AgentClient(agent.address())) {
            long start = System.nanoTime();
            AgentException e = catchThrowableOfType(AgentException.class, () -> client.get(AgentQuery.HEAP, LIMITS));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(e).as("failure").isNotNull();
            assertThat(e.reason()).as(e.getMessage()).isEqualTo(c.reason());
            assertThat(took).isLessThan(IN_TIME);
            assertThat(e.getMessage())
                    .contains(agent.address().toString())
                    .matches("[ -~]{20,400}")
                    .matches(".*[.?]");
            assertThat(agent.requests()).containsExactly("GET /debug/pprof/heap?debug=0 HTTP/1.1");

            agent.play(Script.ok("good"));
            assertThat(text(client.get(AgentQuery.HEAP, LIMITS))).isEqualTo("good");
        }
        before.assertRestored();
    }

    private static String text(AgentResponse answer) {
        return new String(answer.body(), ISO_8859_1);
    }
}
