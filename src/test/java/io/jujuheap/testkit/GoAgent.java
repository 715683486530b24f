// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.agent.AgentAddress;
import io.jujuheap.agent.AgentAddress.AbstractName;
import io.jujuheap.agent.AgentAddress.SocketFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Go process that serves its own heap as a Juju agent does: {@code src/test/go/agent}, where its options are described.
 * The program is built once per JVM. Closing the agent ends the process; it also ends with this JVM.
 */
public final class GoAgent implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(20);

    private final Process process;
    private final Path scratch;
    private final Map<String, String> ready;

    private GoAgent(Process process, Path scratch, Map<String, String> ready) {
        this.process = process;
        this.scratch = scratch;
        this.ready = ready;
    }

    /** A request as the agent saw it: {@code uri} with its query, {@code listener} one of socket, abstract and tcp. */
    public record Request(String method, String uri, String time, String listener) {
        /** Such as {@code GET /metrics}. */
        public String line() {
            return method + " " + uri;
        }
    }

    /** Starts an agent that listens on {@code address}, making the folders that lead to a socket file. */
    public static GoAgent on(AgentAddress address, String... options) throws IOException, InterruptedException {
        return on(GoProgram.AGENT, address, options);
    }

    /** Starts an agent that can find goroutines which can never run again: 25 of it do not, at {@code main.abandoned}. */
    public static GoAgent findingLeaks(AgentAddress address) throws IOException, InterruptedException {
        return on(GoProgram.AGENT_THAT_FINDS_LEAKS, address, "-workload", "abandoned,churn");
    }

    private static GoAgent on(GoProgram program, AgentAddress address, String... options)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        if (address instanceof SocketFile file) {
            Files.createDirectories(file.path().toAbsolutePath().getParent());
            all.addAll(List.of("-socket", file.path().toString()));
        } else {
            all.addAll(List.of("-abstract", ((AbstractName) address).name()));
        }
        return start(program, all.toArray(String[]::new));
    }

    /** Starts an agent with these options, which have to say where it listens, and waits until it does. */
    public static GoAgent start(String... options) throws IOException, InterruptedException {
        return start(GoProgram.AGENT, options);
    }

    private static GoAgent start(GoProgram built, String... options) throws IOException, InterruptedException {
        Path program = built.path();
        Path scratch = Files.createTempDirectory("juju-heap-agent");
        List<String> command = new ArrayList<>(List.of(program.toString(), "-until-stdin-closes"));
        command.addAll(List.of("-request-log", requestLog(scratch).toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(complaints(scratch).toFile())
                .start();
        boolean serving = false;
        try {
            GoAgent agent = new GoAgent(process, scratch, readyLine(process, scratch));
            serving = true;
            return agent;
        } finally {
            if (!serving) {
                end(process, scratch);
            }
        }
    }

    /** Where its socket file is. */
    public SocketFile socketFile() {
        return new SocketFile(Path.of(listener("socket")));
    }

    /** The name of its abstract socket. */
    public AbstractName abstractName() {
        return new AbstractName(listener("abstract"));
    }

    /** The {@code HOST:PORT} it listens on, if it was started with {@code -tcp}. */
    public String tcp() {
        return listener("tcp");
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    /** What it was asked so far, in order. */
    public List<Request> requests() throws IOException {
        Path log = requestLog(scratch);
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(line -> line.split(" ", 4))
                    .map(part -> new Request(part[0], part[1], part[2], part[3]))
                    .toList();
        }
    }

    /** Kills it as a crash or the kernel does, which leaves its socket file behind. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it as a service manager does, which removes its socket file. Once it has ended, nothing happens. */
    @Override
    public void close() throws IOException {
        end(process, scratch);
    }

    private String listener(String name) {
        String value = ready.get(name);
        if (value == null) {
            throw new IllegalStateException("the agent was not started with -" + name);
        }
        return value;
    }

    private static Map<String, String> readyLine(Process process, Path scratch)
            throws IOException, InterruptedException {
        CompletableFuture<@Nullable String> first = Aside.start(() -> firstLine(process));
        String line;
        try {
            line = first.get(READY.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the Go agent said nothing within " + READY.toSeconds() + " s", e);
        }
        if (line == null || !line.startsWith("ready ")) {
            throw new IOException("the Go agent did not start: " + Files.readString(complaints(scratch)));
        }
        return Stream.of(line.substring("ready ".length()).split(" ", -1))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(part -> part[0], part -> part[1]));
    }

    private static @Nullable String firstLine(Process process) {
        try {
            return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private static void end(Process process, Path scratch) throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (Files.notExists(scratch)) {
            return;
        }
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Path requestLog(Path scratch) {
        return scratch.resolve("requests");
    }

    private static Path complaints(Path scratch) {
        return scratch.resolve("stderr");
    }
}
