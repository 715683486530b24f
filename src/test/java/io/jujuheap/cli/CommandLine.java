// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.Console;
import io.jujuheap.testkit.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Runs command lines in this process and keeps what they print. */
public final class CommandLine {
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = new byte[0];

    CommandLine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CommandLine reading(byte[] standardInput) {
        input = standardInput;
        return this;
    }

    public Outcome run(String... words) {
        return run(cli -> cli.run(words));
    }

    /** Runs a command that is not in the list of commands. */
    Outcome run(Command command, String... words) {
        return run(cli -> cli.run(command, words));
    }

    private Outcome run(ToIntFunction<Cli> work) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(input),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment);
        int code = work.applyAsInt(new Cli(console));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
