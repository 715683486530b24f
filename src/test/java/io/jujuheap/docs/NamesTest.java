// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documents name in passing is there: metrics, options, paths, options of the charm, classes, files, targets of
 * make. The reference page is the measure of the first four, and {@link ReferenceIT} holds that against the program.
 */
class NamesTest {
    private static final Reference REFERENCE = Reference.read();
    private static final Path JAVA = Path.of("src/main/java/io/jujuheap");

    private static final Pattern METRIC = Pattern.compile("\\^?\\bjuju_(?:agent|heap)_[a-z_]+");
    private static final Pattern PART_OF_HISTOGRAM = Pattern.compile("_(?:bucket|count|sum)$");
    private static final Set<String> NO_METRICS = Set.of("juju_heap_profile");

    private static final Pattern COMMAND_LINE =
            Pattern.compile("(?:^(?:\\$ )?(?:sudo )?(?:\\S*/)?|[|;&(] *)juju[- ]heap ([a-z]+)\\b([^|;&]*)");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z.-]*");
    private static final Pattern SERVICE_OPTION = Pattern.compile("--[a-z]+\\.[a-z]+(?:[.-][a-z]+)*");
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");
    private static final Pattern PATH =
            Pattern.compile("(?:GET |POST )?(/(?:debug|api|agents|metrics|-)(?:/[^?]*)?)(?:\\?.*)?");
    private static final Pattern SETTING = Pattern.compile("([a-z]+(?:-[a-z]+)*)=\\S+");
    private static final Pattern CLASS =
            Pattern.compile("(?:([a-z]+(?:\\.[a-z]+)*)\\.)?([A-Z][a-z]+(?:[A-Z]+[a-z]*)+|[A-Z][a-z]+)");
    private static final Pattern TEST_CLASS = Pattern.compile("-D(?:it\\.)?test=(\\w+)");
    private static final Pattern FILE = Pattern.compile("(?:src|charm)/\\S+");
    private static final Pattern TARGET = Pattern.compile("make ([a-z]+)");
    private static final Pattern THREAD = Pattern.compile("juju-heap-([a-z]+)");

    static List<Markdown> pages() {
        return Markdown.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_metric_is_one(Markdown page) {
        assertThat(unknownMetrics(String.join("\n", page.lines()))).isEmpty();
    }

    @Test
    void alerts_and_dashboard_ask_for_metrics_that_there_are() throws IOException {
        for (String file :
                List.of("charm/prometheus_alert_rules/juju-heap.yaml", "charm/grafana_dashboards/juju-heap.json")) {
            assertThat(unknownMetrics(Files.readString(Path.of(file)))).as(file).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_command_line_has_a_command_with_these_options(Markdown page) {
        assertThat(code(page).flatMap(NamesTest::wrongUses)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_option_and_path_is_one(Markdown page) {
        assertThat(unknown(page, NamesTest::option, REFERENCE.options()::contains))
                .isEmpty();
        assertThat(unknown(page, group(PATH, 1), REFERENCE::hasPath)).isEmpty();
    }

    /** Sentences of errors send people to options, too. */
    @Test
    void every_option_that_the_program_names_is_one() throws IOException {
        String literals = sources("src/main/java")
                .flatMap(file -> LITERAL.matcher(text(file)).results())
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        assertThat(SERVICE_OPTION.matcher(literals).results().map(MatchResult::group))
                .contains("--web.config.file")
                .allMatch(REFERENCE.options()::contains, "is an option");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_setting_is_one_of_the_charm_or_of_a_path(Markdown page) {
        assertThat(unknown(page, group(SETTING, 1), REFERENCE.settings()::contains))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_class_file_and_target_is_there(Markdown page) throws IOException {
        Set<String> classes = classes();
        assertThat(unknown(page, whole(CLASS), name -> isClass(name, classes))).isEmpty();
        assertThat(unknown(page, found(TEST_CLASS), classes::contains)).isEmpty();
        assertThat(unknown(page, whole(FILE), name -> Files.exists(Path.of(name))))
                .isEmpty();
        assertThat(unknown(page, found(TARGET), makeTargets()::contains)).isEmpty();
    }

    @Test
    void the_threads_have_the_names_that_the_architecture_gives_them() throws IOException {
        String sources = sources("src/main/java").map(NamesTest::text).collect(Collectors.joining());
        Markdown page = Markdown.read(Path.of("src/site/markdown/architecture.md"));
        assertThat(page.codeSpans().stream()
                        .filter(whole -> THREAD.matcher(whole).matches()))
                .hasSizeGreaterThan(3)
                .allMatch(name -> sources.contains("\"" + name), "is a thread's name");
    }

    @Test
    void every_block_is_of_a_kind_that_somebody_looks_after() {
        assertThat(Markdown.all())
                .allSatisfy(page ->
                        assertThat(page.blocks()).as("blocks of %s", page).allMatch(Block::isOfKnownKind));
    }

    @Test
    void what_there_is_not_is_seen() throws IOException {
        Markdown page = new Markdown(
                Path.of("x.md"),
                List.of(
                        "juju_heap_profile juju_agent_upp `juju_heap_store_…` `juju_heap_fetch_duration_seconds_sum`",
                        "`juju-heap top --cumm` `juju heap tip` `--web.tokenfile` `GET /debug/heap` `/debug/heep`",
                        "`keep-snapshot=true` `agent.AgentFynder` `-Dtest=NoSuchTest` `src/nowhere` `make bred`"));
        Set<String> classes = classes();
        assertThat(unknownMetrics(String.join("\n", page.lines()))).containsExactly("juju_agent_upp");
        assertThat(code(page).flatMap(NamesTest::wrongUses)).containsExactly("top --cumm", "tip");
        assertThat(unknown(page, NamesTest::option, REFERENCE.options()::contains))
                .containsExactly("--web.tokenfile");
        assertThat(unknown(page, group(PATH, 1), REFERENCE::hasPath)).containsExactly("/debug/heep");
        assertThat(unknown(page, group(SETTING, 1), REFERENCE.settings()::contains))
                .containsExactly("keep-snapshot");
        assertThat(unknown(page, whole(CLASS), name -> isClass(name, classes))).containsExactly("agent.AgentFynder");
        assertThat(unknown(page, found(TEST_CLASS), classes::contains)).containsExactly("NoSuchTest");
        assertThat(unknown(page, whole(FILE), name -> Files.exists(Path.of(name))))
                .containsExactly("src/nowhere");
        assertThat(unknown(page, found(TARGET), makeTargets()::contains)).containsExactly("bred");
    }

    private static List<String> unknownMetrics(String text) {
        return METRIC.matcher(text)
                .results()
                .map(MatchResult::group)
                // As grep is asked for all that begin so.
                .map(name -> name.startsWith("^") ? name.substring(1) + "_" : name)
                .map(name -> PART_OF_HISTOGRAM.matcher(name).replaceAll(""))
                .filter(name -> !NO_METRICS.contains(name) && !REFERENCE.hasMetric(name))
                .toList();
    }

    /** Code in the prose and in blocks. */
    private static Stream<String> code(Markdown page) {
        return Stream.concat(
                page.codeSpans().stream(),
                page.blocks().stream().filter(Block::isToRun).flatMap(block -> block.lines().stream()));
    }

    private static Stream<String> wrongUses(String code) {
        Matcher use = COMMAND_LINE.matcher(code);
        if (!use.find() || use.group(1).equals("completion") || use.group(1).equals("man")) {
            return Stream.empty();
        }
        Set<String> options = REFERENCE.optionsOf(use.group(1));
        return options.isEmpty()
                ? Stream.of(use.group(1))
                : OPTION.matcher(use.group(2))
                        .results()
                        .map(MatchResult::group)
                        .filter(option -> !options.contains(option))
                        .map(option -> use.group(1) + " " + option);
    }

    private static List<String> unknown(
            Markdown page, Function<String, Optional<String>> named, Predicate<String> isThere) {
        return page.codeSpans().stream()
                .map(named)
                .flatMap(Optional::stream)
                .filter(isThere.negate())
                .toList();
    }

    /** An option that stands by itself, with or without a value. */
    private static Optional<String> option(String span) {
        Matcher option = OPTION.matcher(span);
        return option.lookingAt() ? Optional.of(option.group()) : Optional.empty();
    }

    private static Function<String, Optional<String>> whole(Pattern pattern) {
        return group(pattern, 0);
    }

    private static Function<String, Optional<String>> group(Pattern pattern, int group) {
        return span -> {
            Matcher matcher = pattern.matcher(span);
            return matcher.matches() ? Optional.of(matcher.group(group)) : Optional.empty();
        };
    }

    private static Function<String, Optional<String>> found(Pattern pattern) {
        return span -> {
            Matcher matcher = pattern.matcher(span);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        };
    }

    private static boolean isClass(String name, Set<String> classes) {
        return name.contains(".")
                ? Files.exists(JAVA.resolve(name.replace('.', '/') + ".java"))
                : classes.contains(name);
    }

    private static Set<String> classes() throws IOException {
        return sources("src")
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static List<String> makeTargets() throws IOException {
        List<String> targets = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("Makefile"))) {
            if (line.startsWith(".PHONY: ")) {
                targets.addAll(List.of(line.split(" ")));
            }
        }
        return targets;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
