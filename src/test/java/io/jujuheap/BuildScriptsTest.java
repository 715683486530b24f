// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the build's scripts do on machines that lack something, with stand-ins for the programs of such a machine. */
class BuildScriptsTest {
    private static final List<String> OF_EVERY_SYSTEM =
            List.of("awk", "sed", "tr", "cat", "ls", "mktemp", "rm", "tail", "tee", "grep", "env", "touch", "chmod");

    @TempDir
    private Path bin;

    @BeforeEach
    void setUp() throws IOException {
        for (String program : OF_EVERY_SYSTEM) {
            Path real = Path.of("/usr/bin", program);
            standIn(program, "exec " + (Files.exists(real) ? real : Path.of("/bin", program)) + " \"$@\"");
        }
        standIn("id", "echo 0");
        standIn("apt-cache", "exit 0");
        standIn("apt-get", "echo \"$@\" >>" + bin + "/apt-log; touch " + bin + "/mvn; chmod +x " + bin + "/mvn");
    }

    @Test
    void nothing_is_installed_unasked() throws Exception {
        Outcome need = run(List.of(), "src/build/need", "mvn", "awk", "go-missing");
        assertThat(need.code()).isEqualTo(1);
        assertThat(need.err())
                .contains("missing commands: mvn go-missing.", "apt-get install maven go-missing", "make YES=1");
        assertThat(bin.resolve("apt-log")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"y, 0", "n, 1", "'', 1"})
    void it_asks_at_a_terminal(String answer, int code) throws Exception {
        String script = "printf '" + answer + "\\n' | /usr/bin/script -qec 'src/build/need mvn' /dev/null";
        Outcome need = run(List.of(), "/bin/sh", "-c", script + "; [ -e " + bin + "/apt-log ]");
        assertThat(need.out()).contains("Install them now? [y/N]");
        assertThat(need.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"YES=1", "CI=true"})
    void it_installs_unasked_where_it_is_told_to_and_upgrades_nothing(String told) throws Exception {
        Outcome need = run(List.of(told), "src/build/need", "mvn");
        assertThat(need.code()).as(need.err()).isZero();
        assertThat(Files.readAllLines(bin.resolve("apt-log")))
                .containsExactly("update", "install -y --no-install-recommends --no-upgrade maven");
    }

    @ParameterizedTest
    @CsvSource({
        "dnf, dnf install java-21-openjdk-devel maven iproute",
        "pacman, pacman -S jdk21-openjdk maven iproute2",
        "brew, brew install openjdk@21 maven iproute2mac"
    })
    void it_names_the_packages_of_other_systems(String manager, String advice) throws Exception {
        Files.delete(bin.resolve("apt-get"));
        standIn(manager, "exit 1");
        Outcome need = run(List.of("YES=1"), "src/build/need", "javac", "mvn", "ip");
        assertThat(need.code()).isEqualTo(1);
        assertThat(need.err()).contains(advice + "\n");
    }

    /** An environment with this variable makes every Java print a line first, and that line has numbers too. */
    @Test
    void what_else_a_javac_says_does_not_hide_its_version() throws Exception {
        standIn("javac", "echo 'Picked up JAVA_TOOL_OPTIONS: -Xmx1g' >&2; echo 'javac 21.0.2'");
        assertThat(run(List.of(), "src/build/need", "javac").code()).isZero();
        standIn("javac", "echo 'Picked up JAVA_TOOL_OPTIONS: -Xmx99g' >&2; echo 'javac 11.0.2'");
        assertThat(run(List.of(), "src/build/need", "javac").err()).contains("openjdk-17-jdk-headless");
    }

    @Test
    void an_old_java_home_is_named() throws Exception {
        standIn("javac", "echo 'javac 21.0.2'");
        Path old = Files.createDirectories(bin.resolve("jdk-11/bin"));
        Files.copy(standIn("javac-11", "echo 'javac 11.0.2'"), old.resolve("javac"));
        Outcome need = run(List.of("YES=1", "JAVA_HOME=" + old.getParent()), "src/build/need", "javac");
        assertThat(need.code()).isEqualTo(1);
        assertThat(need.err()).contains("JAVA_HOME is " + old.getParent() + ", which has no javac of Java 17 or newer");
    }

    @ParameterizedTest
    @CsvSource({
        "Could not transfer artifact a:b:jar:1 from/to central, The first build needs Maven Central",
        "Cannot access central in offline mode, The first build needs Maven Central",
        "error: release version 17 not supported, set JAVA_HOME to a JDK 17 or newer"
    })
    void maven_s_failure_gets_a_sentence(String said, String sentence) throws Exception {
        standIn("mvn", "printf '%s\\033[0m\\n' '" + said + "'; exit 3");
        Outcome maven = run(List.of(), "src/build/maven", "verify");
        assertThat(maven.code()).isEqualTo(3);
        assertThat(maven.out()).isEqualTo(said + "\n");
        assertThat(maven.err()).contains(sentence);
    }

    private Path standIn(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(List<String> settings, String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("/usr/bin/env", "-i", "PATH=" + bin));
        whole.addAll(settings);
        whole.addAll(List.of(command));
        return ChildProcess.run(whole);
    }
}
