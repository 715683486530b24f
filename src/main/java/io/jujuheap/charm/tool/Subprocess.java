// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

import io.jujuheap.io.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * One run of a program, without a shell.
 *
 * @param argv the program, looked up on PATH, and its arguments
 * @param input the text that it reads from its standard input
 * @param limit the time after which it is ended
 */
public record Subprocess(List<String> argv, String input, Duration limit) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

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
        Programs.Result result = tryRun();
        if (result.exitCode() != 0) {
            throw new ToolException(argv.get(0) + " failed: " + result.firstWords() + ".");
        }
        return result.output();
    }

    /**
     * Runs the program to its end and returns its exit code, also on failure.
     *
     * @throws ToolException when it cannot be started or takes too long
     */
    public Programs.Result tryRun() {
        try {
            return Programs.run(argv, input, limit);
        } catch (IOException e) {
            throw new ToolException(argv.get(0) + " cannot be started: " + e.getMessage() + ".", e);
        } catch (TimeoutException e) {
            throw new ToolException(argv.get(0) + " took longer than " + limit.toSeconds() + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolException("Interrupted while waiting for " + argv.get(0) + ".", e);
        }
    }
}
