// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code make install} puts on a machine, used from there: by a shell, by the Juju client, by man. */
class InstallIT {
    private static final Path PROFILES =
            Path.of("src/test/resources/profiles/jsonserver-go1.26").toAbsolutePath();
    private static final String PROFILE = PROFILES.resolve("heap-03.pb.gz").toString();

    @TempDir
    static Path root;

    @BeforeAll
    static void install() throws Exception {
        Outcome make = make("install");
        assertThat(make.code()).as(make.err()).isZero();
    }

    @Test
    void the_command_runs_from_path_with_its_archive() throws Exception {
        Outcome top = Launcher.run(path(), List.of("sh", "-c", "cd / && juju-heap top " + PROFILE));
        assertThat(top.err()).isEmpty();
        assertThat(top.out()).isEqualTo(Launcher.run("top", PROFILE).out());
        assertThat(installed("share/juju-heap")).anyMatch(name -> name.endsWith(".jsa") || name.endsWith(".aot"));
    }

    /**
     * A class from elsewhere costs more than a report does: the jar is opened for it, with its 10,000 names. The archive is
     * made through a relative path and serves a call from another folder.
     */
    @ParameterizedTest
    @CsvSource({
        "java, top heap-03.pb.gz",
        "java, top heap-00.txt",
        "java, top --format json heap-03.pb.gz",
        "java, flame -o - heap-03.pb.gz",
        ", top heap-03.pb.gz",
        ", tree heap-00.txt",
        ", diff --format=json heap-00.pb.gz heap-03.pb.gz",
        ", leaks heap-00.pb.gz heap-03.pb.gz",
        ", flame -o - heap-03.pb.gz"
    })
    void every_class_comes_from_the_archive(@Nullable String ofTests, String command) throws Exception {
        Map<String, String> java =
                ofTests == null ? Map.of() : Map.of("JUJU_HEAP_JAVA", System.getProperty("java.home") + "/bin/java");
        Path log = Files.createTempFile(root, "classes", ".log");
        String make = "cd " + root.resolve("usr") + " && bin/juju-heap --make-archive";
        assertThat(Launcher.run(java, List.of("sh", "-c", make)).err()).isEmpty();
        Map<String, String> logging = new HashMap<>(java);
        logging.put("JUJU_HEAP_JAVA_OPTS", "-Xlog:class+load:file=" + log);
        String call = "cd " + PROFILES + " && " + root.resolve("usr/bin/juju-heap") + " " + command;
        assertThat(Launcher.run(logging, List.of("sh", "-c", call)).code()).isZero();
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains(" io.jujuheap.cli.Main source: shared objects file"))
                // The events of JFR are in no archive.
                .filteredOn(line -> !line.contains(" jdk.internal.event."))
                .noneMatch(line -> line.contains(" source: file:") || line.contains(" source: jrt:"));
    }

    /** Jackson's ObjectMapper needs them when it is loaded, for a fifth of the time of a small JSON. */
    @Test
    void json_is_written_without_the_tables_of_languages() throws Exception {
        Outcome json = Launcher.run(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xlog:class+load",
                "-cp",
                root.resolve("usr/share/juju-heap/juju-heap.jar").toString(),
                "io.jujuheap.cli.Main",
                "top",
                "--format=json",
                PROFILE));
        assertThat(json.out())
                .contains("\"flatPercent\":", " com.fasterxml.jackson.databind.SerializationConfig ")
                .doesNotContain(" sun.util.locale.provider.LocaleProviderAdapter ");
    }

    @Test
    void what_writes_json_or_pages_has_an_archive_of_its_own_where_java_loads_all_of_one() throws Exception {
        Path share = root.resolve("usr/share/juju-heap");
        Optional<String> name = installed("share/juju-heap").stream()
                .filter(file -> file.endsWith("-views.aot"))
                .findFirst();
        assumeThat(name).as("needs Java 25").isPresent();
        Path archive = share.resolve(name.orElseThrow());
        Path log = root.resolve("views.log");
        Map<String, String> logging = Map.of("JUJU_HEAP_JAVA_OPTS", "-Xlog:class+load:file=" + log);
        String view = "com.fasterxml.jackson.databind.SerializationConfig source: shared objects file";
        List<String> command = List.of(root.resolve("usr/bin/juju-heap").toString(), "top", PROFILE);
        List<String> json = new ArrayList<>(command);
        json.add("--format=json");

        assertThat(Launcher.run(logging, command).code()).isZero();
        assertThat(log).content().doesNotContain(view);
        assertThat(Launcher.run(logging, json).code()).isZero();
        assertThat(log).content().contains(view);

        Path aside = Files.move(archive, root.resolve("aside.aot"));
        try {
            assertThat(Launcher.run(List.of(command.get(0), "--version")).err())
                    .startsWith("juju-heap: the class archive of JSON and flame graphs for Java ")
                    .contains(" is missing");
            Outcome without = Launcher.run(logging, json);
            assertThat(without.out()).contains("\"flatPercent\":");
            assertThat(without.err()).isEmpty();
            // The archive of tables is better than none.
            assertThat(log).content().contains(" io.jujuheap.cli.Main source: shared objects file");

            Files.copy(aside, archive);
            Files.setLastModifiedTime(archive, FileTime.fromMillis(0));
            assertThat(Launcher.run(List.of(command.get(0), "--version")).err())
                    .startsWith("juju-heap: the class archive of JSON and flame graphs for Java ")
                    .contains(" is older than the jar");
        } finally {
            Files.move(aside, archive, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(Launcher.run(List.of(command.get(0), "--version")).err()).isEmpty();
    }

    /** As apt does: the folder stays, what is in it is another build of the same major version. */
    @Test
    void an_archive_of_the_java_before_an_update_is_found_stale_and_replaced(@TempDir Path folder) throws Exception {
        Path home = folder.resolve("java");
        Path command = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.createSymbolicLink(command, Path.of(System.getProperty("java.home"), "bin", "java"));
        Map<String, String> java = Map.of("JUJU_HEAP_JAVA", command.toString());
        List<String> version = List.of(root.resolve("usr/bin/juju-heap").toString(), "--version");
        List<String> makeArchive = List.of(version.get(0), "--make-archive");

        // Of the Java that runs, for the launcher's options follow from the version.
        String updated = Runtime.version().feature() + ".0.98";
        release(home, updated, updated + "+1-Test-1");
        assertThat(Launcher.run(java, version).err())
                .isEqualTo(
                        "juju-heap: the class archive for Java " + updated
                                + "+1-Test-1 is missing, so that each start takes two to three times as long: run 'juju-heap --make-archive'\n");
        assertThat(Launcher.run(java, makeArchive).code()).isZero();
        assertThat(Launcher.run(java, version).err()).isEmpty();

        release(home, updated, updated + "+1-Test-2");
        assertThat(Launcher.run(java, version).err()).contains("for Java " + updated + "+1-Test-2 is missing");
        assertThat(Launcher.run(java, makeArchive).code()).isZero();
        assertThat(Launcher.run(java, version).err()).isEmpty();
        String archive = "juju-heap-java" + updated + "+1-Test-2";
        assertThat(installed("share/juju-heap").stream().filter(name -> name.contains(updated)))
                .containsExactlyInAnyOrderElementsOf(
                        Runtime.version().feature() < 25
                                ? List.of(archive + ".jsa")
                                : List.of(archive + ".aot", archive + "-views.aot"));
    }

    private static void release(Path home, String version, String build) throws IOException {
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Test\"\nJAVA_RUNTIME_VERSION=\"" + build + "\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    /** As the charm unpacks itself, before it has made its archive. */
    @Test
    void it_starts_with_a_java_of_its_own_that_has_no_archive_yet(@TempDir Path folder) throws Exception {
        Path command = folder.resolve("juju-heap");
        Files.copy(root.resolve("usr/bin/juju-heap"), command, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(folder.resolve("juju-heap.jar"), root.resolve("usr/share/juju-heap/juju-heap.jar"));
        Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("runtime/bin")).resolve("java"),
                Path.of(System.getProperty("java.home"), "bin", "java"));
        // The options of the JVM lie beside the jar, and with them what makes a folder an installation.
        for (String options : List.of("service.options", "command.options")) {
            Files.copy(root.resolve("usr/share/juju-heap").resolve(options), folder.resolve(options));
        }
        Outcome version = Launcher.run(List.of(command.toString(), "--version"));

        assertThat(version.out()).startsWith("juju-heap ");
        assertThat(version.err()).startsWith("juju-heap: the class archive for Java of the charm is missing");
    }

    @Test
    void the_juju_client_finds_a_plugin_that_describes_itself() throws Exception {
        Outcome description = Launcher.run(path(), List.of("sh", "-c", "juju-heap --description"));
        assertThat(description.out().lines()).hasSize(1).allMatch(line -> line.length() < 100);
        assertThat(Launcher.run(path(), List.of("sh", "-c", "juju-heap --version"))
                        .out())
                .startsWith("juju-heap ");
    }

    @Test
    void the_manual_page_is_set_without_a_warning() throws Exception {
        String page = root.resolve("usr/share/man/man1/juju-heap.1").toString();
        Outcome groff = Launcher.run(List.of("groff", "-man", "-ww", "-Tutf8", "-P-cbou", page));
        assertThat(groff.err()).isEmpty();
        assertThat(groff.out())
                .contains("JUJU-HEAP(1)", "leaks --fail-on-leak found a leak", "--sample-index TYPE", "growthPerHour")
                .doesNotContain("\\f", ".TP");
    }

    @Test
    void bash_loads_the_completion_and_offers_options() throws Exception {
        String script = "source " + root.resolve("usr/share/bash-completion/completions/juju-heap")
                + "; complete -p juju-heap; COMP_WORDS=(juju-heap leaks --fa); COMP_CWORD=2; _juju_heap; echo"
                + " \"${COMPREPLY[@]}\"";
        Outcome bash = Launcher.run(List.of("bash", "-c", script));
        assertThat(bash.err()).isEmpty();
        assertThat(bash.out()).contains("-F _juju_heap juju-heap").endsWith("--fail-on-leak\n");
    }

    /** In a real zsh on a pseudo-terminal of its own: a word, a tab, and what stands on the line then. */
    @Test
    void zsh_completes_commands_and_options() throws Exception {
        String functions = root.resolve("usr/share/zsh/site-functions").toString();
        String script =
                """
                zmodload zsh/zpty
                zpty shell 'TERM=dumb zsh -f -i'
                zpty -w shell 'fpath=(%s $fpath); autoload -Uz compinit; compinit -u -D; PS1=; echo loaded'
                while zpty -r shell line; do [[ $line == loaded* ]] && break; done
                zpty -w -n shell $'juju-heap conv\\t\\C-a: \\C-e\\n'
                zpty -w -n shell $'juju-heap leaks --fail-on\\t\\C-a: \\C-e\\n'
                zpty -w shell 'echo finished'
                while zpty -r shell line; do print -r -- $line; [[ $line == finished* ]] && break; done
                zpty -d shell
                """
                        .formatted(functions);
        Outcome zsh = Launcher.run(List.of("zsh", "-f", "-c", script));
        assertThat(zsh.out()).as(zsh.err()).contains("juju-heap convert").contains("juju-heap leaks --fail-on-leak");
    }

    /** Into a folder with a space, by root with the umask of a careful machine: every user can use what is there then. */
    @Test
    void any_folder_and_umask_will_do_and_uninstall_leaves_nothing(@TempDir Path parent) throws Exception {
        Path other = parent.resolve("a b");
        String install = "umask 077 && exec make -s install DESTDIR='" + other + "' PREFIX=/opt/x";
        Outcome made = Launcher.run(List.of("sh", "-c", install));
        assertThat(made.code()).as(made.err()).isZero();
        try (Stream<Path> files = Files.walk(other.resolve("opt"))) {
            assertThat(files).hasSizeGreaterThan(10).allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                    .as(file.toString())
                    .contains(PosixFilePermission.OTHERS_READ));
        }
        assertThat(Launcher.run(List.of(other.resolve("opt/x/bin/juju-heap").toString(), "--version"))
                        .out())
                .startsWith("juju-heap ");
        assertThat(Launcher.run(List.of("make", "-s", "uninstall", "DESTDIR=" + other, "PREFIX=/opt/x"))
                        .code())
                .isZero();
        try (Stream<Path> left = Files.walk(other)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static Outcome make(String target) throws IOException, InterruptedException {
        return Launcher.run(List.of("make", "-s", target, "DESTDIR=" + root, "PREFIX=/usr"));
    }

    private static Map<String, String> path() {
        return Map.of("PATH", root.resolve("usr/bin") + ":" + System.getenv("PATH"));
    }

    private static List<String> installed(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("usr").resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
