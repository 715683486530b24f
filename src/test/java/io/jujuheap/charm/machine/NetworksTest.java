// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private static final String DENY = "IPAddressDeny=any\nIPAddressAllow=localhost";

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:16060, ''",
        "localhost:16060, ''",
        "0.0.0.0:16060, ' 10.0.0.0/8 fc00::/7'",
        "[::]:16060, ' 10.0.0.0/8 fc00::/7'",
        "192.0.2.7:16060, ' 192.0.2.7 10.0.0.0/8 fc00::/7'",
        "[2001:db8::7]:16060, ' 2001:db8::7 10.0.0.0/8 fc00::/7'",
        "node.example:16060, ' 10.0.0.0/8 fc00::/7'"
    })
    void this_machine_and_the_networks_are_let_in(String listen, String allowed) {
        assertThat(parse("10.0.0.0/8, fc00::/7").directives(Listen.parse(listen)))
                .isEqualTo(DENY + allowed);
    }

    @Test
    void none_lets_all_in_but_on_loopback() {
        Networks none = Networks.parse(Optional.empty());
        assertThat(none.directives(Listen.parse("0.0.0.0:16060"))).isEmpty();
        assertThat(none.directives(Listen.parse("127.0.0.1:16060"))).isEqualTo(DENY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0", "0.0.0.0/0", "255.255.255.255/32", "::/0", "::1", "fe80::1/128", "::ffff:10.0.0.1"})
    void a_network_is_what_systemd_takes_for_one(String network, @TempDir Path folder) throws IOException {
        assertThat(parse(network).allowed()).containsExactly(network);
        assertThat(complaints(network, folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "fc00::/129",
                "10.0.0/8",
                "256.0.0.1",
                "10.0.0.0/",
                "/8",
                "example.com",
                "g::1",
                "1:2",
                ":::"
            })
    void anything_else_is_refused_before_systemd_passes_over_it(String network, @TempDir Path folder)
            throws IOException {
        assertThatThrownBy(() -> parse(network))
                .isInstanceOf(UsageException.class)
                .hasMessage("allow-networks: \"" + network + "\" is not a network, such as 10.0.0.0/8 or fc00::/7.");
        assertThat(complaints(network, folder)).isNotEmpty();
    }

    private static Networks parse(String text) {
        return Networks.parse(Optional.of(text));
    }

    private static String complaints(String network, Path folder) throws IOException {
        Path file = folder.resolve("networks.service");
        Files.writeString(file, "[Service]\nExecStart=/bin/true\nIPAddressDeny=any\nIPAddressAllow=" + network + "\n");
        return Subprocess.of("systemd-analyze", "verify", file.toString())
                .tryRun()
                .error();
    }
}
