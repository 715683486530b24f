// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

    private static final int OUT_BUFFER_BYTES = 1 << 16;

    public Console {
        environment = Map.copyOf(environment);
    }

    /** The console of this process. */
    public static Console ofProcess() {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(System.in, out, err, System.getenv());
    }

    /** The width of the terminal that standard output is, empty when it is a file or a pipe. */
    public OptionalInt columns() {
        try {
            return OptionalInt.of(Integer.parseInt(environment.getOrDefault(COLUMNS, "")));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** Whether colour is wanted: on a terminal, unless NO_COLOR says otherwise (https://no-color.org). */
    public boolean wantsColour() {
        return columns().isPresent() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
