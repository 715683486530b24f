// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnePerProcessTest {
    private final Path dataDir;

    OnePerProcessTest(@TempDir Path dataDir) {
        this.dataDir = dataDir;
    }

    @Test
    void a_machine_agent_is_asked_for_the_units_in_its_process() {
        assertThat(choose(answering("unit-mysql-0", 7), answering("machine-0", 7), answering("unit-nrpe-3", 7)))
                .containsEntry("unit-mysql-0", "machine-0")
                .containsEntry("machine-0", "machine-0")
                .containsEntry("unit-nrpe-3", "machine-0");
    }

    @Test
    void agents_of_several_processes_are_asked_each() {
        assertThat(choose(answering("machine-0", 7), answering("controller-0", 8), answering("unit-a-0", 9)))
                .containsEntry("machine-0", "machine-0")
                .containsEntry("controller-0", "controller-0")
                .containsEntry("unit-a-0", "unit-a-0");
    }

    @Test
    void machine_comes_before_controller_application_and_unit_and_2_before_10() {
        assertThat(choose(answering("unit-a-0", 7), answering("application-a", 7), answering("controller-0", 7)))
                .containsValue("controller-0")
                .doesNotContainValue("application-a");
        assertThat(choose(answering("unit-a-10", 7), answering("unit-a-2", 7))).containsEntry("unit-a-10", "unit-a-2");
    }

    @Test
    void a_unit_that_does_not_answer_is_in_the_process_of_its_machine() {
        assertThat(choose(answering("machine-0", 7), silent("unit-a-0"))).containsEntry("unit-a-0", "machine-0");
        assertThat(choose(silent("machine-0"), silent("unit-a-0"))).containsEntry("unit-a-0", "machine-0");
    }

    @Test
    void a_unit_that_answers_is_asked_when_its_machine_does_not() {
        assertThat(choose(silent("machine-0"), answering("unit-b-0", 7), answering("unit-a-0", 7)))
                .containsEntry("machine-0", "unit-a-0")
                .containsEntry("unit-b-0", "unit-a-0")
                .containsEntry("unit-a-0", "unit-a-0");
    }

    @Test
    void a_unit_is_in_the_process_of_the_agent_whose_conf_lists_it() throws Exception {
        deploys("machine-1", "a/0,b/0");
        assertThat(choose(silent("machine-0"), silent("machine-1"), silent("unit-b-0"), silent("unit-c-0")))
                .containsEntry("unit-b-0", "machine-1")
                .containsEntry("unit-c-0", "machine-0");
    }

    @Test
    void a_process_that_cannot_be_seen_from_here_is_told_by_its_tags() {
        assertThat(choose(answering("machine-0", 0), answering("unit-a-0", 0), answering("unit-b-0", 0)))
                .containsEntry("unit-a-0", "machine-0")
                .containsEntry("unit-b-0", "machine-0");
    }

    @Test
    void units_without_a_host_are_processes_of_their_own_as_in_a_pod() {
        assertThat(choose(answering("unit-a-0", 0), silent("unit-b-0")))
                .containsEntry("unit-a-0", "unit-a-0")
                .containsEntry("unit-b-0", "unit-b-0");
    }

    @Test
    void two_hosts_are_two_processes_when_nothing_is_known() {
        assertThat(choose(silent("machine-0"), silent("controller-0")))
                .containsEntry("machine-0", "machine-0")
                .containsEntry("controller-0", "controller-0");
    }

    @Test
    void the_order_of_the_agents_is_kept() {
        List<FoundAgent> agents = List.of(silent("unit-b-0"), silent("machine-0"), silent("unit-a-0"));
        assertThat(OnePerProcess.choose(agents))
                .extracting(FoundAgent::tag)
                .containsExactlyElementsOf(agents.stream().map(FoundAgent::tag).toList());
    }

    private static Map<String, String> choose(FoundAgent... agents) {
        Map<String, String> askedThrough = new LinkedHashMap<>();
        OnePerProcess.choose(Arrays.asList(agents))
                .forEach(agent -> askedThrough.put(
                        agent.tag().value(), agent.askedThrough().value()));
        return askedThrough;
    }

    private FoundAgent answering(String tag, long pid) {
        AgentTag name = new AgentTag(tag);
        return FoundAgent.reachable(name, directory(tag), AgentAddress.abstractOf(name), new Peer(pid, 0, 0), "");
    }

    private FoundAgent silent(String tag) {
        AgentTag name = new AgentTag(tag);
        return FoundAgent.unreachable(
                name,
                directory(tag),
                AgentAddress.abstractOf(name),
                new AgentException(AgentException.Reason.NOT_FOUND, "No."));
    }

    private void deploys(String host, String units) throws IOException {
        Files.createDirectories(directory(host));
        Files.writeString(directory(host).resolve("agent.conf"), "values: {deployed-units: '" + units + "'}");
    }

    private Path directory(String tag) {
        return dataDir.resolve(tag);
    }
}
