// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final String PAGE = "io/jujuheap/http/page/";
    private static final Pattern MAVEN_ARTIFACT = Pattern.compile("META-INF/maven/[^/]+/([^/]+)/pom.properties");
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

    @Test
    void every_library_in_the_jar_is_in_its_bill_of_materials() throws IOException {
        List<String> named = components().map(ThirdPartyIT::name).toList();
        assertThat(named).contains("d3-hierarchy", "d3-selection", "uplot");
        assertThat(entries()
                        .map(MAVEN_ARTIFACT::matcher)
                        .filter(found -> found.matches())
                        .map((MatchResult found) -> found.group(1)))
                .hasSizeGreaterThan(20)
                .allMatch(artifact -> artifact.equals("juju-heap") || named.contains(artifact), "is named");
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
    void a_person_can_read_the_list() throws IOException {
        String list = text(LICENCES + "THIRD-PARTY.txt");
        assertThat(components()).allSatisfy(component -> assertThat(list)
                .contains(
                        ":" + name(component) + ":" + component.path("version").asText() + " - "));
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
        String place = Optional.ofNullable(TEXTS.get(licence)).orElse(PAGE + component + "-LICENSE.txt");
        return WORDS.containsKey(licence)
                && jar.getEntry(place) != null
                && text(place).contains(WORDS.get(licence));
    }

    private Stream<String> entries() {
        return jar.stream().map(entry -> entry.getName());
    }

    private String text(String entry) {
        try (var in = jar.getInputStream(jar.getEntry(entry))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(entry, e);
        }
    }
}
