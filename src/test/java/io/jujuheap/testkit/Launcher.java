// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the real {@code ./juju-heap} with the real jar, as somebody at a shell does. */
public final class Launcher {
    private static final int SECONDS = 60;

    private Launcher() {}

    /** Runs a command line to its end. */
    public static Outcome run(String... words) throws IOException, InterruptedException {
        return run(command(words));
    }

    /** Runs a command line to its end with additions to the environment. */
    public static Outcome run(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        return run(environment, command(words));
    }

    /** Runs any program to its end, with times in UTC. */
    public static Outcome run(List<String> command) throws IOException, InterruptedException {
        return run(Map.of(), command);
    }

    /** Runs any program to its end with additions to the environment, and with times in UTC. */
    public static Outcome run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Map<String, String> whole = new HashMap<>(environment);
        whole.put("TZ", "UTC");
        return ChildProcess.run(whole, command);
    }

    /** Starts a service, and waits for the line that says where it listens. */
    public static Service serve(String... words) throws IOException {
        return new Service(new ProcessBuilder(command(words)).start());
    }

    private static List<String> command(String... words) {
        List<String> command =
                new ArrayList<>(List.of(Path.of("juju-heap").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        return command;
    }

    /** A service that is listening. Closing it kills it, unless {@link #stop} has ended it in good order. */
    public static final class Service implements AutoCloseable {
        private static final String READY = "listening on ";

        private final Process process;
        private final CompletableFuture<String> err;
        private final List<String> firstLines = new ArrayList<>();
        private final String address;

        private Service(Process process) throws IOException {
            this.process = process;
            this.err = ChildProcess.text(process.getErrorStream());
            BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
            String line = out.readLine();
            while (line != null && !line.startsWith(READY)) {
                firstLines.add(line);
                line = out.readLine();
            }
            if (line == null) {
                throw new AssertionError("ended instead of listening: " + err.join());
            }
            this.address = line.substring(READY.length());
        }

        /** Such as {@code http://127.0.0.1:40001}. */
        public String address() {
            return address;
        }

        /** Its process. */
        public long pid() {
            return process.pid();
        }

        /** What it printed before it listened. */
        public List<String> firstLines() {
            return List.copyOf(firstLines);
        }

        /** Stops it as an init system does; the exit code, and all that it wrote to standard error. */
        public Outcome stop() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end on SIGTERM");
            }
            return new Outcome(process.exitValue(), "", err.join());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
