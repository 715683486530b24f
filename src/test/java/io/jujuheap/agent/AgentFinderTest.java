// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.testkit.Baseline;
import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentFinderTest {
    private static final Path NO_TABLE = Path.of("/nowhere");

    private final Path dataDir;

    AgentFinderTest(@TempDir Path dataDir) {
        this.dataDir = dataDir;
    }

    @Test
    void finds_an_agent_on_its_file() throws Exception {
        try (EvilAgent agent = listening("machine-0")) {
            FoundAgent found = only(find());
            assertThat(found.tag()).isEqualTo(new AgentTag("machine-0"));
            assertThat(found.address()).isEqualTo(agent.address());
            assertThat(found.isReachable()).isTrue();
            assertThat(found.isChosen()).isTrue();
            assertThat(found.peer().map(Peer::pid))
                    .contains(ProcessHandle.current().pid());
            assertThat(found.reason()).isEmpty();
            assertThat(found.note()).isEmpty();
            assertThat(agent.requests()).isEmpty();
        }
    }

    @Test
    void finds_an_older_agent_on_its_abstract_name_and_says_to_upgrade() throws Exception {
        AgentTag tag = ownTag("unit");
        Files.createDirectories(directory(tag.value()));
        try (EvilAgent agent = EvilAgent.on(AgentAddress.abstractOf(tag), Script.silence())) {
            FoundAgent found = only(find());
            assertThat(found.address()).isEqualTo(agent.address());
            assertThat(found.isReachable()).isTrue();
            assertThat(found.note()).contains("upgrade Juju").contains("CVE-2024-8038");
        }
    }

    @Test
    void prefers_the_file_when_an_agent_has_both() throws Exception {
        AgentTag tag = ownTag("unit");
        try (EvilAgent file = listening(tag.value());
                EvilAgent name = EvilAgent.on(AgentAddress.abstractOf(tag), Script.silence())) {
            assertThat(only(find()).address()).isEqualTo(file.address());
            assertThat(name.connections()).isZero();
        }
    }

    @Test
    void finds_an_agent_with_an_abstract_name_whose_directory_cannot_be_seen() throws Exception {
        AgentTag tag = ownTag("unit");
        try (EvilAgent agent = EvilAgent.on(AgentAddress.abstractOf(tag), Script.silence())) {
            AgentSurvey survey = new AgentFinder(List.of(dataDir)).find();
            assertThat(survey.agent(tag).map(FoundAgent::address)).contains(agent.address());
            assertThat(survey.problem()).startsWith("There is no " + dataDir.resolve("agents"));
        }
    }

    @Test
    void chooses_one_agent_of_a_process() throws Exception {
        try (EvilAgent unit = listening("unit-mysql-0");
                EvilAgent machine = listening("machine-0")) {
            AgentSurvey survey = find();
            assertThat(survey.agents()).hasSize(2);
            assertThat(survey.chosen()).extracting(FoundAgent::address).containsExactly(machine.address());
            assertThat(survey.agent(new AgentTag("unit-mysql-0")).map(FoundAgent::askedThrough))
                    .contains(new AgentTag("machine-0"));
            assertThat(unit.requests()).isEmpty();
        }
    }

    @Test
    void lists_each_agent_that_cannot_be_asked_with_its_own_reason() throws Exception {
        Files.createDirectories(directory("machine-1"));
        EvilAgent.leaveStaleFile(socket("machine-2"));
        Files.createFile(socket("machine-3"));
        Files.createSymbolicLink(socket("machine-4"), Path.of("elsewhere"));
        String longest = "unit-" + "a".repeat(90) + "-0";
        Files.createDirectories(directory(longest));
        AgentSurvey survey = find();
        assertThat(survey.agents()).extracting(FoundAgent::isReachable).containsOnly(false);
        assertThat(survey.agents())
                .extracting(FoundAgent::reason)
                .extracting(Optional::orElseThrow)
                .containsExactly(Reason.NOT_FOUND, Reason.REFUSED, Reason.REFUSED, Reason.REFUSED, Reason.NOT_FOUND);
        Set<String> endings = new TreeSet<>();
        survey.agents().forEach(agent -> endings.add(agent.note().replaceFirst("unix:[^ ,:]*", "")));
        assertThat(endings).hasSize(5);
        assertThat(survey.problem()).isEmpty();
    }

    /** Juju 4.1: the machine's agent is where it always was, the controller is a snap, and its folders are in flux. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "introspection.socket",
                "sockets/introspection.socket",
                "sockets/controller-0/introspection.socket",
                "var/lib/juju/agents/controller-0/introspection.socket"
            })
    void finds_the_controller_of_a_snap_beside_the_machines_agent(String place, @TempDir Path snap) throws Exception {
        AgentAddress socket = new AgentAddress.SocketFile(snap.resolve(place));
        try (EvilAgent machine = listening("machine-0");
                GoAgent controller = GoAgent.on(socket)) {
            AgentSurvey survey = new AgentFinder(List.of(dataDir, snap), NO_TABLE).find();
            assertThat(survey.chosen())
                    .extracting(agent -> agent.tag() + " " + agent.address())
                    .containsExactly("machine-0 " + machine.address(), "controller-0 " + socket);
            assertThat(survey.chosen().get(1).peer().map(Peer::pid)).contains(controller.pid());
            assertThat(survey.problem()).isEmpty();
        }
    }

    @Test
    void looks_neither_into_charms_nor_through_links() throws Exception {
        Files.createDirectories(dataDir.resolve("agents/unit-a-0/charm/sub"));
        EvilAgent.leaveStaleFile(dataDir.resolve("agents/unit-a-0/charm/sub/introspection.socket"));
        Files.createSymbolicLink(dataDir.resolve("loop"), dataDir);
        assertThat(only(find()).address()).hasToString("unix:" + socket("unit-a-0"));
    }

    @Test
    void leaves_out_what_is_no_agent() throws Exception {
        for (String name : List.of("machine-x", "logs", "unit-", "controller-4e6b5e1c", ".hidden", "a b\n")) {
            Files.createDirectories(directory(name));
        }
        assertThat(find().agents()).isEmpty();
    }

    @Test
    void says_that_there_is_no_agent() throws Exception {
        Files.createDirectories(dataDir.resolve("agents"));
        AgentSurvey survey = find();
        assertThat(survey.agents()).isEmpty();
        assertThat(survey.problem())
                .isEqualTo(
                        "There is no agent in " + dataDir + "/agents: Juju has put none on this machine, or not yet.");
    }

    @Test
    void says_that_the_data_directory_is_not_there_or_is_none() throws Exception {
        assertThat(find().problem())
                .isEqualTo("There is no " + dataDir
                        + "/agents: this is not a Juju machine, or its data directory is another" + " one than "
                        + dataDir + ".");
        Files.createFile(dataDir.resolve("agents"));
        assertThat(find().problem())
                .isEqualTo(dataDir + "/agents is not a directory: " + dataDir + " is not the data directory of Juju.");
    }

    @Test
    void tells_a_user_without_rights_to_use_sudo() throws Exception {
        try (EvilAgent agent = listening("machine-0")) {
            Files.createFile(directory("machine-0").resolve("agent.conf"));
            forbid(socket("machine-0"));
            forbid(directory("machine-0").resolve("agent.conf"));
            List<String> found = findWithoutPowers();
            allow(socket("machine-0"));
            assertThat(found)
                    .containsExactly(
                            "",
                            "machine-0 false This user may not connect to " + agent.address()
                                    + ": agents let only root ask them, use sudo. This user may not read "
                                    + directory("machine-0") + "/agent.conf: use sudo.");
        }
    }

    @Test
    void tells_a_user_who_may_not_look_to_use_sudo() throws Exception {
        Path agents = Files.createDirectories(dataDir.resolve("agents"));
        forbid(agents);
        assertThat(findWithoutPowers()).containsExactly("This user may not look into " + agents + ": use sudo.");
        allow(agents);
    }

    @ParameterizedTest
    @ValueSource(ints = {30})
    void leaves_no_connection_behind(int units) throws Exception {
        Baseline before = Baseline.now();
        try (EvilAgent machine = listening("machine-0")) {
            for (int i = 0; i < units; i++) {
                EvilAgent.leaveStaleFile(socket("unit-a-" + i));
            }
            AgentSurvey survey = find();
            assertThat(survey.agents()).hasSize(units + 1);
            assertThat(survey.chosen()).extracting(FoundAgent::address).containsExactly(machine.address());
        }
        before.assertRestored();
    }

    private AgentSurvey find() {
        return new AgentFinder(List.of(dataDir), NO_TABLE).find();
    }

    private List<String> findWithoutPowers() throws Exception {
        List<String> find = ChildProcess.java(FindMain.class, List.of(), dataDir.toString());
        Outcome result = ChildProcess.run(ChildProcess.withoutPowers(find));
        assertThat(result.err()).isEmpty();
        return result.out().lines().map(String::strip).toList();
    }

    private static FoundAgent only(AgentSurvey survey) {
        assertThat(survey.agents()).hasSize(1);
        return survey.agents().get(0);
    }

    private EvilAgent listening(String tag) throws IOException {
        return EvilAgent.onFile(socket(tag), Script.silence());
    }

    private Path socket(String tag) throws IOException {
        return Files.createDirectories(directory(tag)).resolve("introspection.socket");
    }

    private Path directory(String tag) {
        return dataDir.resolve("agents").resolve(tag);
    }

    private static void forbid(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    }

    private static void allow(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }

    /** A tag that no agent of this machine has: abstract names are shared by all that runs on it. */
    private static AgentTag ownTag(String kind) {
        return new AgentTag(kind + "-juju-heap-test-" + ProcessHandle.current().pid());
    }
}
