// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.profile.Profile;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.HostileCase;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports for scripts, for pipes and for terminals. */
class ReportOutputTest {
    private static final long MB = 1 << 20;
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final String LONG =
            "github.com/juju/juju/internal/worker/uniter/runner/context.(*contextFactory).coreContext";
    private static final String ESCAPE = "\u001b";

    @TempDir
    Path folder;

    private String before;
    private String after;

    @BeforeEach
    void write() throws IOException {
        before = profile("before", HOUR_NANOS, 10 * MB);
        after = profile("after", 3 * HOUR_NANOS, 90 * MB);
    }

    private String profile(String name, long timeNanos, long leaked) throws IOException {
        Profile profile = HandMade.bytes()
                .sample(leaked, LONG, "main.serve", "main.main")
                .sample(5 * MB, "main.\u001b[31mred\u202e", "main.main")
                .build();
        Profile dated = new Profile(
                profile.info().withTimeNanos(timeNanos), profile.mappings(), profile.locations(), profile.samples());
        return Files.write(folder.resolve(name), ProfileWriter.gzippedProtobuf(dated))
                .toString();
    }

    @Test
    void top_as_json_has_the_figures_of_the_table_in_bytes() throws IOException {
        JsonNode top = json("top", after);
        assertThat(top.at("/sampleType/unit").asText()).isEqualTo("bytes");
        assertThat(top.at("/capture/takenAt").asText()).isEqualTo("1970-01-01T03:00:00Z");
        assertThat(top.at("/total").asLong()).isEqualTo(95 * MB);
        JsonNode first = top.at("/rows/0");
        assertThat(first.at("/function").asText()).isEqualTo(LONG);
        assertThat(first.at("/flat").asLong()).isEqualTo(90 * MB);
        assertThat(first.at("/flatPercent").asDouble()).isEqualTo(94.7368);
        assertThat(top.at("/rows/1/sumPercent").asDouble()).isEqualTo(100);
    }

    @Test
    void tree_and_peek_as_json_have_callers_and_callees() throws IOException {
        for (JsonNode tree : List.of(json("tree", after), json("peek", "serve", after))) {
            JsonNode serve = tree.at("/nodes").findParents("callers").stream()
                    .filter(node -> node.at("/function").asText().equals("main.serve"))
                    .findFirst()
                    .orElseThrow();
            assertThat(serve.at("/cum").asLong()).isEqualTo(90 * MB);
            assertThat(serve.at("/callers/0/function").asText()).isEqualTo("main.main");
            assertThat(serve.at("/callees/0/value").asLong()).isEqualTo(90 * MB);
        }
    }

    @Test
    void traces_as_json_have_whole_stacks() throws IOException {
        JsonNode trace = json("traces", after).at("/traces/0");
        assertThat(trace.at("/value").asLong()).isEqualTo(90 * MB);
        assertThat(trace.at("/stack").toString()).isEqualTo("[\"" + LONG + "\",\"main.serve\",\"main.main\"]");
    }

    @Test
    void diff_as_json_has_growth_and_its_rate() throws IOException {
        JsonNode diff = json("diff", before, after);
        assertThat(diff.at("/growthPerHour").asLong()).isEqualTo(40 * MB);
        assertThat(diff.at("/rows/0/function").asText()).isEqualTo(LONG);
        assertThat(diff.at("/rows/0/growth").asLong()).isEqualTo(80 * MB);
        assertThat(diff.at("/rows/0/growthPercent").asDouble()).isEqualTo(100);
        assertThat(diff.at("/base/takenAt").asText()).isEqualTo("1970-01-01T01:00:00Z");
    }

    @Test
    void every_field_is_in_the_manual_page() throws IOException {
        String manual = new CommandLine().run("man").out();
        TreeSet<String> fields = new TreeSet<>();
        for (JsonNode report :
                List.of(json("top", after), json("tree", after), json("traces", after), json("diff", before, after))) {
            collectFields(report, fields);
        }
        assertThat(fields).hasSizeGreaterThan(20).allSatisfy(field -> assertThat(manual)
                .containsPattern("\\b" + field + "\\b"));
    }

    private static void collectFields(JsonNode node, TreeSet<String> fields) {
        node.fieldNames().forEachRemaining(fields::add);
        node.forEach(child -> collectFields(child, fields));
    }

    /** The columns of a tree and the rules of traces are as wide as pprof makes them. */
    @ParameterizedTest
    @CsvSource({"top, 60", "top, 80", "tree, 84", "tree, 100", "traces, 67", "diff, 60", "diff, 80", "diff, 100"})
    void lines_fit_a_terminal_and_names_cannot_command_it(String command, int columns) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(command.equals("diff") ? List.of(before, after) : List.of(after));
        Outcome outcome = new CommandLine()
                .with("JUJU_HEAP_COLUMNS", String.valueOf(columns))
                .with("NO_COLOR", "1")
                .run(words.toArray(String[]::new));
        assertThat(outcome.out()).contains("…", "Context").doesNotContain(LONG, ESCAPE, "\u202e");
        assertThat(outcome.out().lines()).allMatch(text -> text.length() <= columns, "fits " + columns + " columns");
    }

    @Test
    void verdicts_fit_a_narrow_terminal_without_what_can_be_missed() throws IOException {
        List<String> words = new ArrayList<>(List.of("leaks"));
        for (int i = 0; i < 12; i++) {
            words.add(profile("state" + i, (i + 1) * HOUR_NANOS, (10 + 30L * i) * MB));
        }
        String[] leaks = words.toArray(String[]::new);
        for (int columns : List.of(60, 80)) {
            String text = new CommandLine()
                    .with("JUJU_HEAP_COLUMNS", String.valueOf(columns))
                    .with("NO_COLOR", "1")
                    .run(leaks)
                    .out();
            assertThat(text.lines()).allMatch(line -> line.length() <= columns, "fits " + columns + " columns");
            assertThat(text).contains("VERDICT", "GROWTH/H", "IN USE", "FUNCTION", "Context");
        }
        assertThat(new CommandLine().run(leaks).out()).contains("WITHIN", "OF GROWTH", LONG);
    }

    @Test
    void columns_of_a_diff_never_meet_however_large_the_figures() throws IOException {
        String[] files = {
            profile("small", HOUR_NANOS, 1023 * MB), profile("large", 3 * HOUR_NANOS, 1023 * MB * MB + 7 * MB)
        };
        List<String> lines =
                new CommandLine().run("diff", files[0], files[1]).out().lines().toList();
        assertThat(lines.get(2).trim()).isEqualTo("growth    share   per hour  base  target  function");
        assertThat(lines.get(3)).startsWith("+1023TB  100.00%  +511.50TB     0  1023TB  github.com");
    }

    @Test
    void a_diff_of_equal_profiles_says_so() {
        assertThat(new CommandLine().run("diff", before, before).out())
                .isEqualTo("inuse_space: 15MB -> 15MB\ngrowth: 0 = 0 -0\nno change\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"top", "diff", "leaks"})
    void a_report_can_be_written_to_a_file_whole_and_without_colour(String command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(command.equals("top") ? List.of(after) : List.of(before, after));
        String printed = new CommandLine().run(words.toArray(String[]::new)).out();
        Path file = folder.resolve("report");
        words.addAll(List.of("-o", file.toString()));
        Outcome outcome = onTerminal().with("JUJU_HEAP_PROGRESS", "1").run(words.toArray(String[]::new));
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("wrote " + file);
        assertThat(file).hasContent(printed);
    }

    @Test
    void short_options_of_pprof_users_are_understood() {
        assertThat(new CommandLine().run("top", "-n", "1", after).out())
                .isEqualTo(
                        new CommandLine().run("top", "--nodecount", "1", after).out())
                .contains("Showing top 1 nodes out of 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"top", "tree", "traces", "diff", "leaks"})
    @HostileCase(value = "C04 function names with ESC and C1 on a terminal of 0 columns", outcome = "made printable")
    void a_terminal_that_does_not_tell_its_width_cannot_be_commanded_either(String command) {
        List<String> words = new ArrayList<>(List.of(command, after));
        words.addAll(command.equals("diff") || command.equals("leaks") ? List.of(before) : List.of());
        Outcome outcome = new CommandLine()
                .with("JUJU_HEAP_COLUMNS", "0")
                .with("NO_COLOR", "1")
                .run(words.toArray(String[]::new));
        assertThat(outcome.out()).contains(LONG).doesNotContain(ESCAPE, "\u202e");
    }

    @Test
    void a_pipe_gets_whole_names_and_no_colour() {
        assertThat(new CommandLine().run("top", after).out()).contains(LONG, "main." + ESCAPE + "[31mred");
        assertThat(new CommandLine().run("diff", before, after).out())
                .contains(LONG)
                .doesNotContain(ESCAPE);
    }

    @Test
    void a_terminal_gets_colour_unless_told_otherwise() {
        assertThat(onTerminal().run("diff", before, after).out()).contains(ESCAPE + "[31m+80MB" + ESCAPE);
        assertThat(onTerminal().with("NO_COLOR", "1").run("diff", before, after).out())
                .doesNotContain(ESCAPE);
        assertThat(onTerminal().with("TERM", "dumb").run("diff", before, after).out())
                .doesNotContain(ESCAPE);
    }

    @Test
    void progress_is_for_a_terminal_only_and_leaves_nothing() {
        String recorded = "src/test/resources/profiles/jsonserver-go1.26/heap-0";
        String[] leaks = {"leaks", recorded + "1.pb.gz", recorded + "3.pb.gz"};
        assertThat(new CommandLine().run(leaks).err()).isEmpty();
        assertThat(new CommandLine().with("JUJU_HEAP_PROGRESS", "1").run(leaks).err())
                .contains("reading 2 of 2…")
                .endsWith("\r" + ESCAPE + "[K");
    }

    private static CommandLine onTerminal() {
        return new CommandLine().with("JUJU_HEAP_COLUMNS", "120");
    }

    private static JsonNode json(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--format", "json"));
        Outcome outcome = new CommandLine().with("JUJU_HEAP_COLUMNS", "20").run(all.toArray(String[]::new));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        return new ObjectMapper().readTree(outcome.out());
    }
}
