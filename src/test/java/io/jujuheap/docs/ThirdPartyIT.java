// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar says what it is made of, and carries what the licences of its parts ask for. */
class ThirdPartyIT {
    private static final String LICENCES = "META-INF/licenses/";
    private static final String PAGE = "io/jujuheap/render/page/";
    private static final Path LIST = Path.of("src/main/resources", LICENCES, "README.txt");
    private static final String INTRODUCTION =
            """
            The libraries in this jar, by the licence that each is taken under, with the entry of the jar that has its text.
            META-INF/sbom/juju-heap.cdx.json has their versions, META-INF/NOTICE their notices. Private copies in libraries:
            ASM in jersey-server (asm/LICENSE.txt), Guava in jersey-common (Apache-2.0), FastDoubleParser and Schubfach in
            jackson-core.
            """;
    private static final Pattern LIBRARY =
            Pattern.compile("[^:\\s]+:([^:\\s]+):[^:\\s]+:([^:\\s]+):(?:compile|runtime|provided)\\b");
    private static final Pattern PRIVATE_COPY = Pattern.compile(".*/(?:repackaged|shaded|internal/guava)/.*");

    /** The licence that we take each library under, by its id or name in the bill of materials, and where its text is. */
    private static final Map<String, String> TEXTS = Map.of(
            "Apache-2.0", LICENCES + "commons-cli/LICENSE.txt",
            "EPL-2.0", LICENCES + "jersey-server/LICENSE.md",
            "BSD-2-Clause", LICENCES + "HdrHistogram/LICENSE.txt",
            "Go License", LICENCES + "re2j/LICENSE.txt",
            "0BSD", LICENCES + "xz/LICENSE.txt");

    /** What these texts, and those of the page's libraries, are known by. */
    private static final Map<String, String> WORDS = Map.of(
            "Apache-2.0", "Apache License",
            "EPL-2.0", "Eclipse Public License - v 2.0",
            "BSD-2-Clause", "Redistributions in binary form must reproduce",
            "Go License", "The Go Authors",
            "0BSD", "with or without fee is hereby granted",
            "ISC", "provided that the above",
            "MIT", "The above copyright notice and this permission notice");

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(System.getProperty("jujuheap.jar"));
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    /** What Maven resolved for this build; {@code make bom} writes the bill anew. */
    @Test
    void the_bill_of_materials_has_every_library_of_the_build_and_no_other() throws IOException {
        List<String> resolved = LIBRARY.matcher(Files.readString(Path.of("target/libraries.txt")))
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
        assertThat(resolved).hasSizeGreaterThan(40);
        assertThat(components()
                        .map(component -> name(component) + " "
                                + component.path("version").asText()))
                .containsExactlyInAnyOrderElementsOf(resolved);
    }

    @Test
    void every_library_has_a_licence_whose_text_is_in_the_jar() throws IOException {
        assertThat(components()).hasSizeGreaterThan(40).allSatisfy(component -> {
            String name = name(component);
            assertThat(licences(component).filter(licence -> isInTheJar(name, licence)))
                    .as("licences of %s with a text in the jar, of %s", name, component.path("licenses"))
                    .isNotEmpty();
        });
    }

    @Test
    void private_copies_that_libraries_carry_have_their_licences_too() throws IOException {
        assertThat(entries()
                        .filter(entry -> entry.endsWith(".class") && !entry.startsWith("META-INF/"))
                        .map(PRIVATE_COPY::matcher)
                        .filter(found -> found.matches())
                        .map((MatchResult found) -> found.group().split("/", -1))
                        .map(path -> String.join("/", List.of(path).subList(0, 4)))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "jersey/repackaged/org/objectweb",
                        "org/glassfish/jersey/internal",
                        "com/fasterxml/jackson/core");
        assertThat(text(LICENCES + "asm/LICENSE.txt")).contains("INRIA, France Telecom", "Redistributions in binary");
        assertThat(text(LICENCES + "jackson-core/FastDoubleParser-LICENSE")).contains("MIT License");
        assertThat(text(LICENCES + "jackson-core/Schubfach-LICENSE")).contains("Raffaello Giulietti");
        assertThat(text("META-INF/NOTICE")).contains("Google Guava", "Apache Commons CLI", "Jackson");
    }

    @Test
    void a_person_can_read_which_library_is_under_which_licence() throws IOException {
        Map<String, Set<String>> byLicence = new TreeMap<>();
        components().forEach(component -> byLicence
                .computeIfAbsent(heading(component), heading -> new TreeSet<>())
                .add("    " + name(component) + "\n"));
        StringBuilder list = new StringBuilder(INTRODUCTION);
        byLicence.forEach((heading, names) ->
                list.append('\n').append(heading).append('\n').append(String.join("", names)));
        if (System.getProperty("docs.update") != null) {
            Files.writeString(LIST, list);
        }
        assertThat(text(LICENCES + "README.txt")).isEqualTo(list.toString());
    }

    /** The licence that we take a library under, and where its text is. */
    private String heading(JsonNode component) {
        String licence = licences(component)
                .filter(name -> isInTheJar(name(component), name))
                .findFirst()
                .orElseThrow();
        return licence + ": " + place(name(component), licence);
    }

    private Stream<JsonNode> components() throws IOException {
        JsonNode bom = new ObjectMapper().readTree(text("META-INF/sbom/juju-heap.cdx.json"));
        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        List<JsonNode> components = new ArrayList<>();
        bom.path("components").forEach(components::add);
        return components.stream();
    }

    private static String name(JsonNode component) {
        return component.path("name").asText();
    }

    private static Stream<String> licences(JsonNode component) {
        Stream.Builder<String> names = Stream.builder();
        component.path("licenses").forEach(choice -> {
            JsonNode licence = choice.path("license");
            names.add(licence.path(licence.has("id") ? "id" : "name").asText());
        });
        return names.build();
    }

    private boolean isInTheJar(String component, String licence) {
        String place = place(component, licence);
        return WORDS.containsKey(licence)
                && jar.getEntry(place) != null
                && text(place).contains(WORDS.get(licence));
    }

    private static String place(String component, String licence) {
        return TEXTS.getOrDefault(licence, PAGE + component + "-LICENSE.txt");
    }

    private Stream<String> entries() {
        return jar.stream().map(entry -> entry.getName());
    }

    private String text(String entry) {
        assertThat(jar.getEntry(entry)).as("%s in the jar", entry).isNotNull();
        try (var in = jar.getInputStream(jar.getEntry(entry))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(entry, e);
        }
    }
}
