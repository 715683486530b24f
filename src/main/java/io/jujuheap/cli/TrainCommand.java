// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.demo.Recording;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.cli.line.OutputFile;
import io.jujuheap.io.FailureException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code train}: runs commands on recorded profiles, so that their classes get into the class-data archive. Java 25 loads
 * all classes of its archive for every command. A table would wait for the classes that JSON, flame graphs and verdicts
 * need, so those have an archive of their own there. Nor must an archive contain classes that only the training needs:
 * therefore another process, {@code train --prepare}, writes the profiles, and this one creates and deletes no files.
 */
final class TrainCommand implements Command {
    private static final Opt PREPARE = Opt.flag("prepare", "only write the profiles into DIR");
    private static final Opt FOR =
            Opt.value("for", "COMMANDS", "tables, views or all; default all").oneOf(List.of("tables", "views", "all"));
    private static final String BEFORE = "before.pb.gz";
    private static final String AFTER = "after.txt";
    private static final String GOROUTINES = "goroutines.pb.gz";

    /** Enough moments for a verdict. */
    private static final int SERIES = 12;

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "train",
                "DIR",
                "run commands once, for a class-data archive",
                "Runs commands on the recorded profiles in DIR and discards their output.",
                List.of(PREPARE, FOR),
                List.of());
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        String folder = arguments.operands(1, 1, "a folder").get(0);
        if (arguments.has(PREPARE)) {
            return prepare(Path.of(folder));
        }
        String commands = arguments.text(FOR).orElse("all");
        List<List<String>> lines = new ArrayList<>();
        if (!commands.equals("views")) {
            lines.addAll(tables(folder.concat("/")));
        }
        if (!commands.equals("tables")) {
            lines.addAll(views(folder.concat("/")));
        }
        return train(lines, console);
    }

    private static int prepare(Path folder) throws FailureException {
        OutputFile.write(folder.resolve(BEFORE), Recording.protobuf(0));
        OutputFile.write(folder.resolve(AFTER), Recording.text(Recording.MOMENTS - 1));
        OutputFile.write(folder.resolve(GOROUTINES), Recording.goroutines(0));
        for (int number = 0; number < SERIES; number++) {
            OutputFile.write(folder.resolve(inSeries(number)), Recording.protobuf(number));
        }
        return OK;
    }

    private static String inSeries(int number) {
        return number + ".pb.gz";
    }

    /** The commands of which each millisecond counts. */
    private static List<List<String>> tables(String folder) {
        String before = folder.concat(BEFORE);
        String after = folder.concat(AFTER);
        return List.of(
                List.of("--help"),
                List.of("--version"),
                List.of("top", before),
                List.of("top", "--cum", "--focus", "state", after),
                List.of("tree", after),
                List.of("peek", "Get", after),
                List.of("diff", before, after));
    }

    /** The commands that write JSON or pages, or judge. */
    private static List<List<String>> views(String folder) {
        String before = folder.concat(BEFORE);
        String after = folder.concat(AFTER);
        List<String> leaks = new ArrayList<>(List.of("leaks"));
        for (int number = 0; number < SERIES; number++) {
            leaks.add(folder.concat(inSeries(number)));
        }
        List<String> leaksAsJson = new ArrayList<>(leaks);
        leaksAsJson.add("--format=json");
        return List.of(
                List.of("top", before, "--format=json"),
                List.of("top", "--cum", "--focus", "state", after, "--format=json"),
                List.of("top", folder.concat(GOROUTINES), "--format=json"),
                List.of("tree", after, "--format=json"),
                List.of("peek", "Get", after, "--format=json"),
                List.of("traces", before, "--format=json"),
                List.of("diff", before, after, "--format=json"),
                List.of("memory", after),
                List.of("memory", after, "--format=json"),
                List.of("convert", before, "--format=json", "-o", "-"),
                List.of("flame", before, "-o", "-"),
                List.of("flame", before, after, "-o", "-"),
                leaks,
                leaksAsJson);
    }

    private static int train(List<List<String>> lines, Console console) {
        Console silent = new Console(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                console.err(),
                console.environment());
        int code = OK;
        for (List<String> line : lines) {
            code = Math.max(code, new Cli(silent).run(line.toArray(String[]::new)));
        }
        return code;
    }
}
