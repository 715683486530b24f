// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import io.jujuheap.report.TextStyle;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a command sees of the world outside: its streams and its environment. Tests hand in their own.
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

    public Console {
        environment = Map.copyOf(environment);
    }

    /** The console of this process. */
    public static Console ofProcess() {
        PrintStream out = ResultStream.to(new FileOutputStream(FileDescriptor.out));
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(System.in, out, err, System.getenv());
    }

    /** The width of the terminal that standard output is, empty when it is a file or a pipe. */
    private OptionalInt columns() {
        try {
            return OptionalInt.of(Math.max(0, Integer.parseInt(environment.getOrDefault(COLUMNS, ""))));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /**
     * How to write results: on a terminal so that lines fit, and in colour unless NO_COLOR (https://no-color.org) or the kind
     * of terminal speaks against it.
     */
    public TextStyle style() {
        OptionalInt columns = columns();
        boolean colour = columns.isPresent()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new TextStyle(columns.orElse(0), colour);
    }

    /** Why results did not get through, once they are flushed; empty when they did, or nobody wants them any more. */
    public Optional<String> outputProblem() {
        return out instanceof ResultStream results ? results.problem() : Optional.empty();
    }

    /** Where long work says what it is at. */
    public Progress progress() {
        return new Progress(err, environment.containsKey(PROGRESS));
    }
}
