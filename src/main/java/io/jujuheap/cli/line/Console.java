// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import io.jujuheap.render.TextStyle;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The streams and the environment of a command. Tests pass their own.
 *
 * @param in standard input
 * @param out standard output, UTF-8, buffered: results
 * @param err standard error, UTF-8: everything that is not a result
 * @param environment the environment variables
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    /** Set by the launcher to the number of columns, when standard output is a terminal. */
    private static final String COLUMNS = "JUJU_HEAP_COLUMNS";

    /** Set by the launcher to anything, when standard error is a terminal. */
    private static final String PROGRESS = "JUJU_HEAP_PROGRESS";

    /** Set by the launcher when Java starts without a class archive: the reason, as the end of a sentence. */
    private static final String NO_ARCHIVE = "JUJU_HEAP_NO_ARCHIVE";

    private static final int NARROWEST_HELP = 40;
    private static final int WIDEST_HELP = 100;

    public Console {
        environment = Map.copyOf(environment);
    }

    /** Returns the console of this process. */
    public static Console ofProcess() {
        PrintStream out = ResultStream.to(new FileOutputStream(FileDescriptor.out));
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(System.in, out, err, System.getenv());
    }

    /** Returns the width of the terminal on standard output; empty when it is a file or a pipe. */
    private OptionalInt columns() {
        try {
            return OptionalInt.of(Math.max(0, Integer.parseInt(environment.getOrDefault(COLUMNS, ""))));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /**
     * Returns the style of results. On a terminal, lines are cut to its width, and colours are used unless NO_COLOR
     * (https://no-color.org) is set or the terminal is dumb.
     */
    public TextStyle style() {
        OptionalInt columns = columns();
        boolean colour = columns.isPresent()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return columns.isPresent() ? TextStyle.ofTerminal(columns.getAsInt(), colour) : TextStyle.PLAIN;
    }

    /** Returns the width of help: that of the terminal, within readable limits. */
    public int helpColumns() {
        return Math.max(NARROWEST_HELP, Math.min(columns().orElse(WIDEST_HELP), WIDEST_HELP));
    }

    /** Returns why flushed results were not written; empty on success, or when the reader has closed the pipe. */
    public Optional<String> outputProblem() {
        return out instanceof ResultStream results ? results.problem() : Optional.empty();
    }

    /** Returns a sentence about why this process was started without a class archive; empty when it has one. */
    public Optional<String> slowStart() {
        return Optional.ofNullable(environment.get(NO_ARCHIVE))
                .map(reason -> "the class archive " + reason
                        + ", so that each start takes two to three times as long: run 'juju-heap --make-archive'");
    }

    /** Prints a hint; nothing when standard error is not a terminal. */
    public void hint(String sentence) {
        tell("hint: " + sentence);
    }

    /** Returns whether standard output is a terminal. */
    boolean isTerminal() {
        return columns().isPresent();
    }

    /** Prints what was done; nothing when standard error is not a terminal. */
    void tell(String sentence) {
        if (environment.containsKey(PROGRESS)) {
            err.println("juju-heap: " + sentence);
        }
    }

    /** Returns the same console without progress. */
    public Console withoutProgress() {
        Map<String, String> silent = new HashMap<>(environment);
        silent.remove(PROGRESS);
        return new Console(in, out, err, silent);
    }

    /** Returns the line that shows progress. */
    public Progress progress() {
        return new Progress(err, environment.containsKey(PROGRESS));
    }
}
