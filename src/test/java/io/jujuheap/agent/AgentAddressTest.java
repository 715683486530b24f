// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jujuheap.agent.AgentAddress.AbstractName;
import io.jujuheap.agent.AgentAddress.SocketFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAddressTest {
    @Test
    void is_a_file_or_an_abstract_name() {
        assertThat(AgentAddress.parse("unix:/run/a.sock")).isEqualTo(new SocketFile(Path.of("/run/a.sock")));
        assertThat(AgentAddress.parse("unix:a.sock")).isEqualTo(new SocketFile(Path.of("a.sock")));
        assertThat(AgentAddress.parse("unix:@jujud-machine-0")).isEqualTo(new AbstractName("jujud-machine-0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:/run/a.sock", "unix:@jujud-machine-0"})
    void prints_as_it_is_read(String text) {
        assertThat(AgentAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unix:",
                "/run/a.sock",
                "@jujud-machine-0",
                "http://localhost",
                "unix:@",
                "unix:@a b",
                "unix:a\0b"
            })
    void is_not(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentAddress.parse(text))
                .withMessageMatching("[ -~]{20,}\\.");
    }

    @Test
    void has_an_abstract_name_of_at_most_107_bytes() {
        assertThat(AgentAddress.parse("unix:@" + "a".repeat(107))).isInstanceOf(AbstractName.class);
        assertThatIllegalArgumentException().isThrownBy(() -> AgentAddress.parse("unix:@" + "a".repeat(108)));
    }

    @Test
    void of_an_agent_is_where_juju_puts_it() {
        AgentTag tag = new AgentTag("unit-mysql-0");
        assertThat(AgentAddress.abstractOf(tag)).hasToString("unix:@jujud-unit-mysql-0");
    }
}
