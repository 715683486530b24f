// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.cli.line.Arguments;
import io.jujuheap.cli.line.Command;
import io.jujuheap.cli.line.CommandSpec;
import io.jujuheap.cli.line.Console;
import io.jujuheap.cli.line.Opt;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private static final Path PROFILES = Path.of("src/test/resources/profiles/jsonserver-go1.26");
    private static final String HEAP = "src/test/resources/profiles/jsonserver-go1.26/heap-03.pb.gz";
    private static final String GOROUTINES = "src/test/resources/profiles/jsonserver-go1.26/goroutine.pb.gz";
    private static final String PROTOBUF = PROFILES.resolve("heap-03.pb.gz").toString();

    private final CommandLine line = new CommandLine();

    @TempDir
    Path folder;

    @Test
    void without_a_command_lists_the_commands_and_fails() {
        Outcome outcome = line.run();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Commands:", "  top ");
    }

    @Test
    void says_what_it_is_in_one_line_for_the_juju_client() {
        Outcome outcome = line.run("--description");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines()).hasSize(1);
    }

    /** In the words of the page. */
    @Test
    void an_agent_without_a_socket_is_listed_as_not_answering() throws IOException {
        Files.createDirectories(folder.resolve("agents/machine-0"));
        Outcome outcome = line.run("agents", "--data-dir", folder.toString());
        assertThat(outcome.out()).containsPattern("machine-0 +not answering");
    }

    @Test
    void a_bug_is_told_in_one_line_with_where_it_is() {
        Outcome outcome = line.run(failing(new IllegalStateException("no such node")));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("juju-heap fail: this is a bug in juju-heap ")
                .contains("java.lang.IllegalStateException: no such node, in io.jujuheap.cli.CliTest.");
    }

    @Test
    void a_heap_that_is_too_small_is_told_with_what_makes_it_larger() {
        Outcome outcome = line.run(failing(new OutOfMemoryError("Java heap space")));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo(
                        "juju-heap fail: this needs more memory than Java may take; JUJU_HEAP_JAVA_OPTS=-Xmx4g lets it"
                                + " take 4 GB\n");
    }

    private static Command failing(Throwable thrown) {
        return new Command() {
            @Override
            public CommandSpec spec() {
                return new CommandSpec("fail", "", "fails", "Fails.", List.of(), List.of());
            }

            @Override
            public int run(Arguments arguments, Console console) {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }
        };
    }

    @ParameterizedTest
    @MethodSource("io.jujuheap.cli.Commands#names")
    void help_of_every_command_teaches_by_two_examples(String name) {
        Outcome outcome = line.run(name, "--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("Usage: juju-heap " + name);
        String examples = outcome.out().substring(outcome.out().indexOf("\nExamples:\n"));
        assertThat(examples.lines().filter(text -> text.startsWith("  juju") || text.startsWith("  sudo juju")))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(outcome.out().lines()).allMatch(text -> text.length() <= 100, "fits 100 columns");
        assertThat(line.run("help", name)).isEqualTo(outcome);
    }

    /** Only command lines to copy, and usage, may be longer. */
    @ParameterizedTest
    @MethodSource("io.jujuheap.cli.Commands#names")
    void help_wraps_to_the_terminal(String name) {
        for (int columns : List.of(60, 80)) {
            CommandLine terminal = new CommandLine().with("JUJU_HEAP_COLUMNS", String.valueOf(columns));
            assertThat(terminal.run(name, "--help").out().lines().filter(text -> !text.contains("juju-heap " + name)))
                    .allMatch(text -> text.length() <= columns, "fits " + columns + " columns");
        }
    }

    @Test
    void help_groups_the_options_and_lists_each_once() {
        List<String> lines = line.run("top", "--help").out().lines().toList();
        assertThat(lines)
                .containsSubsequence("Options:", "Filters:", "Rows, order and units:", "Sources:", "Examples:");
        Opt.Group[] groups = Opt.Group.values();
        for (Opt opt : Commands.find("top").orElseThrow().spec().options()) {
            int at = lines.indexOf(lines.stream()
                    .filter(text -> text.matches(" +(-., )?--" + opt.name() + "( .*)?"))
                    .findFirst()
                    .orElseThrow());
            assertThat(at).isGreaterThan(lines.indexOf(opt.group().title() + ":"));
            if (opt.group().ordinal() + 1 < groups.length) {
                assertThat(at).isLessThan(lines.indexOf(groups[opt.group().ordinal() + 1].title() + ":"));
            }
        }
    }

    @Test
    void the_manual_page_explains_shared_options_once() {
        assertThat(line.run("man").out().split("TP\n\\\\fB.{4}cacert", -1)).hasSize(2);
    }

    @Test
    void each_command_tells_the_version() {
        assertThat(line.run("top", "-V")).isEqualTo(line.run("-V"));
        assertThat(line.run("leaks", "--version").out()).startsWith("juju-heap ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tip | juju-heap: there is no command 'tip'; did you mean 'top'?",
                "tpo | juju-heap: there is no command 'tpo'; did you mean 'top'?",
                "top --foucs x f | juju-heap top: there is no option --foucs; did you mean --focus?",
                "top --focus | juju-heap top: option --focus needs a value",
                "top --nodecount many f | juju-heap top: --nodecount takes a whole number, not 'many'",
                "top --unit kb --unit mb f | juju-heap top: option --unit is given more than once",
                "top | juju-heap top: needs a source",
                "peek main | juju-heap peek: needs a regex and a source",
                "diff " + HEAP + " " + GOROUTINES
                        + " | juju-heap diff: the profiles count different things, inuse_space and"
                        + " goroutine: compare two of the same kind, or choose what to count with --sample-index",
                "top --sample-index inuse_spce " + HEAP
                        + " | juju-heap top: the profile has no sample type \"inuse_spce\"",
                "top --format yaml " + HEAP + " | juju-heap top: there is no format 'yaml': choose table or json",
                "top http:// | juju-heap top: 'http://' is not a URL: Expected authority",
                "top @nowhere | juju-heap top: there is no argument file nowhere",
                "top --timeout soon f | juju-heap top: --timeout: 'soon' is not a duration: write 500ms, 30s, 10m, 24h, 30d or 2w",
                "top --timeout 60d http://127.0.0.1:1 | juju-heap top: --timeout must be from 1ms to 1h",
                "top --timeout 0s unix:/nowhere | juju-heap top: --timeout must be from 1ms to 1h",
                "top http://127.0.0.1:65536 | juju-heap top: the URL http://127.0.0.1:65536 has a port above 65535",
                "agents --data-dir= | juju-heap agents: --data-dir is empty: name a DIR",
                "convert -o x --token-file= y | juju-heap convert: --token-file is empty: name a FILE",
                "leaks --memory-limit 999999999tb " + HEAP
                        + " | juju-heap leaks: --memory-limit: '999999999tb' is more than any machine has",
                "serve --agent.tag machine-0 --check | juju-heap serve: --agent.tag names the agent of --agent.socket",
            })
    void wrong_usage_gets_one_sentence_and_the_way_to_help(String words, String sentence) {
        Outcome outcome = line.run(words.trim().split(" "));
        assertThat(outcome.err().lines().toList()).hasSize(2).first().asString().startsWith(sentence.trim());
        assertThat(outcome.err()).contains("--help'.");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    /** As from a script whose variable is not set. */
    @Test
    void a_source_or_a_file_that_is_empty_is_called_so() {
        assertThat(line.run("top", "").err()).startsWith("juju-heap top: a source is empty: name a file");
        assertThat(line.run("leaks", "").err()).startsWith("juju-heap leaks: a source is empty: name a file");
        assertThat(line.run("convert", PROTOBUF, "-o", "").err()).startsWith("juju-heap convert: needs -o FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "one\ntwo\n", "Authorization: Bearer ünknown"})
    void a_file_without_a_token_is_called_so(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), content);
        Outcome outcome = line.run("top", "http://127.0.0.1:1", "--token-file", file.toString());
        assertThat(outcome.err()).startsWith("juju-heap top: there is no token in " + file + ": it takes one line");
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_gets_one_sentence_that_names_it() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path html = Files.writeString(folder.resolve("page.html"), "<!DOCTYPE html><html><body>no</body></html>");
        Path cut = Files.write(folder.resolve("cut.pb.gz"), firstHalf(Path.of(PROTOBUF)));
        for (String source : new String[] {
            empty.toString(),
            html.toString(),
            cut.toString(),
            folder.toString(),
            folder + "/nothing",
            "http://127.0.0.1:1"
        }) {
            Outcome outcome = line.run("top", source);
            assertThat(outcome.code()).as(source).isEqualTo(1);
            assertThat(outcome.out()).as(source).isEmpty();
            assertThat(outcome.err().lines()).as(source).hasSize(1);
            assertThat(outcome.err()).startsWith("juju-heap top: ").contains(source);
        }
    }

    @Test
    void standard_input_is_a_source() throws IOException {
        Outcome piped = line.reading(Files.readAllBytes(Path.of(PROTOBUF))).run("top", "-");
        assertThat(piped.code()).isZero();
        assertThat(piped.out()).isEqualTo(line.run("top", PROTOBUF).out()).contains("main.(*sessionStore).open");
    }

    @Test
    void options_may_stand_in_a_file() throws IOException {
        Path arguments = Files.writeString(folder.resolve("args"), "# only sessions\n--focus\nsessionStore\n\n--cum\n");
        assertThat(line.run("top", "@" + arguments, PROTOBUF).out())
                .isEqualTo(line.run("top", "--cum", "--focus=sessionStore", PROTOBUF)
                        .out())
                .contains("focus=sessionStore");
    }

    @Test
    void growth_over_a_base_of_text_files_equals_that_of_the_protobufs() {
        String text = table(line.run(
                "top",
                PROFILES.resolve("heap-03.txt.gz").toString(),
                "--base",
                PROFILES.resolve("heap-01.txt.gz").toString()));
        assertThat(text).contains("main.(*sessionStore).open");
        assertThat(text.lines().skip(3).findFirst().orElseThrow()).contains("main.(*sessionStore).open");
    }

    private static String table(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        return outcome.out().substring(outcome.out().indexOf("Showing nodes"));
    }

    private static byte[] firstHalf(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        return java.util.Arrays.copyOf(whole, whole.length / 2);
    }
}
