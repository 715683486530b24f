// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.demo.Recording;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.FailureException;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code train}: runs the common commands on recorded profiles, so that their classes get into the class-data archive.
 * Java 25 loads all classes of its archive for every command, so the archive must not contain classes that only the
 * training needs. Therefore another process, {@code train --prepare}, writes the profiles, and this one creates and
 * deletes no files.
 */
final class TrainCommand implements Command {
    /** From this Java on, a table would wait for the classes that JSON takes. */
    private static final int LOADS_ALL = 25;

    private static final Opt PREPARE = Opt.flag("prepare", "only write the profiles into DIR");
    private static final String BEFORE = "before.pb.gz";
    private static final String AFTER = "after.txt";

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "train",
                "DIR",
                "run the common commands once, for a class-data archive",
                "Runs the common commands on the recorded profiles in DIR and discards their output.",
                List.of(PREPARE),
                List.of());
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        String folder = arguments.operands(1, 1, "a folder").get(0);
        return arguments.has(PREPARE) ? prepare(Path.of(folder)) : train(folder.concat("/"), console);
    }

    private static int prepare(Path folder) throws FailureException {
        OutputFile.write(folder.resolve(BEFORE), Recording.protobuf(0));
        OutputFile.write(folder.resolve(AFTER), Recording.text(Recording.MOMENTS - 1));
        return OK;
    }

    private static int train(String folder, Console console) {
        Console silent = new Console(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                console.err(),
                console.environment());
        String before = folder.concat(BEFORE);
        String after = folder.concat(AFTER);
        List<List<String>> lines = new ArrayList<>(List.of(
                List.of("--help"),
                List.of("--version"),
                List.of("top", before),
                List.of("top", "--cum", "--focus", "state", after),
                List.of("tree", after),
                List.of("peek", "Get", after),
                List.of("diff", before, after)));
        if (Runtime.version().feature() < LOADS_ALL) {
            lines.add(List.of("diff", before, after, "--format", "json"));
        }
        int code = OK;
        for (List<String> line : lines) {
            code = Math.max(code, new Cli(silent).run(line.toArray(String[]::new)));
        }
        return code;
    }
}
