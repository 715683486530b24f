// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.testkit.Baseline;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A09: a good answer, cut at each of its bytes in turn, is never taken for a whole one. */
class CutAnswerTest {
    private static final AgentLimits LIMITS = new AgentLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 1000);

    private static final String LENGTH =
            "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 12\r\n\r\nprofilebytes";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nprofile\r\n5\r\nbytes\r\n0\r\nEnd: 1\r\n\r\n";

    /** How a process ends: having read its request, or with bytes unread, which the other end sees as a reset. */
    private enum Ending {
        CLOSE,
        RESET
    }

    @ParameterizedTest
    @CsvSource({"FILE, CLOSE", "FILE, RESET", "ABSTRACT, CLOSE", "ABSTRACT, RESET"})
    void an_answer_cut_at_any_byte_is_truncated(Sockets kind, Ending ending) throws Exception {
        for (String whole : new String[] {LENGTH, CHUNKED}) {
            Baseline before = Baseline.now();
            try (EvilAgent agent = EvilAgent.on(kind.unused(), exchange -> {})) {
                for (int count = 0; count < whole.length(); count++) {
                    cutAt(agent, whole, count, ending);
                }
            }
            before.assertRestored();
        }
    }

    private static void cutAt(EvilAgent agent, String whole, int count, Ending ending) throws Exception {
        agent.play(exchange -> {
            exchange.send(Arrays.copyOf(whole.getBytes(ISO_8859_1), count));
            end(exchange, ending);
        });
        try (AgentClient client = new AgentClient(agent.address())) {
            AgentException e = catchThrowableOfType(AgentException.class, () -> client.get(AgentQuery.HEAP, LIMITS));
            assertThat(e).as("cut at byte %d", count).isNotNull();
            assertThat(e.reason())
                    .as("cut at byte %d: %s", count, e.getMessage())
                    .isEqualTo(Reason.TRUNCATED);
            agent.play(exchange -> exchange.send(whole));
            assertThat(new String(client.get(AgentQuery.HEAP, LIMITS).body(), ISO_8859_1))
                    .isEqualTo("profilebytes");
        }
    }

    private static void end(Exchange exchange, Ending ending) throws IOException {
        if (ending == Ending.CLOSE) {
            exchange.close();
        } else {
            exchange.reset();
        }
    }
}
