// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own, since a library is loaded once. */
class NativeLibraryTest {
    /** Nobody, not even root, can write there. */
    private static final String READ_ONLY = "/proc";

    private final Path dir;

    NativeLibraryTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void is_unpacked_loaded_and_deleted_again() throws Exception {
        assertThat(ask("-Djava.io.tmpdir=" + dir, "-Duser.home=" + READ_ONLY)).isEqualTo("ok: 4 bytes");
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left.filter(file -> file.toString().endsWith(".so"))).isEmpty();
        }
    }

    @Test
    void is_unpacked_at_home_when_the_folder_for_temporary_files_is_read_only() throws Exception {
        assertThat(ask("-Djava.io.tmpdir=" + READ_ONLY, "-Duser.home=" + dir)).isEqualTo("ok: 4 bytes");
    }

    @Test
    void is_missed_with_one_sentence_when_it_can_be_unpacked_nowhere() throws Exception {
        assertThat(ask("-Djava.io.tmpdir=" + READ_ONLY, "-Duser.home=" + READ_ONLY))
                .startsWith("permission: The library for UNIX sockets cannot be unpacked and loaded (")
                .contains(READ_ONLY + "/juju-heap-")
                .endsWith(
                        "): name a directory that is writable and not mounted noexec with -Djava.io.tmpdir=DIRECTORY.");
    }

    @Test
    void is_taken_from_where_the_installation_says() throws Exception {
        Path library = unpacked();
        assertThat(ask(
                        "-Djava.io.tmpdir=" + READ_ONLY,
                        "-Duser.home=" + READ_ONLY,
                        "-D" + NativeLibrary.GIVEN + "=" + library))
                .isEqualTo("ok: 4 bytes");
    }

    @Test
    void is_missed_with_one_sentence_when_it_is_not_where_the_installation_says() throws Exception {
        assertThat(ask("-D" + NativeLibrary.GIVEN + "=" + dir.resolve("none.so")))
                .startsWith(
                        "permission: The library for UNIX sockets, named by -D" + NativeLibrary.GIVEN + ", cannot be")
                .endsWith("): correct the path, or leave the option out.");
    }

    private String ask(String... options) throws Exception {
        try (EvilAgent agent = EvilAgent.onAbstractName(Script.ok("heap"))) {
            List<String> command = ChildProcess.java(
                    AskMain.class, List.of(options), agent.address().toString());
            Outcome result = ChildProcess.run(command);
            assertThat(result.err()).isEmpty();
            return result.out().strip();
        }
    }

    private Path unpacked() throws IOException {
        Path library = dir.resolve("given.so");
        NativeLibrary.copyTo(library);
        return library;
    }
}
