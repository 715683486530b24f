// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real terminal gets, wide or narrow, and also one that does not tell its width or that the process does not control. */
class TerminalIT {
    private static final String HOSTILE = "main.\u001b]0;title\u0007\u009b31m";

    /** Runs a program on a terminal of its own. Arguments: the number of columns, whether it is controlling, the program. */
    private static final String ON_TERMINAL = String.join(
            "\n",
            "import fcntl, os, struct, sys, termios",
            "master, slave = os.openpty()",
            "fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 24, int(sys.argv[1]), 0, 0))",
            "child = os.fork()",
            "if child == 0:",
            "    os.close(master)",
            "    os.setsid()",
            "    if sys.argv[2] == 'true':",
            "        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)",
            "    os.dup2(slave, 1)",
            "    os.execv(sys.argv[3], sys.argv[3:])",
            "os.close(slave)",
            "try:",
            "    while True:",
            "        sys.stdout.buffer.write(os.read(master, 65536))",
            "except OSError:",
            "    pass",
            "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void record() throws Exception {
        file = folder.resolve("heap.pb.gz");
        Profile profile = HandMade.bytes()
                .sample(1 << 20, HOSTILE, "main.main")
                .sample(1 << 10, "main." + "long".repeat(50), "main.main")
                .build();
        Files.write(file, ProfileWriter.gzippedProtobuf(profile));
    }

    @ParameterizedTest
    @CsvSource({"80, true", "80, false", "0, true", "0, false"})
    void a_terminal_never_gets_the_control_characters_of_a_name(int columns, boolean controlling) throws Exception {
        Outcome outcome = onTerminal(columns, controlling, "top", "--nodecount", "20", file.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("main.main", "title").doesNotContain("\u001b]", "\u0007", "\u009b");
        if (columns > 0) {
            assertThat(outcome.out().lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
        }
    }

    @Test
    void a_pipe_gets_what_pprof_writes() throws Exception {
        assertThat(Launcher.run("top", file.toString()).out()).contains(HOSTILE);
    }

    private static Outcome onTerminal(int columns, boolean controlling, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                "-c",
                ON_TERMINAL,
                String.valueOf(columns),
                String.valueOf(controlling),
                Path.of("juju-heap").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        return Launcher.run(Map.of("NO_COLOR", "1", "TERM", "xterm"), command);
    }
}
