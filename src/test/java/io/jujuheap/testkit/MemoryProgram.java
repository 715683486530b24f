// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.agent.AgentAddress.SocketFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running Go program that has made a known amount of one part of resident memory; it serves what an agent serves. */
public final class MemoryProgram implements AutoCloseable {
    private final Process process;
    private final Path socket;
    private final String[] ready;

    private MemoryProgram(Process process, Path socket, String line) {
        this.process = process;
        this.socket = socket;
        this.ready = line.split("[ =]");
    }

    /**
     * Starts the program and waits until the part is there.
     *
     * @param kind one of the names in {@code src/test/go/memory/parts.go}
     */
    public static MemoryProgram start(Path socket, String kind) throws Exception {
        return start(GoProgram.MEMORY, socket, kind);
    }

    /** The same of a build by another Go. */
    public static MemoryProgram start(GoProgram build, Path socket, String kind) throws Exception {
        Files.createDirectories(socket.getParent());
        Process process = new ProcessBuilder(build.path().toString(), "-socket", socket.toString(), "-make", kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (line == null) {
            throw new IOException("the program ended before it had made " + kind);
        }
        return new MemoryProgram(process, socket, line);
    }

    public SocketFile address() {
        return new SocketFile(socket);
    }

    public long pid() {
        return process.pid();
    }

    /** The part that it made, in the word of metrics. */
    public String part() {
        return ready[2];
    }

    /** How many bytes it made, as it says itself. */
    public long bytes() {
        return Long.parseLong(ready[4]);
    }

    /** The kernel's count of each of its mappings, added up. */
    public long residentByMapping() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid() + "/smaps")).stream()
                .filter(line -> line.startsWith("Rss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }
}
