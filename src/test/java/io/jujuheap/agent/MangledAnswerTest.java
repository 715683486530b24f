// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Good answers with bytes changed, lost, doubled and moved: they end in a body or in a reason, never otherwise. */
class MangledAnswerTest {
    private static final AgentLimits LIMITS = new AgentLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 10_000);

    private static final Set<Reason> REASONS =
            EnumSet.of(Reason.TRUNCATED, Reason.TOO_LARGE, Reason.BAD_STATUS, Reason.DECODE);

    private static final String[] GOOD = {
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\nprofilebytes",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nprofile\r\n5;x=y\r\nbytes\r\n0\r\nEnd: 1\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\nprofilebytes",
        "HTTP/1.1 404 Not Found\r\nX-Go-Pprof: 1\r\nContent-Length: 15\r\n\r\nUnknown profile",
    };

    private static @Nullable EvilAgent agent;

    @BeforeContainer
    static void start() throws IOException {
        agent = EvilAgent.onAbstractName(Script.silence());
    }

    @AfterContainer
    static void stop() throws IOException {
        if (agent != null) {
            agent.close();
        }
    }

    @Property(tries = 300)
    void ends_in_a_body_or_in_a_reason(@ForAll long seed) {
        check(seed);
    }

    @Property(tries = 50_000)
    @Tag("long")
    void ends_in_a_body_or_in_a_reason_fifty_thousand_times(@ForAll long seed) {
        check(seed);
    }

    private static void check(long seed) {
        Random random = new Random(seed);
        StringBuilder answer = new StringBuilder(GOOD[random.nextInt(GOOD.length)]);
        for (int changes = 1 + random.nextInt(4); changes > 0 && answer.length() > 0; changes--) {
            mangle(answer, random);
        }
        if (agent == null) {
            throw new IllegalStateException("the agent was not started");
        }
        agent.play(Script.rawThenClose(answer.toString()));
        try (AgentClient client = new AgentClient(agent.address())) {
            assertThat(client.get(AgentQuery.HEAP, LIMITS).body()).hasSizeLessThanOrEqualTo(answer.length());
        } catch (AgentException e) {
            assertThat(e.reason()).as(answer.toString()).isIn(REASONS);
            assertThat(e.getMessage()).matches("[ -~]{20,500}");
        }
    }

    private static void mangle(StringBuilder answer, Random random) {
        int at = random.nextInt(answer.length());
        int end = Math.min(answer.length(), at + 1 + random.nextInt(12));
        switch (random.nextInt(6)) {
            case 0 -> answer.setCharAt(at, (char) random.nextInt(256));
            case 1 -> answer.delete(at, end);
            case 2 -> answer.insert(at, answer.substring(at, end));
            case 3 -> answer.insert(random.nextInt(answer.length()), answer.substring(at, end));
            case 4 ->
                answer.insert(at, new String[] {"\r\n", "\n", ":", "-", "0", " ", "\t", "\0", ","}[random.nextInt(9)]);
            default -> answer.setLength(at);
        }
    }
}
