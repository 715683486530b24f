// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.testkit.GoAgent;
import io.jujuheap.testkit.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goroutines of a live agent, with {@code --profile}. */
class GoroutineSourcesTest {
    @TempDir
    static Path folder;

    private static GoAgent agent;
    private static String source;

    @BeforeAll
    static void start() throws Exception {
        SocketFile socket = new SocketFile(folder.resolve("agents/machine-7/introspection.socket"));
        agent = GoAgent.on(socket, "-workload", "goroutines", "-freeze");
        source = "unix:" + socket.path();
    }

    @AfterAll
    static void stop() throws Exception {
        agent.close();
    }

    @Test
    void a_report_asks_the_agent_for_its_goroutines() {
        Outcome top = new CommandLine().run("top", "--profile", "goroutine", "--cum", source);
        assertThat(top.err()).isEmpty();
        assertThat(top.out()).contains("Type: goroutine\n").contains("main.waiter\n");
    }

    @Test
    void a_terminal_is_told_how_to_see_what_waits() {
        CommandLine terminal = new CommandLine().with("JUJU_HEAP_PROGRESS", "1");
        String hint =
                "juju-heap: hint: flat is nearly all runtime.gopark, where goroutines wait: --cum shows what waits\n";
        assertThat(terminal.run("top", "--profile", "goroutine", source).err()).endsWith(hint);
        assertThat(terminal.run("top", "--profile", "goroutine", source, "--cum")
                        .err())
                .doesNotContain("hint");
        assertThat(new CommandLine()
                        .run("top", "--profile", "goroutine", source)
                        .err())
                .isEmpty();
    }

    @Test
    void the_three_forms_are_saved_as_the_agent_writes_them() throws Exception {
        assertThat(captured("pb.gz")).startsWith(0x1f, 0x8b);
        assertThat(new String(captured("txt", "--text"), UTF_8))
                .startsWith("goroutine profile: total ")
                .contains("main.waiter+0x");
        assertThat(new String(captured("dump", "--dump"), UTF_8))
                .startsWith("goroutine ")
                .contains(" [chan receive]:\nmain.waiter(0x");
    }

    private static byte[] captured(String ending, String... form) throws Exception {
        Path file = folder.resolve("goroutines." + ending);
        String[] words = new String[6 + form.length];
        System.arraycopy(form, 0, words, 6, form.length);
        System.arraycopy(
                new String[] {"capture", source, "--profile", "goroutine", "-o", file.toString()}, 0, words, 0, 6);
        assertThat(new CommandLine().run(words)).isEqualTo(new Outcome(0, "", ""));
        return Files.readAllBytes(file);
    }

    @Test
    void an_agent_that_cannot_find_leaked_goroutines_says_what_could() {
        Outcome top = new CommandLine().run("top", "--profile", "goroutineleak", source);
        assertThat(top.code()).isEqualTo(1);
        assertThat(top.err())
                .isEqualTo(
                        "juju-heap top: " + source + " has no profile of leaked goroutines: only agents that Go 1.26 or"
                                + " later built with GOEXPERIMENT=goroutineleakprofile do. juju-heap leaks judges a series of"
                                + " --profile goroutine instead\n");
    }

    @Test
    void leaked_goroutines_are_searched_once_in_half_a_minute_whatever_the_command() throws Exception {
        Path home = folder.resolve("home");
        CommandLine user = new CommandLine().with("HOME", home.toString());
        SocketFile socket = new SocketFile(folder.resolve("agents/machine-8/introspection.socket"));
        try (GoAgent leaking = GoAgent.findingLeaks(socket)) {
            String other = "unix:" + socket.path();
            Outcome top = user.run("top", "--profile", "goroutineleak", "--cum", other);
            assertThat(top.err()).isEmpty();
            assertThat(top.out()).contains("Type: goroutineleak\n").containsPattern("25 +100% +main\\.abandoned\n");

            Outcome tooSoon = user.run("capture", other, "--profile", "goroutineleak", "-o", "-");
            assertThat(tooSoon.code()).isEqualTo(1);
            assertThat(tooSoon.err())
                    .matches("juju-heap capture: " + other + " searched for leaked goroutines \\d s ago, for which it"
                            + " collects garbage: ask again in [23]\\d s\n");
            assertThat(leaking.requests())
                    .extracting(GoAgent.Request::uri)
                    .containsExactly("/debug/pprof/", "/debug/pprof/goroutineleak?debug=0");

            age(home, Duration.ofSeconds(31));
            Outcome later = user.run("capture", other, "--profile", "goroutineleak", "--text", "-o", "-");
            assertThat(later.err()).isEmpty();
            assertThat(later.out()).startsWith("goroutineleak profile: total 25\n");
        }
    }

    private static void age(Path home, Duration by) throws IOException {
        try (Stream<Path> stamps = Files.list(home.resolve(".cache/juju-heap"))) {
            for (Path stamp : stamps.toList()) {
                Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().minus(by)));
            }
        }
    }

    @Test
    void a_dump_of_many_goroutines_is_taken_only_after_a_word_on_what_it_stops() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] text = "goroutine profile: total 23411\n23411 @ 0x1\n".getBytes(UTF_8);
        byte[] dump = "goroutine 1 [running]:\nmain.main()\n\t/main.go:7 +0x1\n".getBytes(UTF_8);
        server.createContext("/debug/pprof/goroutine", exchange -> {
            byte[] body = "debug=2".equals(exchange.getRequestURI().getQuery()) ? dump : text;
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            String file = folder.resolve("many.dump").toString();
            String[] words = {"capture", url, "--profile", "goroutine", "--dump", "-o", file};
            assertThat(new CommandLine().run(words))
                    .isEqualTo(new Outcome(
                            1,
                            "",
                            "juju-heap capture: " + url
                                    + " has 23,411 goroutines, and a dump may stop all of them for"
                                    + " 1.3 s in all: leave --dump out, or add --force\n"));
            assertThat(new CommandLine().run("capture", url, "--profile", "goroutine", "--dump", "--force", "-o", file))
                    .isEqualTo(new Outcome(0, "", ""));
            assertThat(Path.of(file)).hasBinaryContent(dump);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--profile block|there is no profile 'block' to ask for: choose heap, goroutine, goroutineleak or cpu",
                "--profile goroutine --gc|--gc is for heap profiles only",
                "--dump|--dump needs --profile goroutine, without --text",
                "--profile goroutine --dump --text|--dump needs --profile goroutine, without --text",
            })
    void what_does_not_fit_together_is_said(String options, String sentence) {
        Outcome capture = new CommandLine().run(("capture -o - " + source + " " + options).split(" "));
        assertThat(capture.code()).isEqualTo(2);
        assertThat(capture.err()).startsWith("juju-heap capture: " + sentence);
    }
}
