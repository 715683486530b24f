// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.testkit.GoAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sidecar that is measured: a Java, the jar it runs, and options of the JVM besides those of the charm's service.
 *
 * @param java the {@code java} command
 */
record SidecarProgram(Path java, Path jar, List<String> jvmOptions) {
    private static final Path JAR = Path.of("target", "juju-heap.jar").toAbsolutePath();
    private static final Path OPTIONS =
            Path.of("src", "main", "jvm", "service.options").toAbsolutePath();

    SidecarProgram {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** On Java 17, or else on the Java that runs this. */
    static SidecarProgram onJava17() throws IOException {
        return InstalledJava.oneOfEach(17).stream()
                .findFirst()
                .map(SidecarProgram::on)
                .orElseGet(() -> on(Path.of(System.getProperty("java.home"))));
    }

    static SidecarProgram on(InstalledJava java) {
        return on(java.home());
    }

    private static SidecarProgram on(Path home) {
        return new SidecarProgram(home.resolve("bin/java"), JAR, List.of());
    }

    /** The charm as it is deployed, unpacked. */
    static SidecarProgram ofCharm(Workspace workspace) throws IOException, InterruptedException {
        Path charm = workspace.folder().resolve("juju-heap.charm");
        Path unpacked = workspace.folder().resolve("charm");
        Path here = Path.of("").toAbsolutePath();
        workspace.run(here, "charm/build", JAR.toString(), charm.toString());
        workspace.run(here, "rm", "-rf", unpacked.toString());
        workspace.run(here, "unzip", "-q", charm.toString(), "-d", unpacked.toString());
        return new SidecarProgram(
                unpacked.resolve("runtime/bin/java"), unpacked.resolve("lib/juju-heap.jar"), List.of());
    }

    /** The same with one more option of the JVM. */
    SidecarProgram with(String jvmOption) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.add(jvmOption);
        return new SidecarProgram(java, jar, all);
    }

    /** The same jar's libraries and the same options, but another main class, in a jar of its own. */
    List<String> commandOf(Path program, String mainClass) {
        List<String> command = jvm();
        command.addAll(List.of("-cp", program + ":" + jar, mainClass));
        return command;
    }

    /** Starts it on an agent, with a store, and waits for its first answer. */
    ServerProcess start(GoAgent agent, Path folder, String name, String... more)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("--agent.socket=unix:" + agent.socketFile().path());
        return start(folder, name, all.toArray(String[]::new));
    }

    /** Starts it with a store and these arguments, and waits for its first answer. */
    ServerProcess start(Path folder, String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = jvm();
        command.addAll(List.of("-jar", jar.toString(), "serve", "--web.listen-address=127.0.0.1:0"));
        command.add("--store.path=" + folder.resolve(name + "-store"));
        command.addAll(List.of(arguments));
        return new ServerProcess(command, folder.resolve(name + ".log"));
    }

    /** Dumps an archive of the classes that a run with {@code -XX:DumpLoadedClassList} listed. */
    void dump(Path classes, Path archive, List<String> program) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:disable"));
        command.addAll(program);
        Files.deleteIfExists(archive);
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException("no class archive could be made with " + java);
        }
    }

    private List<String> jvm() {
        List<String> command = new ArrayList<>(List.of(java.toString(), "@" + OPTIONS));
        command.addAll(jvmOptions);
        return command;
    }
}
