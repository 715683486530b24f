// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.charm.tool.Documents;
import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.io.Programs;
import io.jujuheap.io.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceFileTest {
    private static final MachineLayout LAYOUT = new MachineLayout(Path.of("/"), Path.of("/c"));

    private static final Pattern SCORE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+)");

    @TempDir
    Path folder;

    @Test
    void systemd_finds_no_fault_in_it() throws IOException {
        Programs.Result result = analyze("verify", rendered(true));
        assertThat(result.exitCode()).isZero();
        assertThat(result.error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void systemd_rates_it_1_7_or_better(boolean loopback) throws IOException {
        Programs.Result result = analyze("security", rendered(loopback));
        Matcher score = SCORE.matcher(result.output());
        assertThat(score.find()).as(result.output() + result.error()).isTrue();
        assertThat(Double.parseDouble(score.group(1))).isLessThanOrEqualTo(1.7);
    }

    /** The rating as a whole would stay within its limit if one of them were missing. */
    @Test
    void it_can_do_nothing_beyond_owning_files() throws IOException {
        assertThat(rendered(false).lines())
                .contains(
                        "CapabilityBoundingSet=",
                        "AmbientCapabilities=",
                        "NoNewPrivileges=yes",
                        "ProtectSystem=strict",
                        "ProtectHome=yes",
                        "PrivateDevices=yes",
                        "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
                        "SystemCallFilter=@system-service",
                        "SystemCallFilter=~@privileged @resources",
                        "UMask=0077",
                        "LimitCORE=0");
    }

    /** A service that watches an agent must die before the agent does, come back after a crash, and not after a mistake. */
    @Test
    void it_comes_back_after_a_crash_and_gives_way_to_the_agent() throws IOException {
        assertThat(rendered(false).lines())
                .contains(
                        "Restart=on-failure",
                        "RestartSec=5",
                        "RestartPreventExitStatus=2",
                        "SuccessExitStatus=143",
                        "StartLimitIntervalSec=300",
                        "StartLimitBurst=10",
                        "MemoryHigh=192M",
                        "MemoryMax=256M",
                        "TasksMax=64",
                        "LimitNOFILE=4096",
                        "OOMScoreAdjust=500",
                        "CPUWeight=20",
                        "IOWeight=20",
                        "Nice=10");
    }

    @Test
    void the_kernel_drops_what_comes_from_elsewhere() throws IOException {
        assertThat(rendered(true)).contains("IPAddressDeny=any\nIPAddressAllow=localhost\n");
        assertThat(rendered(false)).contains("IPAddressDeny=any\nIPAddressAllow=localhost 10.0.0.0/8 fc00::/7\n");
    }

    @Test
    void arguments_reach_the_program_as_they_are() throws IOException {
        String text = ServiceFile.of(
                        "[Service]\nExecStart=@command@\n",
                        List.of("/bin/echo", "a b", "50%", "$HOME", "\"q\"", "\\"),
                        "")
                .text();
        assertThat(text).contains("ExecStart=/bin/echo \"a b\" 50%% \"$$HOME\" \"\\\"q\\\"\" \"\\\\\"\n");
        assertThat(analyze("verify", text).error()).isEmpty();
    }

    @Test
    void an_argument_cannot_become_a_directive() {
        assertThatThrownBy(() -> ServiceFile.of("@command@", List.of("/bin/echo", "x\nExecStartPost=/bin/evil"), ""))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("control character");
    }

    @Test
    void the_configuration_becomes_flags_of_the_service() {
        assertThat(ServiceFile.arguments(settings(true, "/etc/web.yml"), LAYOUT))
                .containsExactly(
                        "--web.listen-address=127.0.0.1:16060",
                        "--agent.data-dir=/var/lib/juju",
                        "--agent.data-dir=/var/snap/jujud/common",
                        "--collect.interval=5m",
                        "--store.path=/var/lib/juju-heap",
                        "--store.max-bytes=1GB",
                        "--store.max-age=7d",
                        "--log.level=debug",
                        "--web.token-file=/etc/juju-heap/authorization",
                        "--web.config.file=/etc/web.yml");
    }

    /** Parca's jobs can carry no token, so profiles can be opened to all; it takes two options, never one. */
    @Test
    void without_a_token_a_web_configuration_alone_lets_others_in() {
        String open = "--web.allow-insecure-debug";
        assertThat(ServiceFile.arguments(settings(false, "/etc/web.yml"), LAYOUT))
                .contains(open);
        assertThat(ServiceFile.arguments(settings(true, "/etc/web.yml"), LAYOUT))
                .doesNotContain(open);
        assertThat(ServiceFile.arguments(settings(false, ""), LAYOUT)).doesNotContain(open);
    }

    /** As systemd hands it to the program, whatever an address has in it. */
    @Test
    void each_source_link_becomes_a_flag_that_a_unit_file_can_hold() throws IOException {
        String pebble = "github.com/canonical/pebble=https://example.com/{version}/{path}#L{line}";
        String own = "example.com/a=http://git/?f=%2F{path}";
        List<String> arguments =
                ServiceFile.arguments(settings(true, "\",\"source-links\":\" " + pebble + "\\n  " + own), LAYOUT);
        assertThat(arguments).endsWith("--web.source-link=" + pebble, "--web.source-link=" + own);

        String unit = ServiceFile.of("[Service]\nExecStart=@command@\n", List.of("/bin/echo", arguments.get(9)), "")
                .text();
        assertThat(unit).contains("\"--web.source-link=" + pebble + "\"");
        assertThat(analyze("verify", unit).error()).isEmpty();
        assertThat(ServiceFile.inOptions("--web.source-link: \"x\" is not MODULE=ADDRESS."))
                .isEqualTo("source-links: \"x\" is not MODULE=ADDRESS.");
    }

    private static Settings settings(boolean token, String webConfigFile) {
        return Settings.from(Documents.jsonObject(("{\"interval\":\"5m\",\"listen-address\":\"127.0.0.1:16060\","
                        + "\"retention-size\":\"1GB\",\"retention-age\":\"7d\",\"token\":%s,\"log-level\":\"debug\","
                        + "\"web-config-file\":\"%s\"}")
                .formatted(token, webConfigFile)));
    }

    private static String rendered(boolean loopback) throws IOException {
        Networks networks = new Networks(List.of("10.0.0.0/8", "fc00::/7"));
        String network = networks.directives(Listen.parse(loopback ? "127.0.0.1:16060" : "0.0.0.0:16060"));
        return ServiceFile.of(
                        Files.readString(Path.of("charm/juju-heap.service")), List.of("/bin/true", "serve"), network)
                .text();
    }

    private Programs.Result analyze(String what, String unit) throws IOException {
        Path file = folder.resolve("juju-heap.service");
        Files.writeString(file, unit);
        return what.equals("security")
                ? Subprocess.of("systemd-analyze", "security", "--offline=true", file.toString())
                        .tryRun()
                : Subprocess.of("systemd-analyze", what, file.toString()).tryRun();
    }
}
