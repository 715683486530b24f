// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.Golden;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Outcome;
import io.jujuheap.testkit.Recorded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as somebody at a shell runs them: the real launcher, real files, pipes, terminals and servers. */
class CommandsIT {
    private static final String RECORDING = "src/test/resources/profiles/jsonserver-go1.26/";
    private static final String LEAK = "main.(*sessionStore).open";

    @TempDir
    Path folder;

    private static HttpServer server;
    private static String url;

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] heap = Files.readAllBytes(Path.of(RECORDING + "heap-03.pb.gz"));
        server.createContext("/debug/pprof/heap", exchange -> answer(exchange, 200, "application/octet-stream", heap));
        server.createContext("/moved", exchange -> redirect(exchange, "/debug/pprof/heap"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        server.createContext("/elsewhere", exchange -> redirect(exchange, "http://192.0.2.1/heap"));
        server.createContext("/page", exchange -> answer(exchange, 200, "text/html", "<html>hello".getBytes(UTF_8)));
        server.createContext("/broken", exchange -> answer(exchange, 500, "text/plain", "oh".getBytes(UTF_8)));
        server.createContext("/guarded", exchange -> guarded(exchange, heap));
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void diff_of_two_texts_puts_the_leak_first_with_the_growth_that_pprof_gives() throws Exception {
        JsonNode diff = json("diff", RECORDING + "heap-01.txt.gz", RECORDING + "heap-03.txt.gz");
        Outcome pprof = Launcher.run(List.of(
                GoProgram.go().toString(),
                "tool",
                "pprof",
                "-symbolize=none",
                "-unit=b",
                "-base",
                RECORDING + "heap-01.pb.gz",
                "-top",
                RECORDING + "heap-03.pb.gz"));

        assertThat(diff.at("/rows/0/function").asText()).isEqualTo(LEAK);
        String expected = pprof.out()
                .lines()
                .filter(line -> line.endsWith(LEAK))
                .findFirst()
                .orElseThrow();
        long bytes = Long.parseLong(expected.strip().split("B", 2)[0]);
        assertThat(diff.at("/rows/0/growth").asLong()).isCloseTo(bytes, within(1L));
        System.err.println(
                "juju-heap diff on texts: " + diff.at("/rows/0/growth") + "B, pprof -base: " + expected.strip());
    }

    /** As recorded: versions of pprof differ in what they say of a profile, and old ones leave out samples of 0. */
    @ParameterizedTest
    @CsvSource({"-top, top", "-tree, tree", "-traces, traces", "-peek=main.*open, peek main.*open"})
    void tables_are_those_of_pprof(String pprof, String command) throws Exception {
        Recorded profile = Recorded.named("jsonserver-go1.26/heap-03");
        String expected = Golden.all().stream()
                .filter(golden -> golden.profile().equals(profile)
                        && golden.base().isEmpty()
                        && golden.arguments().equals(List.of(pprof)))
                .map(Golden::text)
                .findFirst()
                .orElseThrow();

        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add(profile.file().toString());
        assertThat(Launcher.run(words.toArray(String[]::new)).out()).isEqualTo(expected);
    }

    @Test
    void a_converted_text_opens_in_pprof_with_names() throws Exception {
        String converted = folder.resolve("heap.pb.gz").toString();
        assertThat(Launcher.run("convert", RECORDING + "heap-03.txt.gz", "-o", converted)
                        .err())
                .isEmpty();
        Outcome pprof =
                Launcher.run(List.of(GoProgram.go().toString(), "tool", "pprof", "-symbolize=none", "-top", converted));
        assertThat(pprof.out()).contains(LEAK).doesNotContain("<unknown>");
        String folded = Launcher.run("convert", RECORDING + "heap-03.pb.gz", "--to", "folded", "-o", "-")
                .out();
        assertThat(folded.lines()).isNotEmpty().allMatch(line -> line.matches(".+ -?\\d+"), "stack and value");
    }

    @Test
    void an_output_file_is_replaced_in_one_step_or_stays_as_it_was() throws Exception {
        Path file = Files.writeString(folder.resolve("f.html"), "old");
        assertThat(Launcher.run(
                        "flame", RECORDING + "heap-01.pb.gz", RECORDING + "heap-03.pb.gz", "-o", file.toString()))
                .isEqualTo(new Outcome(0, "", ""));
        assertThat(Files.readString(file)).startsWith("<!doctype html>").contains("baseValue");

        Files.writeString(file, "old");
        Outcome full = Launcher.run("flame", RECORDING + "heap-03.pb.gz", "-o", "/dev/full");
        assertThat(full)
                .isEqualTo(new Outcome(1, "", "juju-heap flame: cannot write /dev/full: No space left on device\n"));
        assertThat(Launcher.run("flame", RECORDING + "cut", "-o", file.toString())
                        .code())
                .isEqualTo(1);
        assertThat(Files.readString(file)).isEqualTo("old");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void a_full_disk_behind_standard_output_is_a_failure() throws Exception {
        Outcome full = shell("./juju-heap top " + RECORDING + "heap-03.pb.gz >/dev/full");
        assertThat(full.code()).isEqualTo(1);
        assertThat(full.err()).isEqualTo("juju-heap: cannot write to standard output: No space left on device\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"top", "traces", "tree"})
    void a_reader_that_goes_away_ends_it_quietly(String command) throws Exception {
        Outcome head = shell("./juju-heap " + command + " " + RECORDING + "heap-03.pb.gz --no-trim | head -n 1");
        assertThat(head.err()).isEmpty();
        assertThat(head.out().lines()).containsExactly("File: jsonserver");
    }

    @Test
    void a_terminal_gets_lines_that_fit_and_colour_and_a_pipe_does_not() throws Exception {
        String line = "./juju-heap diff " + RECORDING + "heap-01.pb.gz " + RECORDING + "heap-03.pb.gz";
        Outcome terminal = shell("script -qec 'stty cols 60; " + line + "' /dev/null");
        assertThat(terminal.out()).contains("\u001b[31m");
        assertThat(terminal.out().replaceAll("\u001b\\[[0-9;]*[mK]", "").lines().map(String::stripTrailing))
                .anyMatch(row -> row.contains("…"))
                .allMatch(row -> row.length() <= 67, "fits, but for the shortest name");
        assertThat(shell(line).out()).doesNotContain("\u001b", "…");
        assertThat(shell("NO_COLOR=1 script -qec '" + line + "' /dev/null").out())
                .doesNotContain("\u001b[3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nothing   | does not exist (HTTP 404): profiles are usually at /debug/pprof/heap or /debug/pprof/goroutine",
                "/page      | is an HTML page, not a profile: profiles are usually at /debug/pprof/heap or /debug/pprof/goroutine",
                "/broken    | answered HTTP 500, not a profile",
                "/loop      | redirects more than 5 times",
                "/elsewhere | redirects to http://192.0.2.1/heap: name that URL if you trust it",
                "/guarded   | requires credentials (HTTP 401): give --token-file, --user NAME:PASSWORD,"
                        + " or an entry in ~/.netrc",
            })
    void a_url_without_a_profile_gets_one_sentence(String path, String reason) throws Exception {
        assertThat(Launcher.run(Map.of("NETRC", "/dev/null"), "top", url + path))
                .isEqualTo(new Outcome(1, "", "juju-heap top: " + url + path + " " + reason + "\n"));
    }

    @Test
    void urls_are_read_with_redirects_and_with_each_kind_of_credentials() throws Exception {
        String expected = Launcher.run("top", RECORDING + "heap-03.pb.gz").out();
        Path token = secret("token", "Authorization: Bearer sesame\n");
        Path netrc = secret("netrc", "machine 127.0.0.1 login ali password baba\n");
        assertThat(Launcher.run("top", url).out()).isEqualTo(expected);
        assertThat(Launcher.run("top", url + "/moved").out()).isEqualTo(expected);
        assertThat(Launcher.run("top", url + "/guarded", "--token-file", token.toString())
                        .out())
                .isEqualTo(expected);
        assertThat(Launcher.run("top", url + "/guarded", "--user", "ali:baba").out())
                .isEqualTo(expected);
        assertThat(Launcher.run(Map.of("NETRC", netrc.toString()), "top", url + "/guarded")
                        .out())
                .isEqualTo(expected);
    }

    @Test
    void standard_input_is_a_source_and_traces_go_to_a_pager() throws Exception {
        Outcome piped = shell("cat " + RECORDING + "heap-03.txt.gz | ./juju-heap top - | cat");
        assertThat(Golden.tableOf(piped.out())).contains(LEAK);
    }

    @Test
    void leaks_tells_by_its_exit_code() throws Exception {
        List<String> words = new ArrayList<>(List.of("leaks", "--fail-on-leak", "--format", "json"));
        for (int i = 0; i < 4; i++) {
            words.add(RECORDING + "heap-0" + i + ".pb.gz");
        }
        Outcome few = Launcher.run(words.toArray(String[]::new));
        assertThat(few.code()).as("four states are no series").isZero();
        assertThat(new ObjectMapper().readTree(few.out()).at("/snapshots").asInt())
                .isEqualTo(4);

        List<String> series = new ArrayList<>(List.of("leaks", "--fail-on-leak"));
        for (int i = 0; i < 60; i++) {
            series.add("src/main/resources/io/jujuheap/cli/demo/%03d.pb.gz".formatted(i));
        }
        Outcome leak = Launcher.run(series.toArray(String[]::new));
        assertThat(leak.code()).isEqualTo(3);
        assertThat(leak.out()).contains("state.(*Pool).open").contains(" may leak ");
    }

    @Test
    void agents_and_capture_say_what_is_missing_on_a_machine_without_juju() throws Exception {
        for (String command : List.of("agents", "capture -o x.pb.gz")) {
            Outcome none = shell("./juju-heap " + command + " --data-dir " + folder);
            assertThat(none.code()).isEqualTo(1);
            assertThat(none.out()).isEmpty();
            assertThat(none.err().lines()).hasSize(1).allMatch(line -> line.contains(folder.toString()));
        }
    }

    private static JsonNode json(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--format", "json"));
        Outcome outcome = Launcher.run(all.toArray(String[]::new));
        assertThat(outcome.err()).isEmpty();
        return new ObjectMapper().readTree(outcome.out());
    }

    private static Outcome shell(String line) throws IOException, InterruptedException {
        return Launcher.run(List.of("bash", "-c", line));
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void guarded(HttpExchange exchange, byte[] heap) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String basic = "Basic " + Base64.getEncoder().encodeToString("ali:baba".getBytes(UTF_8));
        boolean known = given.equals("Bearer sesame") || given.equals(basic);
        answer(exchange, known ? 200 : 401, "application/octet-stream", known ? heap : new byte[1]);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        answer(exchange, 302, "text/plain", new byte[1]);
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
