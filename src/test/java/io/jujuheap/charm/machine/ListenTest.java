// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.io.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:16060", "127.1.2.3:1", "[::1]:16060", "localhost:16060"})
    void knows_loopback(String text) {
        assertThat(Listen.parse(text).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:16060", ":16060", "[::]:16060", "10.0.0.5:16060", "localhost.example:16060"})
    void knows_what_is_not_loopback(String text) {
        assertThat(Listen.parse(text).isLoopback()).isFalse();
    }

    @Test
    void the_machine_reaches_itself_by_loopback_where_every_address_is_listened_on() {
        assertThat(Listen.parse(":16060").localHost()).isEqualTo("127.0.0.1");
        assertThat(Listen.parse("[::]:16060").localHost()).isEqualTo("127.0.0.1");
        assertThat(Listen.parse("10.0.0.5:16060").localHost()).isEqualTo("10.0.0.5");
    }

    @Test
    void writes_what_it_read() {
        assertThat(Listen.parse("[fd00::1]:16060")).hasToString("[fd00::1]:16060");
        assertThat(Listen.parse("10.0.0.5:80")).hasToString("10.0.0.5:80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "16060", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "::1:16060", "a b:1", "h:1\nx:2"})
    void refuses_what_has_no_host_and_fixed_port(String text) {
        assertThatThrownBy(() -> Listen.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not HOST:PORT, such as 127.0.0.1:16060.");
    }
}
