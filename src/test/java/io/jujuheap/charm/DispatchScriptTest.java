// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that Juju runs, with stand-ins for Java and for Juju's tools. */
class DispatchScriptTest {
    private static final String DISPATCH =
            Path.of("charm/dispatch").toAbsolutePath().toString();

    @TempDir
    private Path folder;

    /** Juju repeats a hook that failed, and shows the unit in error; a failure that it never sees is lost. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void the_exit_code_of_the_program_is_that_of_the_hook(int code) throws Exception {
        charm();
        program(
                "charm/runtime/bin/java",
                "case $* in -version) exit 0 ;; *' charm dispatch') exit " + code + " ;; esac; exit 99");
        assertThat(dispatch("hooks/install").code()).isEqualTo(code);
    }

    /** No Java runs here and none can be installed: the unit says what is needed, and no hook fails for it. */
    @ParameterizedTest
    @CsvSource({
        "hooks/install, status-set blocked needs Java 17 or newer",
        "actions/heap-profile, action-fail juju-heap needs Java 17 or newer"
    })
    void a_machine_without_java_is_told_so(String path, String told) throws Exception {
        charm();
        for (String tool : List.of("status-set", "action-fail", "apt-get")) {
            program("bin/" + tool, "echo " + tool + " \"$@\" >>" + folder + "/told; [ " + tool + " != apt-get ]");
        }
        assertThat(dispatch(path).code()).isZero();
        assertThat(folder.resolve("told")).content().contains("apt-get install -q -y", told);
    }

    private void charm() throws IOException {
        Files.createDirectories(folder.resolve("charm/runtime/bin"));
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("charm/version"), "0.0-test\n");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome dispatch(String path) throws IOException, InterruptedException {
        return ChildProcess.run(
                Map.of(
                        "PATH",
                        folder.resolve("bin") + ":/usr/bin:/bin",
                        "JUJU_CHARM_DIR",
                        folder.resolve("charm").toString(),
                        "JUJU_HEAP_ROOT",
                        folder.toString(),
                        "JUJU_DISPATCH_PATH",
                        path),
                List.of(DISPATCH));
    }
}
