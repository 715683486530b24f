// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.HostileCase;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentConfTest {
    private static final String SECRET = "hunter2";

    /** As Juju 3.6 writes it for a machine of a controller, its keys shortened. */
    private static final String CONTROLLER =
            """
            # format 2.0
            tag: machine-0
            datadir: /var/lib/juju
            transient-datadir: /var/run/juju
            logdir: /var/log/juju
            metricsspooldir: /var/lib/juju/metricspool
            nonce: hunter2
            jobs:
            - JobManageModel
            - JobHostUnits
            upgradedToVersion: 3.6.28
            cacert: |
              -----BEGIN CERTIFICATE-----
              hunter2
              -----END CERTIFICATE-----
            statepassword: hunter2
            controller: controller-4e6b5e1c-2f4c-4d3e-8a86-0f9a7b1f1f0a
            model: model-0b1c2d3e-4f50-4172-8394-a5b6c7d8e9f0
            apiaddresses:
            - 10.0.0.1:17070
            apipassword: hunter2
            oldpassword: hunter2
            loggingconfig: <root>=INFO
            values:
              CONTAINER_TYPE: ""
              NAMESPACE: ""
              deployed-units: mysql/0,nrpe-k8s/12, not a unit,
              stopped-units: ""
              secret: hunter2
            agent-logfile-max-size: 100
            controllercert: hunter2
            controllerkey: |
              -----BEGIN RSA PRIVATE KEY-----
              hunter2
              -----END RSA PRIVATE KEY-----
            caprivatekey: hunter2
            apiport: 17070
            sharedsecret: hunter2
            systemidentity: hunter2
            """;

    private final Path agentDir;

    AgentConfTest(@TempDir Path agentDir) {
        this.agentDir = agentDir;
    }

    @Test
    void says_which_agent_model_and_version_it_is_and_which_units_run_in_its_process() throws Exception {
        AgentConf conf = read(CONTROLLER);
        assertThat(conf.tag()).isEqualTo("machine-0");
        assertThat(conf.controller()).isEqualTo("controller-4e6b5e1c-2f4c-4d3e-8a86-0f9a7b1f1f0a");
        assertThat(conf.model()).isEqualTo("model-0b1c2d3e-4f50-4172-8394-a5b6c7d8e9f0");
        assertThat(conf.version()).isEqualTo("3.6.28");
        assertThat(conf.deployedUnits())
                .containsExactly(new AgentTag("unit-mysql-0"), new AgentTag("unit-nrpe-k8s-12"));
        assertThat(conf.problem()).isEmpty();
    }

    @Test
    void keeps_no_secret() throws Exception {
        AgentConf conf = read(CONTROLLER);
        assertThat(conf.toString()).doesNotContain(SECRET);
        for (RecordComponent field : AgentConf.class.getRecordComponents()) {
            assertThat(String.valueOf(field.getAccessor().invoke(conf)))
                    .as(field.getName())
                    .doesNotContain(SECRET);
        }
        assertThat(Arrays.stream(AgentConf.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactly("tag", "controller", "model", "version", "deployedUnits", "problem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apipassword: hunter2\n  tag: : machine-0",
                "apipassword: \"hunter2",
                "apipassword: hunter2\n\ttag: x",
                "apipassword: hunter2\napipassword: hunter2",
                "apipassword: !!java.io.File [hunter2]",
                "a: &a [hunter2]\nb: [*a, *a, *a]",
                "? [hunter2]\n: hunter2",
                "hunter2: {hunter2: [",
            })
    void quotes_nothing_of_a_file_that_is_no_yaml(String text) throws Exception {
        assertThat(read(text).toString()).doesNotContain(SECRET);
    }

    @Test
    void says_at_which_line_the_yaml_is_wrong() throws Exception {
        assertThat(read("tag: machine-0\napipassword: \"hunter2\"x").problem())
                .isEqualTo(agentDir.resolve("agent.conf") + " is not valid YAML at line 2.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "- machine-0", "machine-0"})
    void says_so_when_it_is_no_mapping(String text) throws Exception {
        assertThat(read(text).problem()).endsWith("agent.conf is not a YAML mapping.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tag: [machine-0]", "tag: 17", "values: machine-0", "values: {deployed-units: 3}", "other: x"})
    void takes_what_it_does_not_understand_for_not_stated(String text) throws Exception {
        AgentConf conf = read(text);
        assertThat(conf.tag()).isEmpty();
        assertThat(conf.deployedUnits()).isEmpty();
        assertThat(conf.problem()).isEmpty();
    }

    @Test
    @Timeout(10)
    @HostileCase(value = "A30 agent.conf is a FIFO", outcome = "not waited for")
    void a_fifo_in_its_place_is_not_waited_for(@TempDir Path folder) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("agent.conf").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(AgentConf.in(folder).problem()).endsWith("agent.conf cannot be read: it is not a regular file.");
    }

    @Test
    void is_no_failure_when_it_is_missing_too_large_or_no_file() throws Exception {
        assertThat(AgentConf.in(agentDir).problem()).startsWith("There is no ").endsWith("agent.conf.");
        assertThat(read("a: " + "x".repeat(1 << 20)).problem()).endsWith("is larger than an agent.conf can be.");
        Files.delete(agentDir.resolve("agent.conf"));
        Files.createDirectory(agentDir.resolve("agent.conf"));
        assertThat(AgentConf.in(agentDir).problem()).contains("cannot be read");
    }

    private AgentConf read(String text) throws IOException {
        Files.writeString(agentDir.resolve("agent.conf"), text);
        return AgentConf.in(agentDir);
    }
}
