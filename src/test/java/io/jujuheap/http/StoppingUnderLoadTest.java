// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.EvilAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that are under way while the sidecar stops are answered, refused with 503, or cut off; none ends with 500. */
class StoppingUnderLoadTest {
    private static final Logger LOG = Logger.getLogger("io.jujuheap");
    private static final int ROUNDS = 8;
    private static final int CLIENTS = 8;
    private static final List<String> PATHS = List.of(
            "/debug/pprof/heap",
            "/api/v1/top",
            "/api/v1/flamegraph?snapshot=live",
            "/metrics",
            "/agents/machine-0/metrics",
            "/api/v1/leaks",
            "/debug/heap?format=text",
            "/api/v1/memory");

    private final Collection<String> warnings = new ConcurrentLinkedQueue<>();

    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void readLog() {
        LOG.addHandler(log);
    }

    @AfterEach
    void leaveLog() {
        LOG.removeHandler(log);
    }

    @Test
    void no_request_fails_because_the_sidecar_stops() throws Exception {
        Collection<String> answers = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (EvilAgent agent = EvilAgent.onAbstractName(Agents.good())) {
                RunningSidecar sidecar = RunningSidecar.of(agent.address());
                CountDownLatch answered = new CountDownLatch(10 * CLIENTS);
                List<Thread> clients = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    clients.add(client(sidecar, client, answers, answered));
                }
                answered.await();
                sidecar.close();
                for (Thread client : clients) {
                    client.join();
                }
            }
        }
        assertThat(warnings).isEmpty();
        assertThat(answers).noneMatch(answer -> answer.startsWith("500")).anyMatch(answer -> answer.startsWith("200"));
    }

    /** Asks for one path after another until it is cut off. */
    private static Thread client(
            RunningSidecar sidecar, int first, Collection<String> answers, CountDownLatch answered) {
        Thread client = new Thread(() -> {
            try {
                for (int i = first; true; i++) {
                    String path = PATHS.get(i % PATHS.size());
                    answers.add(sidecar.get(path).statusCode() + " " + path);
                    answered.countDown();
                }
            } catch (IOException | InterruptedException e) {
                // It has stopped.
            }
        });
        client.start();
        return client;
    }
}
