// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.charm.tool.ToolException;
import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.HostileCase;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes of an installed release, on the Java that runs this. */
class ClassArchiveIT {
    @TempDir
    Path folder;

    private Release release;

    @BeforeEach
    void an_installed_release() throws IOException {
        Path home = Files.createDirectories(folder.resolve("release"));
        release = new Release("0.1.0-test", home);
        Files.createSymbolicLink(release.runtime(), Path.of(System.getProperty("java.home")));
        Files.copy(Path.of(System.getProperty("jujuheap.jar")), release.jar());
        Files.copy(Path.of("src/main/jvm/service.options"), release.options());
    }

    @Test
    void the_service_starts_from_it() throws Exception {
        new ClassArchive(release).create();

        Outcome start = check("-Xshare:on", "-Xlog:class+load:stdout");
        assertThat(start.code()).as(start.err()).isZero();
        assertThat(start.out()).contains("io.jujuheap.http.config.SidecarSettings source: shared objects file");
        // Of a class that only a rehearsal that served has loaded, and that is in no list.
        assertThat(new String(Files.readAllBytes(release.archive()), ISO_8859_1))
                .contains("org/glassfish/jersey/server/internal/routing/RoutingStage");
        // Nothing else of the rehearsal stays.
        try (var left = Files.list(release.home())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("runtime", "juju-heap.jar", "service.options", "juju-heap.jsa");
        }
    }

    /** A rehearsal serves on a port, and must not outlive a charm that is killed. */
    @Test
    @HostileCase(
            value = "C01 the charm is killed while it rehearses for its class archive",
            outcome = "the rehearsal ends")
    void a_rehearsal_dies_with_its_parent_and_is_made_good_later() throws Exception {
        Process parent = ChildProcess.start(
                ChildProcess.java(RehearsalMain.class, List.of(), release.home().toString()));
        ProcessHandle rehearsal = awaitChild(parent);
        parent.destroyForcibly().waitFor();
        assertThat(rehearsal.onExit().get(10, TimeUnit.SECONDS)).isNotNull();

        ClassArchive archive = new ClassArchive(release);
        assertThat(archive.isInterrupted()).isTrue();
        archive.create();
        assertThat(archive.isInterrupted()).isFalse();
        assertThat(release.archive()).exists();
    }

    private static ProcessHandle awaitChild(Process parent) throws InterruptedException {
        for (int patience = 1000; patience > 0; patience--) {
            Optional<ProcessHandle> child = parent.descendants()
                    // Java starts a program by one of its own, which is not the rehearsal yet.
                    .filter(process -> process.info().command().orElse("").endsWith("bin/java"))
                    .findFirst();
            if (child.isPresent()) {
                return child.get();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no rehearsal has begun");
    }

    /** Makes the archive of the release in a folder, to be killed meanwhile. */
    static final class RehearsalMain {
        private RehearsalMain() {}

        public static void main(String[] arguments) throws IOException {
            new ClassArchive(new Release("0.1.0-test", Path.of(arguments[0]))).create();
        }
    }

    @Test
    void without_one_that_can_be_used_the_service_starts_all_the_same() throws Exception {
        Files.writeString(release.archive(), "this is no archive");

        assertThat(check("-Xshare:auto").code()).isZero();
    }

    @Test
    void one_that_cannot_be_made_is_said_and_leaves_nothing() throws Exception {
        Files.writeString(release.jar(), "this is no jar");

        assertThatThrownBy(() -> new ClassArchive(release).create())
                .isInstanceOfAny(ToolException.class, IOException.class);
        assertThat(release.archive()).doesNotExist();
    }

    /** Starts the service with --check, which ends after its settings are read. */
    private Outcome check(String... options) throws Exception {
        List<String> more = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + release.archive()));
        more.addAll(List.of(options));
        List<String> command = new ArrayList<>(release.run(more, "serve"));
        command.add("--check");
        return Launcher.run(command);
    }
}
