// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.testkit.Baseline;
import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A16 to A25: each thing that can be in the way of a connection has its own reason and its own sentence. */
class OpenSocketTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final long NOBODY = 65534;
    private static final long SOMEBODY_ELSE = 2_000_000_000;

    private final Path dir;
    private final Path file;

    OpenSocketTest(@TempDir Path dir) {
        this.dir = dir;
        this.file = dir.resolve("s");
    }

    @Test
    void missing() {
        refuses(Reason.NOT_FOUND, "There is no unix:" + file + ": start the agent, or check the path.");
    }

    @Test
    void missing_directory() {
        AgentException e = failure(new SocketFile(dir.resolve("none/s")));
        assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void a_path_through_a_file() throws Exception {
        Files.createFile(file);
        AgentException e = failure(new SocketFile(file.resolve("s")));
        assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(e.getMessage()).startsWith("There is no unix:" + file + "/s: ");
    }

    @Test
    void stale() throws Exception {
        EvilAgent.leaveStaleFile(file);
        refuses(
                Reason.REFUSED,
                "Nothing listens on unix:" + file + ", left behind by an agent that is gone: start the agent.");
    }

    @Test
    void a_plain_file() throws Exception {
        Files.createFile(file);
        refuses(Reason.REFUSED, notASocket());
    }

    @Test
    void a_directory() throws Exception {
        Files.createDirectory(file);
        refuses(Reason.REFUSED, notASocket());
    }

    @Test
    void a_fifo() throws Exception {
        assertThat(ChildProcess.run(List.of("mkfifo", file.toString())).code()).isZero();
        refuses(Reason.REFUSED, notASocket());
    }

    @Test
    void a_link_to_a_socket_that_works() throws Exception {
        Path target = dir.resolve("target");
        try (EvilAgent agent = EvilAgent.onFile(target, Script.ok("x"))) {
            Files.createSymbolicLink(file, target);
            refuses(Reason.REFUSED, aLink());
            assertThat(agent.connections()).isZero();
        }
    }

    @Test
    void a_link_to_nothing() throws Exception {
        Files.createSymbolicLink(file, dir.resolve("nothing"));
        refuses(Reason.REFUSED, aLink());
    }

    @Test
    void a_link_to_itself() throws Exception {
        Files.createSymbolicLink(file, file);
        refuses(Reason.REFUSED, aLink());
    }

    @Test
    void a_socket_in_a_linked_directory_is_no_trouble() throws Exception {
        Path linked = dir.resolve("linked");
        Files.createSymbolicLink(linked, dir);
        try (EvilAgent agent = EvilAgent.onFile(file, Script.ok("x"));
                OpenSocket open = OpenSocket.to(new SocketFile(linked.resolve("s")), TIMEOUT)) {
            assertThat(open.peer().pid()).isPositive();
            assertThat(agent.requests()).isEmpty();
        }
    }

    @Test
    void a_path_of_more_than_107_bytes() throws Exception {
        Path longest = dir.resolve("x".repeat(107 - dir.toString().length() - 1));
        try (EvilAgent agent = EvilAgent.onFile(longest, Script.ok("x"));
                OpenSocket open = OpenSocket.to(agent.address(), TIMEOUT)) {
            assertThat(open.peer().pid()).isPositive();
        }
        AgentException e = failure(new SocketFile(Path.of(longest + "y")));
        assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(e.getMessage()).contains("is 108 bytes long and a socket's can be 107: use a shorter one");
    }

    @Test
    void an_abstract_name_that_nobody_has() {
        AgentAddress name = EvilAgent.unusedName();
        AgentException e = failure(name);
        assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(e.getMessage())
                .isEqualTo("Nothing listens on " + name + ": the agent is not running, or it listens on a file.");
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_listener_whose_queue_is_full(Sockets kind) throws Exception {
        Baseline before = Baseline.now();
        try (EvilAgent agent = EvilAgent.neverAccepting(kind.unused())) {
            long start = System.nanoTime();
            AgentException e = failure(agent.address());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, TIMEOUT.plusSeconds(2));
            assertThat(e.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(e.getMessage()).contains("did not accept a connection within 0.3 s");
        }
        before.assertRestored();
    }

    @Test
    void permission() throws Exception {
        Path closedDir = Files.createDirectory(dir.resolve("closed"));
        Path inClosedDir = closedDir.resolve("s");
        try (EvilAgent one = EvilAgent.onFile(file, Script.ok("x"));
                EvilAgent two = EvilAgent.onFile(inClosedDir, Script.ok("x"))) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
            Files.setPosixFilePermissions(closedDir, PosixFilePermissions.fromString("---------"));
            List<String> ask = ChildProcess.java(
                    AskMain.class,
                    List.of(),
                    one.address().toString(),
                    two.address().toString());
            Outcome result = ChildProcess.run(ChildProcess.withoutPowers(ask));
            Files.setPosixFilePermissions(closedDir, PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            assertThat(result.out().lines())
                    .containsExactly(
                            "permission: This user may not connect to " + one.address()
                                    + ": agents let only root ask them, use sudo.",
                            "permission: This user may not look into the directory of " + two.address()
                                    + ": use sudo.");
            assertThat(result.err()).isEmpty();
        }
    }

    /** A25. Only root can be somebody else; for others the test is somebody else than the client takes itself for. */
    @Test
    void an_impostor_on_a_file_in_a_directory_that_others_can_write_to() throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
        asSomebodyElse(new SocketFile(file), ownUid -> {
            AgentException e = catchThrowableOfType(
                    AgentException.class, () -> OpenSocket.to(new SocketFile(file), TIMEOUT, ownUid));
            assertThat(e.reason()).isEqualTo(Reason.REFUSED);
            assertThat(e.getMessage())
                    .matches(".* belongs to process \\d+ of user \\d+, who is neither root nor you: .*");
        });
    }

    @Test
    void an_impostor_on_an_abstract_name() throws Exception {
        AgentAddress name = EvilAgent.unusedName();
        asSomebodyElse(name, ownUid -> {
            AgentException e = catchThrowableOfType(AgentException.class, () -> OpenSocket.to(name, TIMEOUT, ownUid));
            assertThat(e.reason()).isEqualTo(Reason.REFUSED);
        });
    }

    @Test
    void another_user_who_owns_the_directory_is_no_impostor() throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (ChildProcess.isRoot()) {
            Files.setAttribute(dir, "unix:uid", (int) NOBODY);
        }
        asSomebodyElse(new SocketFile(file), ownUid -> {
            try (OpenSocket open = OpenSocket.to(new SocketFile(file), TIMEOUT, ownUid)) {
                assertThat(open.peer().pid()).isPositive();
            }
        });
    }

    private interface Check {
        void as(long ownUid) throws Exception;
    }

    private void asSomebodyElse(AgentAddress address, Check check) throws Exception {
        if (!ChildProcess.isRoot()) {
            try (EvilAgent agent = EvilAgent.on(address, Script.ok("x"))) {
                check.as(SOMEBODY_ELSE);
                assertThat(agent.requests()).isEmpty();
            }
            return;
        }
        Process listener = ChildProcess.start(ChildProcess.asUser(NOBODY, listen(address)));
        try {
            assertThat(listener.getInputStream().read())
                    .as("setpriv and perl start")
                    .isPositive();
            check.as(0);
        } finally {
            listener.destroyForcibly().waitFor();
        }
    }

    /** Perl is part of every Debian and Ubuntu; a JVM would need its class path to be readable for that user. */
    private static List<String> listen(AgentAddress address) {
        String program = "$p = shift; $p =~ s/^@/\\0/; socket(S, AF_UNIX, SOCK_STREAM, 0) or die $!;"
                + " bind(S, pack('S a*', AF_UNIX, $p)) or die $!; listen(S, 9) or die $!;"
                + " $| = 1; print 'x'; alarm 60; sleep 60";
        return List.of("perl", "-MSocket", "-e", program, address.toString().substring("unix:".length()));
    }

    private void refuses(Reason reason, String sentence) {
        AgentException e = failure(new SocketFile(file));
        assertThat(e.getMessage()).isEqualTo(sentence);
        assertThat(e.reason()).isEqualTo(reason);
    }

    private String notASocket() {
        return "unix:" + file + " is not a socket: give the path of the agent's introspection.socket.";
    }

    private String aLink() {
        return "unix:" + file + " is a symbolic link, which could lead anywhere: give the path of the socket itself.";
    }

    private static AgentException failure(AgentAddress address) {
        AgentException e = catchThrowableOfType(AgentException.class, () -> OpenSocket.to(address, TIMEOUT));
        assertThat(e).isNotNull();
        return e;
    }
}
