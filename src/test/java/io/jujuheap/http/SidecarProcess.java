// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.cli.Main;
import io.jujuheap.testkit.ChildProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sidecar as a process of its own, with the heap that the charm gives it: what it holds can be counted from outside, and
 * what it says can be read.
 */
final class SidecarProcess implements AutoCloseable {
    /** Full collections leave no dead objects: by default they may spare the moving of up to 5 % of the heap. */
    static final String COMPACT = "-XX:MarkSweepDeadRatio=0";

    private static final String LISTENING = "listening on ";
    private static final String STORE = "--store.path=";

    /** What the charm's service lets it have before it is slowed down (MemoryHigh); Java 25 takes more of it than 17. */
    static final long MEMORY_HIGH_KILOBYTES = 192 << 10;

    private static final List<String> SERVICE = List.of("@src/main/jvm/service.options");

    private final Path folder;
    private final Process process;
    private final URI address;

    /** What the process holds at one moment. */
    record Footprint(long descriptors, long threads, long residentKilobytes) {}

    private SidecarProcess(Path folder, Process process, URI address) {
        this.folder = folder;
        this.process = process;
        this.address = address;
    }

    /** A sidecar of one agent, with a store of its own unless an option names another. */
    static SidecarProcess of(AgentAddress agent, String... options) throws IOException {
        return start(agent, command -> command, options);
    }

    /** A sidecar of one agent that cannot pass by permissions, even where it is root. */
    static SidecarProcess withoutPowers(AgentAddress agent) throws IOException {
        return start(agent, ChildProcess::withoutPowers);
    }

    /** A sidecar of one agent with another largest heap than the charm gives it. */
    static SidecarProcess withHeap(AgentAddress agent, long bytes, String... options) throws IOException {
        return start(
                agent,
                command -> {
                    List<String> changed = new ArrayList<>(command);
                    changed.addAll(changed.indexOf(SERVICE.get(0)) + 1, List.of("-Xmx" + bytes / 1024 + "k", COMPACT));
                    return changed;
                },
                options);
    }

    private interface Change {
        List<String> of(List<String> command) throws IOException;
    }

    private static SidecarProcess start(AgentAddress agent, Change change, String... options) throws IOException {
        Path folder = Files.createTempDirectory("juju-heap-process");
        List<String> words = new ArrayList<>(List.of(
                "serve",
                "--web.listen-address=127.0.0.1:0",
                "--agent.socket=unix:" + agent.toString().replaceFirst("^unix:", ""),
                "--agent.tag=machine-0"));
        words.addAll(List.of(options));
        if (words.stream().noneMatch(word -> word.startsWith(STORE))) {
            words.add(STORE + folder.resolve("store"));
        }
        Process process = new ProcessBuilder(
                        change.of(ChildProcess.java(Main.class, SERVICE, words.toArray(String[]::new))))
                .redirectError(folder.resolve("log").toFile())
                .start();
        String line = firstLine(process);
        if (line == null || !line.startsWith(LISTENING)) {
            process.destroyForcibly();
            throw new IOException("the sidecar did not start: " + Files.readString(folder.resolve("log")));
        }
        return new SidecarProcess(folder, process, URI.create(line.substring(LISTENING.length())));
    }

    private static @Nullable String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
    }

    URI address() {
        return address;
    }

    int port() {
        return address.getPort();
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) throws IOException, InterruptedException {
        return RunningSidecar.send(address.resolve(path), method, headers);
    }

    /** Counts now. */
    Footprint footprint() throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            List<String> status = Files.readAllLines(proc.resolve("status"));
            return new Footprint(descriptors.count(), number(status, "Threads:"), number(status, "VmRSS:"));
        }
    }

    /** Bytes of the objects that live, after a collection of garbage. */
    long liveBytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String histogram = ChildProcess.run(
                        List.of("sh", "-c", jcmd + " " + process.pid() + " GC.class_histogram | tail -n 1"))
                .out();
        return Long.parseLong(histogram.trim().split("\\s+")[2]);
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** What it has written to its log. */
    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Asks it to stop, as a service manager does. */
    void terminate() {
        process.destroy();
    }

    /** Kills it, as the kernel does when memory runs out. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for its end; the exit code, or -1 when it does not end in time. */
    int exitCode(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
