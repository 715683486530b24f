// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a class of the tests, or a program, as a process of its own: with other rights, other folders, another user. */
public final class ChildProcess {
    private static final int MAX_SECONDS = 60;
    private static final int FIRST_TO_WARN_OF_NATIVE_LIBRARIES = 22;

    private ChildProcess() {}

    /** The command that runs {@code main} of {@code type} with this JVM's class path. */
    public static List<String> java(Class<?> type, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= FIRST_TO_WARN_OF_NATIVE_LIBRARIES) {
            // As the manifest of the jar says; the class path has none.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        command.addAll(
                List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(type.getName());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** {@code command} without the power of root to pass by permissions; as it is for everybody else. */
    public static List<String> withoutPowers(List<String> command) throws IOException {
        return isRoot() ? prefixed(command, "setpriv", "--bounding-set=-all", "--inh-caps=-all") : command;
    }

    /** {@code command} as the user with this id, which only root can ask for. */
    public static List<String> asUser(long uid, List<String> command) {
        return prefixed(command, "setpriv", "--reuid=" + uid, "--clear-groups");
    }

    /** Whether the tests run as root. */
    public static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /** Starts {@code command}; a program that is not there is a failure that names it. */
    public static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).start();
    }

    /** Runs {@code command} to its end, which must come within a minute. */
    public static Outcome run(List<String> command) throws IOException, InterruptedException {
        return run(Map.of(), command);
    }

    /** The same with additions to the environment. */
    public static Outcome run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            CompletableFuture<String> err = text(process.getErrorStream());
            CompletableFuture<String> out = text(process.getInputStream());
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + MAX_SECONDS + " s: " + command);
            }
            return new Outcome(process.exitValue(), out.join(), err.join());
        } finally {
            process.destroyForcibly();
        }
    }

    /** All that a process writes into one of its streams, read beside it. */
    static CompletableFuture<String> text(InputStream in) {
        return Aside.start(() -> {
            try {
                return new String(in.readAllBytes(), UTF_8);
            } catch (IOException e) {
                return "";
            }
        });
    }

    private static List<String> prefixed(List<String> command, String... prefix) {
        List<String> whole = new ArrayList<>(Arrays.asList(prefix));
        whole.addAll(command);
        return whole;
    }
}
