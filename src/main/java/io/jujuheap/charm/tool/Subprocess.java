// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program, without a shell.
 *
 * @param argv the program, looked up on PATH, and its arguments
 * @param input the text that it reads from its standard input
 * @param limit the time after which it is killed
 */
public record Subprocess(List<String> argv, String input, Duration limit) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MAX_ERROR = 500;

    /** The exit code and the output of a program. */
    public record Result(int exitCode, String output, String error) {
        /** Returns the first line of its errors or else of its output, short enough for a status or a log line. */
        public String firstWords() {
            String words = error.isBlank() ? output : error;
            String line = words.strip().lines().findFirst().orElse("exit code " + exitCode);
            return line.length() > MAX_ERROR ? line.substring(0, MAX_ERROR) + "…" : line;
        }
    }

    public Subprocess {
        argv = List.copyOf(argv);
    }

    /** Makes a run without input, of at most a minute. */
    public static Subprocess of(String... argv) {
        return of(List.of(argv));
    }

    /** Makes a run without input, of at most a minute. */
    public static Subprocess of(List<String> argv) {
        return new Subprocess(argv, "", LIMIT);
    }

    /** Makes the same run with {@code text} as its input. */
    Subprocess reading(String text) {
        return new Subprocess(argv, text, limit);
    }

    /**
     * Runs the program to its end.
     *
     * @return its output
     * @throws ToolException when it cannot be started, fails or takes too long
     */
    public String run() {
        Result result = tryRun();
        if (result.exitCode != 0) {
            throw new ToolException(argv.get(0) + " failed: " + result.firstWords() + ".");
        }
        return result.output;
    }

    /**
     * Runs the program to its end and returns its exit code, also on failure.
     *
     * @throws ToolException when it cannot be started or takes too long
     */
    public Result tryRun() {
        long deadline = System.nanoTime() + limit.toNanos();
        Process process = start();
        Drain output = new Drain(process.getInputStream());
        Drain error = new Drain(process.getErrorStream());
        daemon(() -> destroyWhenLate(process));
        try {
            feed(process.getOutputStream());
            int exitCode = process.waitFor();
            if (System.nanoTime() >= deadline) {
                throw new ToolException(argv.get(0) + " took longer than " + limit.toSeconds() + " s.");
            }
            return new Result(exitCode, output.text(), error.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException("Interrupted while waiting for " + argv.get(0) + ".", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() {
        try {
            return new ProcessBuilder(argv).start();
        } catch (IOException e) {
            throw new ToolException(argv.get(0) + " cannot be started: " + e.getMessage() + ".", e);
        }
    }

    /** Writes the input. A program that does not read it closes the pipe; its exit code shows whether that is an error. */
    private void feed(OutputStream stdin) {
        try (stdin) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException notRead) {
            return;
        }
    }

    private void destroyWhenLate(Process process) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "command");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Reads a stream on its own thread, so that the program never blocks on a full pipe. */
    private static final class Drain {
        private final Thread thread;
        private String text = "";

        Drain(InputStream stream) {
            thread = daemon(() -> {
                try {
                    text = new String(stream.readAllBytes(), UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        String text() throws InterruptedException {
            thread.join();
            return text;
        }
    }
}
