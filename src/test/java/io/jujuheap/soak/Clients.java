// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Everybody who asks the sidecar, all at once: scrapers, people at the page, and some who mean harm. */
final class Clients implements AutoCloseable {
    private static final List<String> QUESTIONS = List.of(
            "/metrics",
            "/",
            "/debug/heap",
            "/debug/heap?format=json",
            "/debug/pprof/heap",
            "/debug/pprof/allocs?debug=1",
            "/debug/pprof/heap?seconds=1",
            "/api/v1/agents",
            "/api/v1/top?n=5",
            "/api/v1/flamegraph",
            "/api/v1/trend",
            "/api/v1/leaks",
            "/api/v1/snapshots",
            "/api/v1/diff",
            "/api/v1/nothing",
            "/-/ready",
            "/units");

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    Clients(URI address, int count) {
        this.address = address;
        for (int i = 0; i < count; i++) {
            int first = i;
            threads.add(start(() -> askInTurn(first)));
        }
        threads.add(start(this::harm));
    }

    /** How many answers there were of each status. */
    Map<Integer, Long> answers() {
        Map<Integer, Long> counts = new TreeMap<>();
        answers.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static Thread start(Work work) {
        Thread thread = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    work.run();
                } catch (IOException e) {
                    // A connection that is closed is an answer, too; what the sidecar holds is what is looked at.
                    Thread.yield();
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void askInTurn(int first) throws IOException, InterruptedException {
        for (int i = 0; i < QUESTIONS.size(); i++) {
            String question = QUESTIONS.get((first + i) % QUESTIONS.size());
            HttpRequest request = HttpRequest.newBuilder(address.resolve(question))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            answers.computeIfAbsent(status, any -> new LongAdder()).increment();
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Begins a request and goes away, or sends what is none. */
    private void harm() throws IOException, InterruptedException {
        for (String sent : List.of(
                "GET /debug/heap HTTP/1.1\r\nHost: ",
                "\0\1\2\3\r\n\r\n",
                "GET /debug/heap HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(35).toMillis());
        }
    }
}
