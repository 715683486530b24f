// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jujuheap.http.config.SourceLinks;
import io.jujuheap.testkit.Browser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page while a sidecar is slow, busy, empty or gone: the real page in front of answers that a test chooses. */
class PageStatesTest {
    private static final String AGENTS =
            """
            {"agents":[{"tag":"machine-0","kind":"machine","up":true,"covers":["unit-mysql-0"],"version":"3.6.28"}]}""";
    private static final String NO_SNAPSHOT =
            """
            {"agent":"machine-0","at":[],"snapshot":[],"segment":[],"inuseBytes":[],"inuseObjects":[],\
            "allocatedBytes":[],"allocatedObjects":[],"sites":[]}""";
    private static final String ONE_SNAPSHOT =
            """
            {"agent":"machine-0","at":[1790000000],"snapshot":["machine-0/20260921T141320Z-000"],"segment":[0],\
            "inuseBytes":[20971520],"inuseObjects":[4000],"allocatedBytes":[41943040],"allocatedObjects":[9000],"sites":[]}""";
    private static final String NO_VERDICT =
            """
            {"agent":"machine-0","from":"2026-09-21T14:13:20Z","to":"2026-09-21T14:13:20Z","snapshots":1,"segments":1,\
            "sites":[],"young":true,"explanation":"No verdict is possible yet: 7 more states of the heap are needed."}""";

    /** Two runs of an agent within two days; the last two moments are half an hour apart. */
    private static final String TWO_RUNS =
            """
            {"agent":"machine-0","at":[1789830000,1789990000,1789998200,1790000000],"segment":[0,0,1,1],\
            "snapshot":["machine-0/1","machine-0/2","machine-0/3","machine-0/4"],\
            "inuseBytes":[31457280,41943040,20971520,20971520],"inuseObjects":[4,5,6,7],"allocatedBytes":[1,2,3,4],\
            "allocatedObjects":[1,2,3,4],"goroutines":[10,20,5,6],"memoryLimit":{"bytes":134217728,"source":"cgroup"},\
            "memory":{"residentBytes":[104857600,115343360,83886080,100663296],"parts":[\
            {"part":"live_heap","title":"live heap","bytes":[31457280,41943040,20971520,20971520]},\
            {"part":"outside_go","title":"outside of Go","bytes":[73400320,73400320,62914560,79691776]}]},"sites":[\
            {"function":"main.keep","inuseBytes":[20971520,31457280,10485760,15728640]}]}""";

    private static final String GOROUTINES =
            """
            {"agent":"machine-0","before":5,"after":1234567,"snapshots":9,"distinctStacks":23,"explanation":"They grow.",\
            "stacks":[{"function":"main.wait","entry":"main.serve","stack":["main.wait","main.serve"],"goroutines":1234560,\
            "growth":1234559,"verdict":"leak","reason":"more each time"}]}""";

    private static final String GROWS_OUTSIDE =
            """
            {"source":"machine-0","sumBytes":100663296,"parts":[],"explanation":"","caveats":[],\
            "trend":{"from":"2026-09-21T13:43:20Z","to":"2026-09-21T14:13:20Z",\
            "explanation":"The live heap does not grow: memory outside of Go grows 32.0MB an hour.",\
            "parts":[{"part":"live_heap","direction":"steady","slopeBytesPerHour":0,"slopeLow":-1,"slopeHigh":1},\
            {"part":"outside_go","direction":"grows","slopeBytesPerHour":33554432,"slopeLow":1,"slopeHigh":9}]}}""";

    /** Whether a pixel of the chart has the color of a memory limit. */
    private static final String LIMIT_IS_DRAWN =
            """
            const canvas = document.querySelector('#timeline canvas');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            for (let i = 0; i < data.length; i += 4) {
              if (data[i] === 0xb3 && data[i + 1] === 0x26 && data[i + 2] === 0x1e) {
                return true;
              }
            }
            return false;""";

    /** Keeps where the word stands that is written at a restart, and from where to where the chart reaches. */
    private static final String NOTE_RESTARTS =
            """
            window.words = [];
            const write = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
              if (text === 'restart') {
                const chart = document.querySelector('#timeline .u-over');
                words.push({ left: x, right: x + this.measureText(text).width, from: chart.offsetLeft,
                  to: chart.offsetLeft + chart.offsetWidth });
              }
              write.call(this, text, x, y);
            };
            return true;""";

    /** A desk, a tablet, a phone. */
    static final List<Look> LOOKS = Stream.of(1440, 768, 390)
            .flatMap(width -> Stream.of("light", "dark").map(scheme -> new Look(width, scheme)))
            .toList();

    private static Browser browser;
    private static HttpServer server;
    private static ExecutorService threads;
    private static URI page;
    private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();

    /** What a path answers: a status, a body, and how long the reader waits for it. */
    private record Answer(int status, String body, long milliseconds) {}

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        StaticFiles files = new StaticFiles(
                SourceLinks.parse(List.of("github.com/canonical/pebble=https://example.com/{version}/{path}#L{line}")));
        server.createContext("/", exchange -> serve(exchange, files));
        server.start();
        page = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @BeforeEach
    void usual() {
        browser.size(1280, 800);
        browser.prefer("light");
        ANSWERS.clear();
        answer("/api/v1/agents", 200, AGENTS);
        answer("/api/v1/trend", 200, ONE_SNAPSHOT);
        answer("/api/v1/leaks", 200, NO_VERDICT);
    }

    /** A browser reports failed requests by itself; the page has nothing to add, and no state may shut anybody out. */
    @AfterEach
    void no_complaint_of_the_page_and_no_barrier(TestInfo test) {
        assertThat(browser.problems()).allMatch(problem -> problem.contains("Failed to load resource"));
        String state = test.getTestMethod().orElseThrow().getName();
        for (Look look : looks(state)) {
            browser.size(look.width(), 800);
            browser.prefer(look.scheme());
            nothingReachesBeyondTheWindow();
            keepPicture(browser, "%s-%d-%s".formatted(state, look.width(), look.scheme()));
            assertThat(browser.barriers()).as(look.toString()).isEmpty();
        }
    }

    /** The chart follows the window a moment later. */
    private static void nothingReachesBeyondTheWindow() {
        browser.until("nothing reaches beyond the window", () -> browser.run(
                        "return document.documentElement.scrollWidth <= innerWidth")
                .equals(true));
    }

    /** How a page is looked at: the width of its window, and the colours that its reader prefers. */
    record Look(int width, String scheme) {}

    /** Pictures take a third of a second each, and are not looked at after each run. */
    void keepPicture(Browser of, String name) {}

    /** Each state is looked at in one way, and in the next run in the same; {@link PageStatesInAllLooksTest} has them all. */
    List<Look> looks(String state) {
        return List.of(LOOKS.get(Math.floorMod(state.hashCode(), LOOKS.size())));
    }

    @Test
    void a_machine_without_agents_says_where_they_are_looked_for() {
        answer("/api/v1/agents", 200, "{\"agents\":[]}");
        browser.open(page);
        assertThat(browser.text("#agents", "No Juju agent")).contains("/var/lib/juju", "--agent.socket");
        assertThat(browser.all("#when:not([hidden])")).isEmpty();
    }

    @Test
    void before_the_first_snapshot_it_says_what_it_waits_for() {
        answer("/api/v1/trend", 200, NO_SNAPSHOT);
        answer("/api/v1/flamegraph", 503, problem("machine-0 has not answered yet: try again in a moment."));
        browser.open(page);
        assertThat(browser.text("#change", "No snapshot yet")).contains("collected garbage");
    }

    @Test
    void while_it_waits_it_says_so() {
        ANSWERS.put("/api/v1/flamegraph", new Answer(200, "{}", 20_000));
        browser.open(page);
        browser.text("#answer", "No verdict is possible yet");
        assertThat(browser.text("#explorer", "Loading")).contains("Loading the profile");
        assertThat(browser.find("#where").getDomAttribute("aria-busy")).isEqualTo("true");
    }

    @Test
    void a_leak_is_certain_only_in_a_process_that_is_old_and_still_runs() {
        answer("/api/v1/leaks", 200, leak(false, ""));
        browser.open(page);
        assertThat(browser.text("#answer", "an hour"))
                .contains(
                        "main.keep leaks +1MB an hour since 2026-09-21 10:13:20.",
                        "It holds 1MB of 20MB in use (5.00%) and is 90% of all growth.");
        assertThat(browser.all("#answer.bad")).hasSize(1);
        assertThat(browser.text("#verdicts .figures", "Per hour"))
                .isEqualTo("In use\n1MB\nPer hour\n+1MB\n95% between\n+878.91kB … +1.05MB\nOf all growth\n90%\n"
                        + "Sampling noise\n1000B\nGrowing since\n2026-09-21 10:13:20");

        answer("/api/v1/leaks", 200, leak(true, ""));
        browser.open(page);
        assertThat(browser.text("#answer", "an hour")).contains("main.keep may leak +");
        assertThat(browser.all("#answer.unsure")).hasSize(1);

        answer("/api/v1/leaks", 200, leak(false, ",\"restartedAt\":\"2026-09-21T14:00:00Z\""));
        browser.open(page);
        assertThat(browser.text("#answer", "an hour"))
                .contains("main.keep leaked +", "before the restart at 2026-09-21");
        assertThat(browser.all("#answer.unsure")).hasSize(1);
    }

    /** Tags as Juju's releases have them; where one is not known, or the code is not Juju's own, nothing is linked. */
    @Test
    void the_stack_of_a_verdict_has_files_and_lines_and_links_to_known_source() {
        answer(
                "/api/v1/leaks",
                200,
                leak(false, "").replace("[\"main.keep\"]", "[\"main.keep\",\"daemon.run\",\"state.open\"]"));
        answer(
                "/api/v1/stacks",
                200,
                """
                {"stacks":[{"value":9,"frames":[{"function":"main.other","inline":false}]},{"value":5,"frames":[\
                {"function":"main.keep","file":"/build/keep.go","line":7,"inline":true},\
                {"function":"daemon.run","file":"/go/pkg/mod/github.com/canonical/pebble@v1.2.3/daemon/run.go","line":5,"inline":false},\
                {"function":"state.open","file":"/build/src/github.com/juju/juju/state/open.go","line":42,"inline":false}]}]}""");
        browser.open(page);
        browser.find("#verdicts .stack-of summary").click();
        assertThat(browser.text("#verdicts .stack", "open.go"))
                .contains("main.keep /build/keep.go:7", "state.open /build/src/github.com/juju/juju/state/open.go:42");
        assertThat(browser.all("#verdicts .stack a"))
                .extracting(link -> link.getDomAttribute("href"))
                .containsExactly(
                        "https://example.com/v1.2.3/daemon/run.go#L5",
                        "https://github.com/juju/juju/blob/v3.6.28/state/open.go#L42");

        answer("/api/v1/agents", 200, AGENTS.replace("3.6.28", "3.4.1"));
        browser.open(page);
        browser.find("#verdicts .stack-of summary").click();
        browser.text("#verdicts .stack", "open.go:42");
        assertThat(browser.all("#verdicts .stack a"))
                .extracting(link -> link.getDomAttribute("href"))
                .containsExactly("https://example.com/v1.2.3/daemon/run.go#L5");
    }

    private static String leak(boolean young, String more) {
        return """
                {"agent":"machine-0","from":"2026-09-21T10:13:20Z","to":"2026-09-21T14:13:20Z","snapshots":9,"segments":1,\
                "sites":[{"function":"main.keep","stack":["main.keep"],"verdict":"leak","reason":"grew","inuseBytes":1048576,\
                "slopeBytesPerHour":1048576,"slopeLow":900000,"slopeHigh":1100000,"noiseFloorBytes":1000,"growthPercent":90,\
                "firstSeen":"2026-09-21T10:13:20Z"%s}],"young":%s,"explanation":"It grows."}"""
                .formatted(more, young);
    }

    @Test
    void resident_memory_is_drawn_with_its_parts_its_limit_and_restarts() {
        answer("/api/v1/trend", 200, TWO_RUNS);
        answer("/api/v1/memory", 200, GROWS_OUTSIDE);
        browser.open(page.resolve("/#metric=memory"));

        assertThat(browser.text("#change", "now"))
                .isEqualTo("96MB now, +16MB in 30 min since its restart; most of all outside of Go, +16MB;"
                        + " its control group may take 128MB");
        assertThat(browser.text("#sites", "outside")).contains("live heap 20MB", "outside of Go 76MB", "limit 128MB");
        assertThat(browser.run(LIMIT_IS_DRAWN)).isEqualTo(true);

        browser.point(browser.find("#timeline .u-over"), 0.01);
        assertThat(browser.text("#change", "100MB at")).doesNotContain("now");
        assertThat(browser.text("#sites", "live heap 30MB")).contains("outside of Go 70MB");

        browser.find("#metric input[value=sites] + span").click();
        browser.text("#sites", "main.keep 15MB");
        browser.point(browser.find("#timeline .u-over"), 0.01);
        browser.text("#sites", "main.keep 20MB");
    }

    /** From the word's place on the canvas: at first there is room right of the line, then only left of it. */
    @Test
    void the_word_at_a_restart_is_not_cut_off_at_the_edge() {
        answer("/api/v1/trend", 200, TWO_RUNS);
        browser.open(page);
        browser.find("#timeline canvas");
        browser.run(NOTE_RESTARTS);
        for (String window : List.of("from=1789980000&to=1790001000", "from=1789980000&to=1789994200")) {
            browser.run("words = []; location.hash = arguments[0]; return true", window);
            browser.until(
                    "it is drawn", () -> browser.run("return words.length > 0").equals(true));
            assertThat(browser.run("return words.filter(word => word.left < word.from || word.right > word.to)"))
                    .as(window)
                    .isEqualTo(List.of());
        }
    }

    @Test
    void a_limit_far_above_is_said_and_not_drawn() {
        answer(
                "/api/v1/trend",
                200,
                TWO_RUNS.replace("134217728,\"source\":\"cgroup", "8589934592,\"source\":\"machine"));
        browser.open(page.resolve("/#metric=memory"));
        assertThat(browser.text("#change", "now")).endsWith("; the machine has 8GB");
        assertThat(browser.run(LIMIT_IS_DRAWN)).isEqualTo(false);
    }

    @Test
    void growth_that_is_not_in_the_heap_is_told() {
        answer("/api/v1/trend", 200, TWO_RUNS);
        answer("/api/v1/memory", 200, GROWS_OUTSIDE);
        browser.open(page);
        browser.text("#answer", "The live heap does not grow: memory outside of Go grows 32.0MB an hour.");
        assertThat(browser.text("#sites", "goroutines")).contains("in use 20MB", "goroutines 6");
        assertThat(browser.all("#answer.unsure")).hasSize(1);
    }

    @Test
    void goroutines_are_counted_by_stack() {
        answer("/api/v1/trend", 200, TWO_RUNS);
        answer("/api/v1/goroutines", 200, GOROUTINES);
        browser.open(page);
        assertThat(browser.text("#goroutines", "main.wait"))
                .contains(
                        "1\u202f234\u202f567 goroutines, +1\u202f234\u202f562 since the first of 9 profiles",
                        "22 more stacks");
        assertThat(browser.find("#goroutines tbody tr").getText())
                .isEqualTo("1\u202f234\u202f560 +1\u202f234\u202f559 leak main.wait in main.serve");
        assertThat(browser.text("#answer", "goroutines wait at"))
                .contains("1\u202f234\u202f560 goroutines wait at main.wait, +1\u202f234\u202f559 since");
    }

    @Test
    void a_time_range_and_a_drag_say_what_changed_within() {
        answer("/api/v1/trend", 200, TWO_RUNS);
        browser.open(page.resolve("/#metric=goroutines"));
        browser.text("#change", "6 now, +1 in 30 min since its restart");
        browser.find("#range input[value='1h'] + span").click();
        assertThat(browser.text("#change", "6 now")).isEqualTo("6 now, +1 in 30 min");
        assertThat(fragment()).contains("range=1h");

        browser.find("#range input[value=all] + span").click();
        browser.text("#change", "since its restart");
        browser.drag(browser.find("#timeline .u-over"), 0, 0.96);
        browser.until("it is zoomed", () -> fragment().contains("from="));
        browser.point(browser.find("h1"), 0.5);
        assertThat(browser.text("#change", "in 1 d")).startsWith("20 at ").endsWith(", +10 in 1 d 20 h");
        URI address = browser.address();
        browser.open(address);
        browser.text("#change", "+10 in 1 d 20 h");
        browser.open(page.resolve("/#from=1789840000&to=1789850000"));
        browser.text("#change", "No snapshot was kept from this time.");
        assertThat(browser.find("#sites").getText()).isEqualTo("in use\ngoroutines");
    }

    /** The same by mouse and by finger, whatever the switch says; Shift does the other. */
    @Test
    void a_drag_zooms_or_compares_by_mouse_and_by_finger() {
        answer("/api/v1/trend", 200, TWO_RUNS);
        String compared = "at=machine-0/4&base=machine-0/1";

        open("/");
        browser.swipe(chart(), 0, 0.999);
        browser.until("a finger zooms", () -> fragment().matches("from=\\d+&to=\\d+"));
        open("/");
        browser.dragWithShift(chart(), 0, 0.999);
        browser.until("Shift compares", () -> inOrder(fragment()).equals(compared));

        open("/#drag=compare");
        browser.swipe(chart(), 0.999, 0);
        browser.until("a finger compares", () -> inOrder(fragment()).equals(compared + "&drag=compare"));
        open("/#drag=compare");
        browser.drag(chart(), 0, 0.999);
        browser.until("a mouse compares", () -> inOrder(fragment()).equals(compared + "&drag=compare"));
        open("/#drag=compare");
        browser.dragWithShift(chart(), 0, 0.999);
        browser.until("Shift zooms", () -> fragment().matches("drag=compare&from=\\d+&to=\\d+"));
    }

    @Test
    void to_compare_is_to_compare_with_the_restart_unless_another_base_is_chosen() {
        answer("/api/v1/trend", 200, TWO_RUNS);
        open("/");
        browser.find("#range input[value=compare] + span").click();
        browser.until("the base is the restart", () -> fragment().equals("drag=compare&base=restart"));
        browser.drag(chart(), 0.999, 0.999);
        browser.until("the moment, too", () -> inOrder(fragment()).equals("at=machine-0/4&base=restart&drag=compare"));

        open("/#base=oldest");
        browser.find("#range input[value=compare] + span").click();
        browser.until("the base stays", () -> inOrder(fragment()).equals("base=oldest&drag=compare"));
    }

    private static WebElement chart() {
        browser.find("#timeline canvas");
        return browser.find("#timeline .u-over");
    }

    private static void open(String path) {
        browser.open(page.resolve(path));
    }

    private static String inOrder(String fragment) {
        return Stream.of(fragment.split("&", -1)).sorted().collect(Collectors.joining("&"));
    }

    private static String fragment() {
        return Objects.requireNonNullElse(browser.address().getFragment(), "");
    }

    @Test
    void a_comparison_across_a_restart_leads_to_one_since_and_back_to_now() {
        answer("/api/v1/trend", 200, TWO_RUNS);
        answer("/api/v1/leaks", 200, leak(false, ""));
        answer(
                "/api/v1/flamegraph",
                200,
                graph("main.keep")
                        .replace(
                                "\"root\":0",
                                "\"baseValue\":[4,4],\"baseSelf\":[0,4],\"base\":{\"takenAt\":\"2026-09-19T15:00:00Z\"},"
                                        + "\"restarts\":[\"2026-09-21T13:00:00Z\"],\"root\":0"));
        open("/#base=oldest");
        assertThat(browser.text("#explorer", "The agent restarted in between"))
                .contains("this is not the growth of one process");
        browser.find("#explorer .notice.problem button").click();
        browser.until("it is since the restart", () -> fragment().equals("base=restart"));
        browser.find("#moments button").click();
        browser.until("it is now", () -> fragment().isEmpty());
        browser.until("it is drawn", () -> browser.all("[aria-busy]").isEmpty());

        browser.find("#answer a").click();
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("why-title");
        assertThat(fragment()).isEmpty();
    }

    /** What was kept stays readable; nothing is offered that needs the agent. */
    @Test
    void an_agent_that_does_not_answer_leaves_what_was_kept_and_says_since_when() {
        answer(
                "/api/v1/agents",
                200,
                AGENTS.replace(
                        "true",
                        "false,\"problem\":\"There is no such socket.\",\"collectedAt\":\"2026-09-21T14:13:20Z\""));
        answer("/api/v1/trend", 200, TWO_RUNS);
        answer("/api/v1/flamegraph", 200, graph("main.keep"));
        open("/");
        assertThat(browser.text("#status", "does not answer"))
                .contains("machine-0 does not answer: There is no such socket.", "its last answer came at 2026-09-21");
        assertThat(browser.text("#agents", "machine-0")).contains("not answering");
        browser.text("table.top", "main.keep");
        assertThat(browser.text("#change", "since its restart")).startsWith("20MB at 2026-09-21 14:13:20, 0 in 30 min");
        assertThat(browser.all("#snap:not([hidden]), #snap-gc:not([hidden])")).isEmpty();
        assertThat(browser.find("#take").getText())
                .doesNotContain("(now)", "/debug/")
                .contains("/api/v1/snapshots/machine-0/4");
    }

    /** Asks for the graph in the next round of the page's questions; returns the function that it shows. */
    private static final String ASKED_AGAIN =
            """
            return import('/page/questions.js').then(async ({ first }) => {
              await first('/api/v1/agents', {}, () => undefined);
              const asked = { agent: 'machine-0', type: 'inuse_space' };
              return (await first('/api/v1/flamegraph', asked, (view) => view.capture.agent)).names[1];
            });""";

    /** The page asks for its graph before it knows that there is none to draw; when it asks next, that answer is old. */
    @Test
    void an_answer_that_came_too_early_is_not_taken_for_a_later_one() {
        String away = AGENTS.replace("\"up\":true", "\"up\":false");
        answer("/api/v1/agents", 200, away);
        answer("/api/v1/trend", 200, NO_SNAPSHOT);
        answer("/api/v1/flamegraph", 502, problem("machine-0 is away."));
        open("/");
        browser.text("#status", "does not answer");
        answer("/api/v1/flamegraph", 200, graph("main.keep"));
        assertThat(browser.run(ASKED_AGAIN)).isEqualTo("main.keep");
    }

    @Test
    void a_wrong_token_is_asked_for_again() {
        answer("/api/v1/agents", 401, problem("Send the token."));
        open("/");
        browser.find("dialog input").sendKeys("wrong" + Keys.ENTER);
        browser.text("dialog", "That was not the right token.");
        assertThat(fragment()).doesNotContain("wrong");
    }

    @Test
    void the_address_of_a_moment_of_another_agent_shows_that_agent() {
        answer(
                "/api/v1/agents",
                200,
                AGENTS.replace(
                        "8\"}]}", "8\"},{\"tag\":\"unit-mysql-1\",\"kind\":\"unit\",\"up\":true,\"covers\":[]}]}"));
        answer("/api/v1/trend", 200, ONE_SNAPSHOT.replace("machine-0", "unit-mysql-1"));
        answer("/api/v1/flamegraph", 200, graph("main.keep").replace("machine-0", "unit-mysql-1"));
        open("/#at=unit-mysql-1/20260921T141320Z-000");
        browser.text("#where-title", "of unit-mysql-1 at");
        assertThat(browser.all("#agents input:checked"))
                .extracting(input -> input.getDomAttribute("value"))
                .containsExactly("unit-mysql-1");
    }

    @Test
    void names_of_300_characters_fit() {
        String name = "github.com/juju/juju/" + "internal/".repeat(27) + "state.(*Pool).openSessionAndWatch";
        assertThat(name).hasSizeGreaterThan(290);
        answer("/api/v1/flamegraph", 200, graph(name));
        answer("/api/v1/leaks", 200, leak(false, "").replace("main.keep", name));
        answer(
                "/api/v1/callers",
                200,
                """
                {"sampleType":{"type":"inuse_space","unit":"bytes"},"nodes":[{"function":"NAME","flat":5,"cum":9,\
                "callers":[{"function":"NAME","value":9,"inline":true}],"callees":[]}]}"""
                        .replace("NAME", name));
        open("/#function=main.keep");
        browser.text("#callers h3", "openSessionAndWatch");
        browser.text("#verdicts", "openSessionAndWatch");
        for (int width : new int[] {1440, 768, 390}) {
            browser.size(width, 800);
            nothingReachesBeyondTheWindow();
        }
    }

    private static String graph(String function) {
        return """
                {"capture":{"agent":"machine-0","takenAt":"2026-09-21T14:13:20Z"},"sampleType":{"type":"inuse_space",\
                "unit":"bytes"},"granularity":"functions","total":9,"names":["root","%s"],"parent":[-1,0],"name":[0,1],\
                "value":[9,9],"self":[0,9],"root":0,"omitted":0,"functions":{"name":[1],"flat":[9],"cum":[9]}}"""
                .formatted(function);
    }

    @Test
    void a_busy_sidecar_is_said_to_be_and_when_to_come_back() {
        answer("/api/v1/flamegraph", 429, problem("Too many requests at a time."));
        browser.open(page);
        assertThat(browser.text("#explorer", "Too many")).contains("Try again in 7 s.");
        browser.find("#explorer button");
        answer("/api/v1/flamegraph", 503, problem("The sidecar is short of memory."));
        browser.find("#explorer button").click();
        browser.text("#explorer", "short of memory");
    }

    @Test
    void a_sidecar_that_is_gone_leaves_what_was_there_and_says_so() {
        browser.open(page);
        browser.text("#answer", "No verdict");
        answer("/api/v1/agents", 500, "<html>a proxy's own words</html>");
        assertThat(browser.text("#status", "HTTP status 500")).doesNotContain("<html>");
        assertThat(browser.text("#answer", "No verdict")).isNotEmpty();
    }

    private static void answer(String path, int status, String body) {
        ANSWERS.put(path, new Answer(status, body, 0));
    }

    private static String problem(String detail) {
        return "{\"detail\":\"" + detail + "\"}";
    }

    private static void serve(HttpExchange exchange, StaticFiles files) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "index.html" : path.substring(path.lastIndexOf('/') + 1);
        Answer answer = ANSWERS.get(path);
        if (answer == null) {
            var file = files.find(name);
            send(
                    exchange,
                    file.isPresent() ? 200 : 404,
                    file.map(StaticFiles.StaticFile::type).orElse("text/plain"),
                    file.map(StaticFiles.StaticFile::bytes).orElse(new byte[1]));
            return;
        }
        try {
            Thread.sleep(answer.milliseconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseHeaders().add("Retry-After", "7");
        send(exchange, answer.status(), "application/json", answer.body().getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
