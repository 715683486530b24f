// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.charm.tool.ToolException;
import io.jujuheap.io.FileTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The archive of loaded classes that a release starts from. It fits one runtime, one processor and one path, so it is made
 * on the machine: the demo is run for a moment, which serves a recorded leak of a built-in agent, and the classes that it
 * loaded are dumped. It touches no agent of the machine, has no capabilities, and dies with this process.
 */
final class ClassArchive {
    private static final Duration REHEARSAL = Duration.ofSeconds(20);

    /** The paths that a rehearsal asks for; an answer with an error loads classes as well. */
    private static final List<String> QUESTIONS = List.of(
            "/metrics",
            "/",
            "/debug/heap",
            "/debug/pprof/heap",
            "/api/v1/agents",
            "/api/v1/summary",
            "/api/v1/top",
            "/api/v1/trend",
            "/api/v1/leaks",
            "/api/v1/snapshots",
            "/api/v1/nothing");

    /** The classes that the service and a hook need besides those of the demo. */
    private static final List<String> OTHER_CLASSES = List.of(
            "io/jujuheap/",
            "com/fasterxml/jackson/core/json/",
            "com/fasterxml/jackson/databind/deser/std/JsonNode",
            "com/fasterxml/jackson/databind/node/",
            "org/apache/hc/core5/http/impl/io/");

    /** Java 18 and later number the classes of a list. Only classes of custom class loaders need a number, and there are none. */
    private static final Pattern NUMBER = Pattern.compile(" id: [0-9]+$");

    private final Release release;
    private final Path scratch;

    ClassArchive(Release release) {
        this.release = release;
        this.scratch = release.home().resolve(".rehearsal");
    }

    /** Tells whether a process that made the archive was killed while it did. */
    boolean isInterrupted() {
        return Files.exists(scratch);
    }

    /**
     * Makes the archive.
     *
     * @throws ToolException when that fails; the release works without an archive, only slower
     */
    void create() throws IOException {
        FileTree.delete(scratch);
        Files.createDirectories(scratch);
        try {
            Path list = scratch.resolve("classes");
            Set<String> classes = new LinkedHashSet<>(rehearse(list));
            classes.addAll(otherClasses());
            Files.write(list, classes, UTF_8);
            Path incoming = scratch.resolve("archive");
            dump(list, incoming);
            use(incoming);
            Files.move(incoming, release.archive(), ATOMIC_MOVE);
        } finally {
            FileTree.delete(scratch);
        }
    }

    /** Runs the demo once and returns the classes that it loaded. */
    private List<String> rehearse(Path list) throws IOException {
        Listen listen = new Listen("127.0.0.1", freePort());
        Process demo = new ProcessBuilder(rehearsal(list, listen))
                // The demo's files go into a relative folder, because the path of a socket must be short.
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            SidecarClient sidecar = new SidecarClient(listen, Optional.empty(), Optional.empty());
            if (sidecar.awaitReady(REHEARSAL)) {
                ask(sidecar);
            }
        } finally {
            stop(demo);
        }
        return Files.exists(list)
                ? Files.readAllLines(list, UTF_8).stream()
                        .map(line -> NUMBER.matcher(line).replaceFirst(""))
                        .toList()
                : List.of();
    }

    private List<String> rehearsal(Path list, Listen listen) {
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig=KILL", "--no-new-privs"));
        if (System.getProperty("user.name", "").equals("root")) {
            command.addAll(List.of("--bounding-set=-all", "--inh-caps=-all"));
        }
        command.addAll(release.run(List.of("-XX:DumpLoadedClassList=" + list, "-Djava.io.tmpdir=."), "demo"));
        command.add("--web.listen-address=" + listen);
        return command;
    }

    private static void ask(SidecarClient sidecar) {
        attempt(() -> sidecar.post("/api/v1/snapshots"));
        QUESTIONS.forEach(question -> attempt(() -> sidecar.get(question)));
    }

    private static void attempt(Callable<?> request) {
        try {
            request.call();
        } catch (Exception e) {
            return;
        }
    }

    /** Stops the demo by SIGTERM, because only a clean end writes the whole list of classes. */
    private static void stop(Process demo) {
        demo.destroy();
        try {
            demo.waitFor(REHEARSAL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        demo.destroyForcibly();
    }

    private List<String> otherClasses() throws IOException {
        try (JarFile jar = new JarFile(release.jar().toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .filter(name -> OTHER_CLASSES.stream().anyMatch(name::startsWith))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .toList();
        }
    }

    private void dump(Path list, Path archive) {
        Subprocess.of(
                        release.java().toString(),
                        "-Xshare:dump",
                        // Only this collector archives objects; on one processor it is not the default.
                        "-XX:+UseG1GC",
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "-jar",
                        release.jar().toString())
                .run();
    }

    /** Starts from the archive. Where the service would silently start without it, this fails. */
    private void use(Path archive) {
        Subprocess.of(
                        release.java().toString(),
                        "-Xshare:on",
                        "-XX:+UseSerialGC",
                        "-XX:SharedArchiveFile=" + archive,
                        "-jar",
                        release.jar().toString(),
                        "--version")
                .run();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
