// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jujuheap.agent.AgentQuery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of packages and the arrows between them. */
class ArchitectureTest {
    private static final String ROOT = "io.jujuheap";

    /** Each package, and the packages and libraries it may use besides the JDK. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("io", Set.of()),
            Map.entry("profile", Set.of("io")),
            Map.entry("codec", Set.of("profile", "io", "org.tukaani.xz")),
            Map.entry("report", Set.of("profile", "io", "com.google.re2j")),
            Map.entry("leak", Set.of("profile", "io")),
            Map.entry("memory", Set.of("leak.stats", "profile", "io")),
            Map.entry("render", Set.of("report", "leak", "memory", "codec", "profile", "io", "com.fasterxml.jackson")),
            Map.entry("agent", Set.of("io", "org.newsclub.net.unix", "org.apache.hc.core5", "org.snakeyaml.engine")),
            Map.entry("snapshot", Set.of("io")),
            Map.entry("collect", Set.of("agent", "codec", "report", "leak", "memory", "snapshot", "profile", "io")),
            // The statistics of the store and the reasons why an agent fails are counted as they are.
            Map.entry(
                    "metrics",
                    Set.of("collect", "memory", "snapshot", "agent", "io", "io.micrometer", "io.prometheus")),
            Map.entry(
                    "http",
                    Set.of(
                            "metrics",
                            "collect",
                            "agent",
                            "codec",
                            "render",
                            "report",
                            "leak",
                            "memory",
                            "snapshot",
                            "profile",
                            "io",
                            "jakarta.ws.rs",
                            "org.glassfish",
                            "org.snakeyaml.engine",
                            "at.favre.lib.crypto")),
            // The actions read the store as the sidecar does, and talk to it when it runs. Hook tools speak JSON.
            Map.entry(
                    "charm",
                    Set.of(
                            "collect",
                            "agent",
                            "codec",
                            "render",
                            "report",
                            "leak",
                            "memory",
                            "snapshot",
                            "profile",
                            "io",
                            "org.apache.hc.core5",
                            "com.fasterxml.jackson",
                            "org.snakeyaml.engine",
                            "org.tukaani.xz")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** It composes them all. */
    @Test
    void every_package_but_cli_is_in_the_table() {
        Set<String> packages = CLASSES.stream()
                .map(c -> c.getPackageName().substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
        packages.remove("cli");
        assertThat(packages).isEqualTo(ARROWS.keySet());
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @TestFactory
    List<DynamicTest> packages_use_only_what_the_table_allows() {
        return ARROWS.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(
                        arrow.getKey(), () -> assertThat(foreignUses(arrow.getKey(), arrow.getValue()))
                                .as("uses of %s outside its arrows", arrow.getKey())
                                .isEmpty()))
                .toList();
    }

    /** A profile of the processor's time slows an agent down for as long as it lasts: a person asks for it, never the sidecar. */
    @Test
    void only_the_command_asks_for_cpu_profiles() {
        for (AgentQuery query : AgentQuery.values()) {
            if (query.target().contains("/profile?")) {
                noClasses()
                        .that()
                        .resideOutsideOfPackages(ROOT + ".cli..", ROOT + ".agent..")
                        .should()
                        .accessField(AgentQuery.class, query.name())
                        .check(CLASSES);
            }
        }
    }

    @Test
    void only_http_sees_jersey_and_grizzly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "org.glassfish..")
                .check(CLASSES);
    }

    @Test
    void only_metrics_sees_micrometer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(CLASSES);
    }

    @Test
    void only_render_writes_json_and_only_charm_reads_what_others_wrote() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".render..", ROOT + ".charm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void no_two_types_have_one_name() {
        Map<String, List<String>> types = CLASSES.stream()
                .filter(type -> !type.isNestedClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(types.values()).noneMatch(names -> names.size() > 1);
    }

    @Test
    void only_cli_prints_exits_or_reads_the_environment() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .check(CLASSES);
    }

    @Test
    void every_package_is_null_marked() {
        Set<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(p -> !p.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .map(p -> p.getName())
                .collect(Collectors.toSet());
        assertThat(unmarked).isEmpty();
    }

    private static Set<String> foreignUses(String name, Set<String> allowed) {
        return CLASSES.stream()
                .filter(c -> isIn(c.getPackageName(), ROOT + "." + name))
                .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
                .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
                .filter(target -> !target.isEmpty() && !isIn(target, ROOT + "." + name))
                .filter(target -> !isIn(target, "java") && !isIn(target, "javax") && !isIn(target, "org.jspecify"))
                .filter(target -> allowed.stream().noneMatch(a -> isIn(target, a) || isIn(target, ROOT + "." + a)))
                .collect(Collectors.toSet());
    }

    private static boolean isIn(String packageName, String parent) {
        return packageName.equals(parent) || packageName.startsWith(parent + ".");
    }
}
