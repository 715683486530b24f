// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.jujuheap.charm.machine.SidecarClient.SidecarException;
import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.charm.tool.ToolException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The archive of loaded classes that a release starts from. It fits one runtime, one processor and one path, so it is made
 * on the machine: the service is run for a moment, and the classes that it loaded are dumped.
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

    /** The classes that a hook needs and the service does not. */
    private static final List<String> HOOK_CLASSES =
            List.of("io/jujuheap/charm/", "com/fasterxml/jackson/core/json/", "org/apache/hc/core5/http/impl/io/");

    /** Java 18 and later number the classes of a list. Only classes of custom class loaders need a number, and there are none. */
    private static final Pattern NUMBER = Pattern.compile(" id: [0-9]+$");

    private final Release release;
    private final Path jujuData;

    ClassArchive(Release release, Path jujuData) {
        this.release = release;
        this.jujuData = jujuData;
    }

    /**
     * Makes the archive.
     *
     * @throws ToolException when that fails; the release works without an archive, only slower
     */
    void create() throws IOException {
        Path list = release.home().resolve(".classes");
        Path incoming = release.home().resolve(".archive");
        Path store = release.home().resolve(".rehearsal");
        try {
            // The second run finds the snapshots of the first, as each start of the service but one does.
            Set<String> classes = new LinkedHashSet<>(rehearse(list, store));
            classes.addAll(rehearse(list, store));
            classes.addAll(hookClasses());
            Files.write(list, classes, UTF_8);
            dump(list, incoming);
            use(incoming);
            Files.move(incoming, release.archive(), ATOMIC_MOVE);
        } finally {
            FileTree.delete(list);
            FileTree.delete(incoming);
            FileTree.delete(store);
        }
    }

    /** Runs the service once and returns the classes that it loaded. */
    private List<String> rehearse(Path list, Path store) throws IOException {
        Listen listen = new Listen("127.0.0.1", freePort());
        List<String> command = new ArrayList<>(release.service(List.of("-XX:DumpLoadedClassList=" + list)));
        command.addAll(
                List.of("--web.listen-address=" + listen, "--agent.data-dir=" + jujuData, "--store.path=" + store));
        Process service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            SidecarClient sidecar = new SidecarClient(listen, Optional.empty(), Optional.empty());
            if (sidecar.awaitReady(REHEARSAL)) {
                ask(sidecar);
            }
        } finally {
            stop(service);
        }
        return Files.exists(list)
                ? Files.readAllLines(list, UTF_8).stream()
                        .map(line -> NUMBER.matcher(line).replaceFirst(""))
                        .toList()
                : List.of();
    }

    private static void ask(SidecarClient sidecar) {
        attempt(() -> sidecar.post("/api/v1/snapshots"));
        QUESTIONS.forEach(question -> attempt(() -> sidecar.get(question)));
    }

    private static void attempt(Runnable request) {
        try {
            request.run();
        } catch (SidecarException | ToolException | UncheckedIOException e) {
            return;
        }
    }

    /** Stops the service by SIGTERM, because only a clean end writes the whole list of classes. */
    private static void stop(Process service) {
        service.destroy();
        try {
            service.waitFor(REHEARSAL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        service.destroyForcibly();
    }

    private List<String> hookClasses() throws IOException {
        try (JarFile jar = new JarFile(release.jar().toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .filter(name -> HOOK_CLASSES.stream().anyMatch(name::startsWith))
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
