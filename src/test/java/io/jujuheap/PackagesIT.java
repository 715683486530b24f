// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.testkit.ChildProcess;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages of {@code make dist}, unpacked and installed outside of a checkout. */
class PackagesIT {
    private static final String PACKAGE =
            Path.of("src/build/package").toAbsolutePath().toString();
    private static final String JAR = System.getProperty("jujuheap.jar");
    private static final String PROFILE = Path.of("src/test/resources/profiles/jsonserver-go1.26/heap-03.pb.gz")
            .toAbsolutePath()
            .toString();

    @TempDir
    static Path packages;

    @BeforeAll
    static void make() throws Exception {
        done(List.of(PACKAGE, JAR, packages.toString()));
    }

    @Test
    void two_builds_are_the_same_byte_for_byte(@TempDir Path again) throws Exception {
        String otherwise = "cd / && umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 exec \"$0\" \"$@\"";
        done(List.of("sh", "-c", otherwise, PACKAGE, JAR, again.toString()));
        List<Path> files = filesIn(packages);
        assertThat(files).hasSize(3).allSatisfy(file -> assertThat(again.resolve(file.getFileName()))
                .hasSameBinaryContentAs(file));
    }

    @Test
    void the_tarball_runs_where_it_is_unpacked(@TempDir Path folder) throws Exception {
        Path home = Files.createDirectory(folder.resolve("with a space"));
        done(List.of("tar", "-xzf", file(".tar.gz"), "-C", home.toString()));
        Path unpacked = filesIn(home).get(0);
        assertThat(bare(unpacked.resolve("juju-heap").toString(), "top", PROFILE))
                .isEqualTo(Launcher.run("top", PROFILE).out());
        assertThat(unpacked.resolve("juju-heap.1")).content().startsWith(".TH JUJU-HEAP 1");
        assertThat(unpacked.resolve("completion/juju-heap.bash")).content().contains("complete ");
        assertThat(unpacked.resolve("completion/_juju-heap")).content().startsWith("#compdef juju-heap");
        assertThat(unpacked.resolve("licenses/jersey-server/LICENSE.md")).exists();
    }

    /** By dpkg into a root of its own; the scripts run outside of it, as the root has no shell. */
    @Test
    void the_debian_package_is_installed_runs_and_is_removed(@TempDir Path root) throws Exception {
        Path database = Files.createDirectories(root.resolve("var/lib/dpkg"));
        Files.createDirectory(database.resolve("info"));
        Files.createDirectory(database.resolve("updates"));
        Files.createFile(database.resolve("status"));

        dpkg(root, "--install", file(".deb"));
        assertThat(bare(root.resolve("usr/bin/juju-heap").toString(), "top", PROFILE))
                .isEqualTo(Launcher.run("top", PROFILE).out());
        assertThat(filesIn(root.resolve("usr/share/juju-heap")))
                .anyMatch(file -> file.toString().matches(".*\\.(jsa|aot)"));
        assertThat(root.resolve("usr/share/man/man1/juju-heap.1.gz")).isNotEmptyFile();
        assertThat(root.resolve("usr/share/bash-completion/completions/juju-heap"))
                .isNotEmptyFile();
        assertThat(root.resolve("usr/share/zsh/vendor-completions/_juju-heap")).isNotEmptyFile();

        dpkg(root, "--remove", "juju-heap");
        assertThat(root.resolve("usr")).doesNotExist();
    }

    @Test
    void the_debian_package_asks_for_a_java_that_runs_it() throws Exception {
        String control = done(List.of("dpkg-deb", "--field", file(".deb"), "Depends", "Version", "Architecture"))
                .out();
        assertThat(control)
                .contains("Depends: default-jre-headless (>= 2:1.17) | java17-runtime-headless")
                .contains("Version: " + version())
                .contains("Architecture: all");
    }

    @Test
    void every_name_has_the_version_that_the_program_tells() throws Exception {
        String version = version();
        assertThat(filesIn(packages)).allMatch(file -> file.toString().contains(version));
    }

    /** The changelog and the pom tell one version and one date, or nothing is made. */
    @Test
    void a_version_without_a_section_in_the_changelog_is_refused(@TempDir Path checkout) throws Exception {
        done(List.of("cp", "-R", "--parents", "src/build", "pom.xml", "CHANGELOG.md", checkout.toString()));
        Path pom = checkout.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replaceFirst("<version>[^<]*", "<version>9.9.9"));
        Outcome refused =
                Launcher.run(List.of(checkout.resolve("src/build/package").toString(), JAR, checkout.toString()));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("CHANGELOG.md has no section \"## 9.9.9 - ");
    }

    private static String version() throws IOException, InterruptedException {
        return Launcher.run("--version").out().split(" ")[1].strip();
    }

    private static void dpkg(Path root, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (!ChildProcess.isRoot()) {
            command.addAll(List.of("unshare", "--map-root-user"));
        }
        command.addAll(List.of("dpkg", "--root=" + root, "--force-script-chrootless", "--force-depends"));
        command.addAll(List.of("--log=/dev/null"));
        command.addAll(List.of(words));
        done(command);
    }

    /** What a command prints that has nothing in its environment but the usual folders. */
    private static String bare(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin", "TZ=UTC"));
        command.addAll(List.of(words));
        return done(command).out();
    }

    private static Outcome done(List<String> command) throws IOException, InterruptedException {
        Outcome outcome = Launcher.run(command);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome;
    }

    private static String file(String ending) throws IOException {
        return filesIn(packages).stream()
                .map(Path::toString)
                .filter(name -> name.endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
