// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import io.jujuheap.cli.demo.Recording;
import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.FailureException;
import io.jujuheap.cli.line.OutputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code train}: runs the common commands on recorded profiles, so that a class-data archive learns their classes. */
final class TrainCommand implements Command {
    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "train",
                "",
                "run the common commands once, for a class-data archive",
                "Runs the common commands on recorded profiles and throws their output away.",
                List.of(),
                List.of());
    }

    @Override
    public int run(Arguments arguments, Console console) throws FailureException {
        Console silent = new Console(
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                console.err(),
                console.environment());
        try {
            Path folder = Files.createTempDirectory("juju-heap-train");
            try {
                return train(new Cli(silent), folder);
            } finally {
                deleteAll(folder);
            }
        } catch (IOException e) {
            throw new FailureException("cannot train: " + e.getMessage(), e);
        }
    }

    private static int train(Cli cli, Path folder) throws FailureException {
        Path before = folder.resolve("before.pb.gz");
        Path after = folder.resolve("after.txt");
        OutputFile.write(before, Recording.protobuf(0));
        OutputFile.write(after, Recording.text(Recording.MOMENTS - 1));
        int code = OK;
        for (List<String> line : List.of(
                List.of("--help"),
                List.of("top", before.toString()),
                List.of("top", "--cum", "--focus", "state", after.toString()),
                List.of("tree", after.toString()),
                List.of("peek", "Get", after.toString()),
                List.of("diff", before.toString(), after.toString()))) {
            code = Math.max(code, cli.run(line.toArray(String[]::new)));
        }
        return code;
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
