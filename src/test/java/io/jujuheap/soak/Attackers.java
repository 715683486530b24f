// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import static io.jujuheap.http.RawClient.request;

import io.jujuheap.http.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that do harm: with malformed heads, names, deltas that they do not wait for, and connections that they leave open. */
final class Attackers implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** More deltas than an agent has places for. */
    private static final int DELTAS = 8;

    private static final int IDLE_CONNECTIONS = 50;

    private static final List<String> HEADS = List.of(
            "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nContent-Length : 30\r\n\r\nGET /units HTTP/1.1\r\n\r\n",
            "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nContent-Length\0: 30\r\n\r\n",
            "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nContent-Length\u000b: 30\r\n\r\n",
            "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n: no name\r\n\r\n",
            "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
            "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nA: b\rc\r\n\r\n",
            "GET /-/healthy HTTP/2.0\r\nHost: localhost\r\n\r\n",
            "\r\n\r\n\r\nGET /-/healthy HTTP/1.1\r\n",
            "\0\1\2\3\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
            request("GET /debug/heap HTTP/1.1", "Content-Length: 4", "Transfer-Encoding: chunked") + "abcd",
            request("POST /units?action=stop&unit=mysql/0 HTTP/1.1", "X-Juju-Heap: 1"));

    private static final List<String> TARGETS = List.of(
            "/api/v1/top?focus=%1b%5d0;pwned%07",
            "/api/v1/top?focus=(((a*)*)*)*b",
            "/api/v1/callers?function=%00%c2%9b31m",
            "/debug/heap?agent=machine-0%0d%0aEvil:%20yes",
            "/api/v1/snapshots/machine-0/..%2f..%2fetc%2fpasswd",
            "/api/v1/snapshots/machine-0/%E2%80%AE",
            "/agents/%2e%2e/metrics",
            "/api/v1/diff?base=" + "9".repeat(4_000));

    private final int port;
    private final Tally answers = new Tally();
    private final Repeating threads = new Repeating();

    Attackers(int port) {
        this.port = port;
        threads.start(this::sendMalformedHeads);
        threads.start(this::sendHostileNames);
        threads.start(this::leaveInTheMiddle);
    }

    /** Returns what became of their requests. */
    Tally answers() {
        return answers;
    }

    private void sendMalformedHeads() throws IOException, InterruptedException {
        for (String head : HEADS) {
            ask(head);
        }
    }

    private void sendHostileNames() throws IOException, InterruptedException {
        for (String target : TARGETS) {
            ask(request("GET " + target + " HTTP/1.1"));
        }
    }

    private void ask(String sent) throws IOException, InterruptedException {
        try (RawClient client = new RawClient(port)) {
            answers.add(RawClient.status(client.send(sent).readAll(Duration.ofSeconds(5))));
        }
        Thread.sleep(PAUSE.toMillis());
    }

    private void leaveInTheMiddle() throws IOException, InterruptedException {
        leave(DELTAS, request("GET /debug/pprof/heap?seconds=299 HTTP/1.1"));
        leave(DELTAS, request("GET /api/v1/flamegraph.html HTTP/1.1")); // and reads nothing of the answer
        leave(DELTAS, "GET /debug/heap HTTP/1.1\r\nHost: ");
        leave(IDLE_CONNECTIONS, "");
    }

    private void leave(int connections, String sent) throws IOException, InterruptedException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                clients.add(new RawClient(port).send(sent));
                answers.add(0);
            }
            Thread.sleep(10 * PAUSE.toMillis());
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
    }
}
