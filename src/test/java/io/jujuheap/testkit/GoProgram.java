// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A command under {@code src/test/go}, built into {@code target/go} once per JVM. */
public final class GoProgram {
    /** The stand-in for a Juju agent. */
    public static final GoProgram AGENT = new GoProgram("agent");

    /** The same with the profile of goroutines that can never run again, which Go 1.26 has as an experiment. */
    public static final GoProgram AGENT_THAT_FINDS_LEAKS =
            new GoProgram("agent", false, "local", "goroutineleakprofile");

    /** Go's reverse proxy, from TCP to a socket. */
    public static final GoProgram PROXY = new GoProgram("proxy");

    /** Asks URLs for the same thing again and again. */
    public static final GoProgram LOAD = new GoProgram("load");

    /** Serves given metrics with client_golang, which needs Go 1.26. */
    public static final GoProgram EXPORTER = new GoProgram("exporter", true, "auto", "");

    /** The bench of the leak verdicts: programs that leak, and programs that only look it. */
    public static final GoProgram LEAK_BENCH = new GoProgram("leakbench");

    /** Makes a known amount of one part of resident memory; its module has dependencies and some C. */
    public static final GoProgram MEMORY = new GoProgram("memory", true, "local", "");

    /** The same, built with the oldest Go that Juju 2.9 was built with; a newer Go fetches it as a module. */
    public static final GoProgram MEMORY_OF_GO_1_19 = new GoProgram("memory", true, "go1.19.13", "");

    private static final Path SOURCES = Path.of("src", "test", "go");
    private static final Path TARGET = Path.of("target", "go");

    private final String directory;
    private final boolean hasDependencies;
    private final String toolchain;
    private final String experiment;
    private @Nullable Path built;

    private GoProgram(String directory) {
        this(directory, false, "local", "");
    }

    /**
     * @param toolchain the value of GOTOOLCHAIN, see <a href="https://go.dev/doc/toolchain">Go Toolchains</a>
     * @param experiment the value of GOEXPERIMENT, empty for none
     */
    private GoProgram(String directory, boolean hasDependencies, String toolchain, String experiment) {
        this.directory = directory;
        this.hasDependencies = hasDependencies;
        this.toolchain = toolchain;
        this.experiment = experiment;
    }

    /** The executable file, built first if need be; Go's own cache makes a second build quick. */
    public synchronized Path path() throws IOException, InterruptedException {
        Path file = built;
        if (file == null) {
            file = build();
            built = file;
        }
        return file;
    }

    private Path build() throws IOException, InterruptedException {
        Files.createDirectories(TARGET);
        String name = directory
                + (toolchain.startsWith("go") ? "-" + toolchain : "")
                + (experiment.isEmpty() ? "" : "-" + experiment);
        Path finished = TARGET.resolve(name).toAbsolutePath();
        // Another JVM may be building, too, or running the program: what is put in place is whole.
        Path unfinished = Files.createTempFile(TARGET, directory, ".tmp").toAbsolutePath();
        try {
            run("build", "-o", unfinished.toString(), ".");
            Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        return finished;
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(go().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(SOURCES.resolve(directory).toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        // What the machine is set up for otherwise must not matter.
        environment.putAll(
                Map.of("GOFLAGS", "", "GOWORK", "off", "GOTOOLCHAIN", toolchain, "GOEXPERIMENT", experiment));
        if (!hasDependencies) {
            environment.putAll(Map.of("GOPROXY", "off", "CGO_ENABLED", "0"));
        }
        if (!environment.containsKey("HOME") && !environment.containsKey("XDG_CACHE_HOME")) {
            environment.putIfAbsent(
                    "GOCACHE", TARGET.resolve("cache").toAbsolutePath().toString());
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("\"" + String.join(" ", command) + "\" failed: " + output);
        }
    }

    /**
     * The {@code go} command: the one on the PATH, else where Go's own and Debian's packages put it.
     *
     * @throws IOException when there is none; the tests are not skipped then, because they prove what nothing else does
     */
    public static Path go() throws IOException {
        List<Path> candidates = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            candidates.add(Path.of(folder, "go"));
        }
        candidates.add(Path.of("/usr/local/go/bin/go"));
        candidates.addAll(versionsOfDebian());
        return candidates.stream()
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "the tests run a real Go program and need Go 1.19 or newer: apt-get install golang-go"));
    }

    /** Such as {@code /usr/lib/go-1.19/bin/go}, in no particular order: any of them will do. */
    private static List<Path> versionsOfDebian() throws IOException {
        try (Stream<Path> installed = Files.list(Path.of("/usr/lib"))) {
            return installed
                    .filter(folder -> folder.getFileName().toString().startsWith("go-"))
                    .map(folder -> folder.resolve("bin/go"))
                    .toList();
        } catch (FileSystemException e) {
            return List.of();
        }
    }
}
