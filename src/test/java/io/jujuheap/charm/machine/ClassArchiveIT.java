// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.charm.tool.ToolException;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        new ClassArchive(release, folder.resolve("juju")).create();

        Outcome start = check("-Xshare:on", "-Xlog:class+load:stdout");
        assertThat(start.code()).as(start.err()).isZero();
        assertThat(start.out()).contains("io.jujuheap.http.SidecarSettings source: shared objects file");
        // Nothing else of the rehearsal stays.
        try (var left = Files.list(release.home())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("runtime", "juju-heap.jar", "service.options", "juju-heap.jsa");
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

        assertThatThrownBy(() -> new ClassArchive(release, folder.resolve("juju")).create())
                .isInstanceOfAny(ToolException.class, IOException.class);
        assertThat(release.archive()).doesNotExist();
    }

    /** Starts the service with --check, which ends after its settings are read. */
    private Outcome check(String... options) throws Exception {
        List<String> more = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + release.archive()));
        more.addAll(List.of(options));
        List<String> command = new ArrayList<>(release.service(more));
        command.add("--check");
        return Launcher.run(command);
    }
}
