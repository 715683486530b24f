// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that runs as a process of its own and says on standard output where it listens. */
final class ServerProcess implements AutoCloseable {
    private static final String READY = "listening on ";

    private final Process process;
    private final String address;
    private final long startNanos;
    private final double startMillis;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** Starts it and waits for its first answer. */
    ServerProcess(List<String> command, Path log) throws IOException, InterruptedException {
        startNanos = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        process = builder.start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("'" + command + "' ended instead of listening: " + Files.readString(log));
        }
        address = line.substring(READY.length());
        startMillis = millisToAnswer("/metrics");
    }

    /** Such as {@code http://127.0.0.1:40001}. */
    String address() {
        return address;
    }

    /** From the start of the process to the end of its first answer. */
    double startMillis() {
        return startMillis;
    }

    long pid() {
        return process.pid();
    }

    /** Asks once, with a client that needs no time to start by itself: from the start of the process to the answer's end. */
    double millisToAnswer(String path) throws IOException {
        URI server = URI.create(address);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IOException(path + " was answered with "
                        + answer.lines().findFirst().orElse("nothing"));
            }
        }
        return (System.nanoTime() - startNanos) / 1e6;
    }

    /** Asks and gives the text of the answer. */
    String text(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString())
                .body();
    }

    void get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException(path + " was answered with " + status);
        }
    }

    /** Asks that many times at once and waits for all answers. */
    void getAll(String path, int times) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(client.sendAsync(request, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode()));
        }
        for (CompletableFuture<Integer> answer : answers) {
            if (answer.join() != 200) {
                throw new IOException(path + " was answered with " + answer.join());
            }
        }
    }

    /** Memory that is resident now. */
    double residentMegabytes() throws IOException {
        return kilobytes("VmRSS:") / 1024;
    }

    /** What it has computed so far, in user and in system mode, in steps of 10 ms: see proc(5). */
    double cpuMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        // The name of the program, in brackets, may hold anything; utime and stime are fields 14 and 15.
        String[] fromState = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fromState[11]) + Long.parseLong(fromState[12])) * 10.0;
    }

    /** Files and sockets that are open now. */
    double descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return open.count();
        }
    }

    double threads() throws IOException {
        return kilobytes("Threads:");
    }

    private double kilobytes(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith(field)) {
                return Double.parseDouble(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("/proc tells no " + field);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
