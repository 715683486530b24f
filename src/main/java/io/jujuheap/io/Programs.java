// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs other programs, without a shell. */
public final class Programs {
    /** The longest wait for messages after the end of a program, because a helper of it may keep its streams open. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** How long a program has to end after it was asked to. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int LONGEST_LINE = 500;

    /** The exit code of a program, and what it wrote to standard output and standard error. */
    public record Result(int exitCode, String output, String error) {
        /** Returns the first line of its errors or else of its output, short enough for a status or a log line. */
        public String firstWords() {
            String said = error.isBlank() ? output : error;
            String line = said.strip().lines().findFirst().orElse("exit code " + exitCode);
            return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
        }

        /** Returns the last line of its errors. */
        public String lastWords() {
            String said = error.strip();
            return said.substring(said.lastIndexOf('\n') + 1).strip();
        }
    }

    private Programs() {}

    /**
     * Runs a program to its end.
     *
     * @param argv the program, looked up on PATH, and its arguments
     * @param input the text that it reads from its standard input
     * @throws IOException when it cannot be started
     * @throws TimeoutException when it takes longer than {@code limit}; it is ended with its descendants
     */
    public static Result run(List<String> argv, String input, Duration limit)
            throws IOException, TimeoutException, InterruptedException {
        Process process = new ProcessBuilder(argv).start();
        try {
            Drain output = new Drain(process.getInputStream());
            Drain error = new Drain(process.getErrorStream());
            daemon(() -> feed(process.getOutputStream(), input));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            return new Result(process.exitValue(), output.text(limit), error.text(LAST_WORDS));
        } finally {
            end(process);
        }
    }

    /** Asks a program and its descendants to end, and ends those by force that do not. */
    private static void end(Process process) {
        List<ProcessHandle> running = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .filter(ProcessHandle::isAlive)
                .toList();
        running.forEach(ProcessHandle::destroy);
        try {
            for (ProcessHandle handle : running) {
                handle.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException | ExecutionException e) {
            running.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            running.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    /** Writes the input. A program that does not read it closes the pipe; its exit code shows whether that is an error. */
    private static void feed(OutputStream stdin, String input) {
        try (stdin) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException notRead) {
            return;
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "program");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Reads a stream on its own thread, so that the program never blocks on a full pipe. */
    private static final class Drain {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;

        Drain(InputStream stream) {
            thread = daemon(() -> {
                try {
                    stream.transferTo(bytes);
                } catch (IOException e) {
                    // The program was ended. The output so far is used.
                }
            });
        }

        /** Returns the output when the stream has ended, or after a time. */
        String text(Duration longest) throws InterruptedException {
            thread.join(longest.toMillis());
            return bytes.toString(UTF_8);
        }
    }
}
