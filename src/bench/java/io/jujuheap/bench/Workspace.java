// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.GoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What benches have in common: the profiles they read, the Go tools they stand beside, and where results go. */
final class Workspace {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path GO_SOURCES = Path.of("src", "test", "go").toAbsolutePath();

    /** {@code target/bench}: kept from run to run, so that what was made once need not be made again. */
    Path folder() throws IOException {
        return Files.createDirectories(TARGET.resolve("bench"));
    }

    Path results() {
        return TARGET.resolve("bench.json");
    }

    /**
     * A heap profile of about so many stacks, recorded from a Go program.
     *
     * @param form {@code pb.gz}, {@code pb}, {@code txt} or {@code txt.gz}: all are of one moment; of more than 60,000 stacks there
     *     is no text
     */
    Path profile(int stacks, String form) throws IOException, InterruptedException {
        Path file = folder().resolve("stacks-" + stacks + "." + form);
        if (!Files.exists(file)) {
            run(GO_SOURCES, "sh", "bench-profiles.sh", folder().toString(), Integer.toString(stacks));
        }
        return file;
    }

    /**
     * An agent that holds about so many stacks and lets go of nothing. Every allocation is a sample, so that its profile has as
     * many stacks as the program.
     */
    static GoAgent agent(Path socket, int stacks) throws IOException, InterruptedException {
        return GoAgent.on(
                new SocketFile(socket),
                "-stacks",
                Integer.toString(stacks),
                "-rate",
                "1",
                "-freeze",
                "-max-lifetime",
                "20m");
    }

    /** The program that measures google/pprof's parser; the newest that this Go can build. */
    Path parsebench() throws IOException, InterruptedException {
        return ofPprof("parsebench", ".");
    }

    /** google/pprof's own program, which {@code go tool pprof} starts later than by itself. */
    Path pprof() throws IOException, InterruptedException {
        return ofPprof("pprof", "github.com/google/pprof");
    }

    private Path ofPprof(String name, String goPackage) throws IOException, InterruptedException {
        Path program = folder().resolve(name);
        Path sources = GO_SOURCES.resolve("parsebench");
        try {
            run(sources, go(), "build", "-modfile=newest.mod", "-o", program.toString(), goPackage);
        } catch (IOException tooNewForThisGo) {
            run(sources, go(), "build", "-o", program.toString(), goPackage);
        }
        return program;
    }

    /** The program that measures a reader written by hand in C++. */
    Path columns() throws IOException, InterruptedException {
        Path program = folder().resolve("columns");
        run(
                Path.of("src", "bench", "cpp"),
                "g++",
                "-std=c++17",
                "-O3",
                "-march=native",
                "-o",
                program.toString(),
                "columns.cpp");
        return program;
    }

    /** The {@code go} command. */
    String go() throws IOException {
        return GoProgram.go().toString();
    }

    /** Runs a program to its end and gives what it printed. Its errors are shown. */
    String run(Path directory, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("GO", go());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("'" + String.join(" ", command) + "' failed");
            }
            return output;
        } finally {
            process.destroy();
        }
    }
}
