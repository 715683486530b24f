// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.charm.play.BuiltCharm;
import io.jujuheap.charm.play.Charmcraft;
import io.jujuheap.charm.tool.Subprocess;
import io.jujuheap.testkit.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The charm file that {@code make charm} builds. */
class CharmFileIT {
    private static final long BUDGET_BYTES = 26_000_000;
    private static final Set<String> JUJU_ARCHITECTURES = Set.of("amd64", "arm64", "ppc64el", "s390x", "riscv64");

    @TempDir
    Path folder;

    private FileSystem zip;

    @BeforeEach
    void open() throws IOException {
        zip = FileSystems.newFileSystem(BuiltCharm.path(), Map.of("enablePosixFileAttributes", "true"));
    }

    @AfterEach
    void close() throws IOException {
        zip.close();
    }

    @Test
    void two_builds_are_the_same_byte_for_byte() throws IOException {
        assertThat(BuiltCharm.again(folder)).hasSameBinaryContentAs(BuiltCharm.path());
    }

    @Test
    void it_stays_within_its_budget() {
        assertThat(BuiltCharm.path().toFile().length()).isLessThanOrEqualTo(BUDGET_BYTES);
    }

    /** Juju keeps the file modes of the zip, and a dispatch that is not executable breaks every hook. */
    @Test
    void programs_are_executable_and_nothing_else_is() throws IOException {
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                modes.put(entry.toString(), PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)));
            }
        }
        assertThat(modes).containsKeys("/metadata.yaml", "/config.yaml", "/actions.yaml", "/LICENSE", "/icon.svg");
        modes.forEach((file, mode) -> {
            boolean program = file.equals("/dispatch")
                    || file.equals("/lib/juju-heap")
                    || file.matches("/runtime/(bin/[^/]+|lib/j[a-z]+)");
            assertThat(mode).as(file).isEqualTo(program ? "rwxr-xr-x" : "rw-r--r--");
        });
    }

    @Test
    void its_listing_is_written_down() throws IOException {
        String listing =
                Subprocess.of("unzip", "-Z", BuiltCharm.path().toString()).run();
        Files.writeString(Path.of("target/charm-listing.txt"), listing);
        assertThat(listing).containsPattern("-rwxr-xr-x .* dispatch\n").doesNotContain("?rw");
    }

    /** Juju 4 refuses a charm without bases; all versions refuse an architecture they do not know. */
    @Test
    void the_manifest_names_the_bases_it_runs_on() throws IOException {
        JsonObject manifest = JsonObject.ofYaml(Files.readString(zip.getPath("manifest.yaml")));
        assertThat(manifest.objects("bases")).isNotEmpty().allSatisfy(base -> {
            assertThat(base.text("name")).contains("ubuntu");
            assertThat(base.text("channel").orElse("")).matches("[0-9]{2}\\.04/stable");
            assertThat(JUJU_ARCHITECTURES).containsAll(base.texts("architectures"));
        });
    }

    /** The libc of a release decides; that of 20.04 is older than many a JDK needs. */
    @Test
    void the_manifest_names_every_lts_whose_libc_is_new_enough() throws IOException {
        Map<String, Integer> libcs = new TreeMap<>(Map.of("20.04", 31, "22.04", 35, "24.04", 39, "26.04", 43));
        int needed = neededLibc();
        JsonObject manifest = JsonObject.ofYaml(Files.readString(zip.getPath("manifest.yaml")));
        assertThat(manifest.objects("bases").stream()
                        .map(base -> base.text("channel").orElse("").replace("/stable", "")))
                .containsExactlyElementsOf(libcs.keySet().stream()
                        .filter(release -> libcs.getOrDefault(release, 0) >= needed)
                        .toList());
    }

    /** Returns the minor version of the newest libc that a program or a library of the runtime asks for. */
    private int neededLibc() throws IOException {
        Pattern version = Pattern.compile("GLIBC_2\\.([0-9]+)");
        int needed = 0;
        try (Stream<Path> files = Files.walk(zip.getPath("/runtime"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = version.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                while (file.toString().matches(".*/(bin/java|lib/.*\\.so)") && matcher.find()) {
                    needed = Math.max(needed, Integer.parseInt(matcher.group(1)));
                }
            }
        }
        assertThat(needed).isPositive();
        return needed;
    }

    /** As Charmhub checks it; attributes look for a Python charm and are no errors. */
    @Test
    void charmcraft_finds_no_fault_in_it() throws IOException {
        String verdict = Charmcraft.run("analyse", BuiltCharm.path().toString(), "--format", "json");
        List<JsonObject> lints = JsonObject.ofJson("{\"checks\":" + verdict + "}").objects("checks").stream()
                .filter(check -> check.text("check_type").orElse("").equals("lint"))
                .toList();
        assertThat(lints).hasSizeGreaterThan(5).allSatisfy(check -> assertThat(check.text("result"))
                .as(check.toString())
                .isIn(Optional.of("ok"), Optional.of("nonapplicable")));
        assertThat(lints)
                .anyMatch(check -> check.text("name").equals(Optional.of("entrypoint"))
                        && check.text("result").equals(Optional.of("ok")));
    }

    @Test
    void charmcraft_reads_the_project() throws IOException {
        JsonObject project = JsonObject.ofYaml(Charmcraft.run("expand-extensions"));
        assertThat(project.text("name")).contains("juju-heap");
        assertThat(project.object("platforms").values()).hasSize(8);
    }

    /** A runtime in a charm gets no updates: it must be the newest when the charm is built. */
    @Test
    void a_build_warns_of_a_jdk_that_is_older_than_the_one_that_packages_offer() throws IOException {
        Path aptCache = folder.resolve("apt-cache");
        Files.writeString(aptCache, "#!/bin/sh\necho '  Candidate: 99.0.1+2-1~deb12u1'\n");
        Files.setPosixFilePermissions(aptCache, PosixFilePermissions.fromString("rwxr-xr-x"));
        String build = "PATH=" + folder + ":$PATH exec charm/build no-such-jar no-such-charm";
        assertThat(Subprocess.of("sh", "-c", build).tryRun().error())
                .containsPattern("WARNING: the runtime is of Java [0-9.+]+, but 99\\.0\\.1\\+2 is offered")
                .contains("no-such-jar is missing");
        Files.writeString(aptCache, "#!/bin/sh\necho '  Candidate: 8.0.1+2-1~deb12u1'\n");
        assertThat(Subprocess.of("sh", "-c", build).tryRun().error()).doesNotContain("WARNING");
    }

    /** Of the jar and of the Java in it. */
    @Test
    void it_carries_the_licences_of_what_is_in_it() throws IOException {
        assertThat(jarEntries())
                .contains(
                        "META-INF/NOTICE",
                        "META-INF/licenses/README.txt",
                        "META-INF/licenses/jersey-server/LICENSE.md",
                        "META-INF/licenses/re2j/LICENSE.txt",
                        "META-INF/sbom/juju-heap.cdx.json",
                        "io/jujuheap/render/page/uplot-LICENSE.txt");
        assertThat(Files.readString(zip.getPath("runtime/legal/java.base/LICENSE")))
                .contains("GNU General Public License", "CLASSPATH");
    }

    @Test
    void of_the_native_libraries_it_has_the_one_that_runs_here() throws IOException {
        assertThat(jarEntries().stream().filter(entry -> entry.endsWith(".so")))
                .singleElement()
                .asString()
                .startsWith("lib/" + System.getProperty("os.arch") + "-Linux-");
    }

    private List<String> jarEntries() throws IOException {
        List<String> entries = new ArrayList<>();
        try (InputStream file = Files.newInputStream(zip.getPath("lib/juju-heap.jar"));
                JarInputStream jar = new JarInputStream(file)) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                entries.add(entry.getName());
            }
        }
        return entries;
    }
}
