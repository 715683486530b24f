// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.agent.AgentAddress.SocketFile;
import io.jujuheap.cli.demo.Demo;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.metrics.SidecarMetrics.BuildInfo;
import io.jujuheap.testkit.Browser;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Script;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The page in a real browser, on the demo: a sidecar and an agent that leaks guests' sessions. */
class PageTest {
    private static final String LEAK = "state.(*Pool).open";

    /** The text of the widest frame whose own growth is what makes it strongly red. */
    private static final String WIDEST_RED_FRAME = "return [...document.querySelectorAll('.frame.grown')]"
            + ".filter(frame => parseInt(frame.style.getPropertyValue('--change')) > 70)"
            + ".sort((one, other) => other.offsetWidth - one.offsetWidth)[0].textContent";

    /** What an element is called, also after the page has put another in its place. */
    private static final String NAME_OF =
            "const nameOf = (element) => element.id || element.name || element.textContent;";

    private static final String NOTE_FOCUS = NAME_OF
            + "window.focused = new Set(); addEventListener('focusin', (event) => focused.add(nameOf(event.target)));"
            + "return true;";

    /** Of choices and of frames one has the focus, and arrow keys lead to the others. */
    private static final String NEVER_FOCUSED = NAME_OF
            + "return [...document.querySelectorAll('a[href], button, select, summary, input, .frame[tabindex=\"0\"], .scroll')]"
            + ".filter(element => element.checkVisibility() && !focused.has(nameOf(element)))"
            + ".map(element => element.outerHTML);";

    @TempDir
    Path folder;

    private static Browser browser;
    private static Demo demo;
    private static URI page;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        SidecarSettings.Web web = WebSettings.onFreePort();
        demo = Demo.start(web, BuildInfo.DEVELOPMENT, Clock.systemUTC());
        page = demo.sidecar().address();
    }

    @AfterAll
    static void stop() {
        demo.close();
        browser.close();
    }

    @BeforeEach
    void defaults() {
        browser.size(1280, 1000);
        browser.prefer("light");
    }

    /** The demo's agent has a goroutine for each session that it leaks; its heap and its goroutines are told as one leak. */
    @Test
    void shows_the_goroutines_by_stack_and_how_they_grew() {
        browser.open(page);
        assertThat(browser.text("#goroutines", "goroutines wait at"))
                .contains(
                        "example.com/controller/state.(*Session).follow",
                        "allocated in example.com/controller/" + LEAK);
        assertThat(browser.text("#answer", "goroutines wait at")).contains("state.(*Session).follow, +");
        assertThat(browser.text("#goroutines tbody tr:first-child", "leak")).contains("state.(*Session).follow", "+");
        browser.find("#metric input[value=goroutines] + span").click();
        assertThat(browser.text("#change", " now, +")).matches("(?s)[0-9\u202f]+ now, \\+[0-9\u202f]+ in .*");

        browser.find("#goroutines tbody tr:first-child button").click();
        assertThat(browser.text("#where-title", "changed")).contains("how goroutines of machine-0 changed");
        assertThat(browser.text("#explorer .matched", "%")).contains("+");
        browser.screenshot("goroutines");
    }

    /** Whatever a test did, the page neither complained nor asked anybody but its sidecar. */
    @AfterEach
    void no_complaint_and_no_request_to_others() {
        assertThat(complaints()).isEmpty();
        assertThat(browser.requests()
                        .filter(request -> !request.contains("\"url\":\"http://127.0.0.1:")
                                && !request.contains("\"url\":\"blob:")
                                && !request.contains("\"url\":\"data:")
                                && !request.contains("\"url\":\"about:")
                                && !request.contains("\"url\":\"file:")))
                .isEmpty();
    }

    @Test
    void the_timeline_says_how_memory_changed() {
        openWithTwoMoments();

        assertThat(browser.text("#change", "now")).matches("[0-9.]+MB now, [+-][0-9.]+[kM]B in .*");
        browser.find("#timeline canvas");
        browser.screenshot("fresh-start");
    }

    @Test
    void a_moment_is_selected_by_a_click() {
        open("/");
        WebElement chart = browser.find("#timeline .u-over");

        browser.drag(chart, 0.5, 0.5);

        browser.until("a moment is in the address", () -> fragment().contains("at=machine-0/"));
        browser.text("#where-title", "in-use bytes of machine-0 at");
        browser.screenshot("selected-moment");
    }

    @Test
    void two_moments_are_selected_by_a_drag() {
        openWithTwoMoments();
        browser.find("#range input[value=compare] + span").click();

        browser.drag(browser.find("#timeline .u-over"), 0.02, 0.98);

        browser.text("#where-title", "changed from");
        browser.find(".frame.grown");
        assertThat(fragment()).contains("base=machine-0/").contains("at=machine-0/");
        assertThat(browser.run(WIDEST_RED_FRAME)).isEqualTo(LEAK);
    }

    @Test
    void since_the_oldest_snapshot_the_leaking_function_is_the_widest_red_frame() {
        compareWithOldest();

        assertThat(browser.run(WIDEST_RED_FRAME)).isEqualTo(LEAK);
        assertThat(browser.find("table.top tbody tr").getText()).contains(LEAK).contains("+");
        browser.screenshot("differential");
    }

    @Test
    void the_address_brings_the_view_back() {
        compareWithOldest();
        browser.find("#at option:nth-child(2)").click();
        browser.until("a moment is in the address", () -> fragment().contains("at=machine-0/"));
        browser.find(".controls input[value=alloc_space] + span").click();
        browser.text("#where-title", "allocated bytes");
        search("open");
        browser.find(".frame.match").click();
        browser.until("it is zoomed", () -> fragment().contains("zoom="));
        String details = browser.text(".details", "MB");
        URI address = browser.address();

        browser.open(address);

        assertThat(browser.text("#where-title", "changed from")).contains("allocated bytes");
        assertThat(browser.find("input[type=search]").getDomProperty("value")).isEqualTo("open");
        assertThat(browser.text(".details", "MB")).isEqualTo(details);
        browser.find(".out").click();
        browser.until("it is whole again", () -> !fragment().contains("zoom="));
        String byChange = browser.find("#explorer .key").getText();
        browser.find("#explorer input[value=size] + span").click();
        browser.until("it is drawn by size", () -> fragment().contains("width=size"));
        assertThat(browser.text("#explorer .key", "is held now")).isNotEqualTo(byChange);
    }

    @Test
    void search_highlights_and_sums_up() {
        open("/");
        browser.find(".frame");

        search("Pool");

        assertThat(browser.text(".matched", "matching")).contains("MB (");
        assertThat(browser.all(".frame.match")).isNotEmpty().allSatisfy(frame -> assertThat(
                        frame.getDomAttribute("aria-label"))
                .contains("Pool"));
        assertThat(browser.all("table.top tbody tr")).isNotEmpty().allSatisfy(row -> assertThat(row.getText())
                .contains("Pool"));
    }

    @Test
    void the_table_is_ordered_by_the_column_that_is_clicked() throws Exception {
        open("/");
        browser.find(".frame");
        String at = requireNonNull(browser.all("#at option").get(1).getDomAttribute("value"));
        open("/#at=" + at);
        browser.text("#where-title", "at 20");
        assertThat(shownFunctions()).startsWith(largest("", at));

        browser.find("table.top thead th:nth-child(2) button").click();

        assertThat(browser.all("table.top [aria-sort=descending]"))
                .extracting(WebElement::getText)
                .containsExactly("Cum");
        assertThat(shownFunctions()).startsWith(largest("&cum=true", at));
        assertThat(largest("&cum=true", at)).isNotEqualTo(largest("", at));
    }

    private static List<String> shownFunctions() {
        return browser.all("table.top tbody .name button").stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Returns the largest function of a snapshot, as the API orders them. */
    private static String largest(String order, String snapshot) throws Exception {
        return new ObjectMapper()
                .readTree(page.resolve("/api/v1/top?n=1&snapshot=" + snapshot + order)
                        .toURL()
                        .openStream())
                .path("rows")
                .path(0)
                .path("function")
                .asText();
    }

    /** From a table's row to who calls it, on to one of these, and back to nothing; the figures are those of the API. */
    @Test
    void a_function_is_shown_with_its_callers_and_callees() throws Exception {
        open("/");
        browser.find(".frame");
        search("Pool..open");
        browser.find("table.top tbody tr:first-child button").click();

        String shown = browser.text("#callers", "Called by");

        assertThat(shown).contains("Callers and callees of example.com/controller/" + LEAK);
        JsonNode node = callersOf(browser.find("#callers h3 bdi").getText());
        assertThat(browser.all("#callers .sandwich > div:first-child .name button"))
                .extracting(WebElement::getText)
                .containsExactlyElementsOf(node.path("callers").findValuesAsText("function"));
        browser.screenshot("callers");

        String caller = browser.find("#callers .name button").getText();
        browser.find("#callers .name button").click();
        browser.text("#callers h3", caller);
        assertThat(browser.text("#callers .sandwich > div:last-child", LEAK)).contains("Calls");
        browser.find("#callers .close").click();
        browser.until(
                "it is closed", () -> browser.all("#callers:not([hidden])").isEmpty());
        assertThat(fragment()).doesNotContain("function=");
    }

    /** Returns the answer of the API about the newest profile. */
    private static JsonNode callersOf(String function) throws Exception {
        URI asked = page.resolve("/api/v1/callers?function=" + URLEncoder.encode(function, UTF_8));
        return new ObjectMapper()
                .readTree(asked.toURL().openStream())
                .path("nodes")
                .path(0);
    }

    @Test
    void filters_are_those_of_the_api_and_stay_in_the_address() throws Exception {
        open("/");
        browser.find(".frame");
        browser.find("#filters summary").click();
        browser.find("#filters input[name=focus]").sendKeys("Pool" + Keys.ENTER);
        browser.until("it is in the address", () -> fragment().contains("focus=Pool"));
        browser.until(
                "others are gone", () -> !browser.find("table.top").getText().contains("main.cacheDocuments"));
        browser.find("#filters input[name=hide]").sendKeys("apiserver" + Keys.ENTER);
        browser.until(
                "they are hidden", () -> !browser.find("table.top").getText().contains("apiserver"));
        String at = browser.all("#at option").get(1).getDomAttribute("value");
        open("/#focus=Pool&hide=apiserver&at=" + at);
        browser.text("#where-title", "at 20");
        browser.text("table.top", LEAK);
        assertThat(browser.find("#filters input[name=focus]").getDomProperty("value"))
                .isEqualTo("Pool");
        JsonNode filtered = new ObjectMapper()
                .readTree(page.resolve("/api/v1/top?focus=Pool&hide=apiserver&n=100&snapshot=" + at)
                        .toURL()
                        .openStream());
        assertThat(browser.all("table.top tbody .name button"))
                .extracting(WebElement::getText)
                .containsExactlyInAnyOrderElementsOf(filtered.path("rows").findValuesAsText("function"));
        browser.screenshot("filters");
    }

    /** Each frame, row and caller is then a package; a verdict leads back to functions. */
    @Test
    void packages_take_the_place_of_functions_and_stay_in_the_address() throws Exception {
        open("/");
        browser.find(".frame");
        String at = browser.all("#at option").get(1).getDomAttribute("value");
        open("/#at=" + at);
        browser.text("#where-title", "at 20");
        browser.find("#filters input[value=package] + span").click();
        browser.text("table.top thead", "Package");
        assertThat(fragment()).contains("group=package").contains("at=" + at);
        JsonNode top = new ObjectMapper()
                .readTree(page.resolve("/api/v1/top?granularity=packages&n=100&snapshot=" + at)
                        .toURL()
                        .openStream());
        assertThat(browser.all("table.top tbody .name button"))
                .extracting(WebElement::getText)
                .contains("example.com/controller/state")
                .containsExactlyInAnyOrderElementsOf(top.path("rows").findValuesAsText("function"));
        assertThat(browser.all(".frame"))
                .extracting(frame -> frame.getDomAttribute("aria-label"))
                .noneMatch(label -> label.contains("(*"));

        search("state");
        browser.find(".frame.match").click();
        assertThat(browser.text("#callers h3", "Callers")).endsWith("example.com/controller/state");
        assertThat(browser.text("#callers", "Called by")).contains("example.com/controller/apiserver");
        browser.screenshot("packages");

        browser.find("#verdicts .function").click();
        browser.text("#callers h3", LEAK);
        assertThat(fragment()).doesNotContain("group=");
    }

    @Test
    void callers_are_shown_of_a_frame_and_of_a_verdict() {
        open("/");
        browser.find(".frame[tabindex='0']").sendKeys(Keys.ARROW_DOWN, Keys.ENTER);
        browser.text("#callers", "Callers and callees of");
        browser.find("#verdicts .function").click();
        assertThat(browser.text("#callers", "Growth: ")).contains(LEAK).contains("Called by");
        assertThat(browser.barriers()).isEmpty();
        browser.screenshot("callers-growth");
    }

    @Test
    void keys_move_through_the_graph() {
        open("/");
        browser.find(".frame[tabindex='0']").sendKeys(Keys.ARROW_DOWN);
        String first = browser.text(".details", "MB");

        browser.find(".frame:focus").sendKeys(Keys.ENTER);
        browser.until("it is zoomed", () -> fragment().contains("zoom="));
        browser.find(".frame:focus").sendKeys(Keys.ESCAPE);
        browser.until("it is whole again", () -> !fragment().contains("zoom="));

        assertThat(first).doesNotContain("Everything");
    }

    /** What can be clicked can be reached, and the way from the verdict to the code takes no pointer. */
    @Test
    void the_page_is_used_by_keyboard_alone() {
        open("/");
        browser.text("#answer", "an hour");
        browser.text("#goroutines", "goroutines wait at");
        browser.find(".frame");
        browser.run(NOTE_FOCUS);
        do {
            browser.press(Keys.TAB);
        } while (browser.run("return document.activeElement !== document.body").equals(true));
        assertThat(browser.run(NEVER_FOCUSED)).isEqualTo(List.of());

        tabTo("#answer button");
        browser.press(Keys.ENTER);
        browser.text("#where-title", "changed from");
        browser.text("#callers", "Called by");
        String caller = browser.find("#callers .name button").getText();
        tabTo("#callers .name button");
        browser.press(Keys.ENTER);
        browser.text("#callers h3", caller);
        tabTo("#callers .close");
        browser.press(Keys.SPACE);
        browser.until("it is closed", () -> !fragment().contains("function="));

        tabTo("#range input[name=range]");
        browser.press(Keys.ARROW_RIGHT);
        browser.until("the range is in the address", () -> fragment().contains("range="));
        tabTo("#filters summary");
        browser.press(Keys.ENTER);
        tabTo("#filters input[name=ignore]");
        browser.press("apiserver", Keys.ENTER);
        browser.until("the filter is in the address", () -> fragment().contains("ignore=apiserver"));
    }

    /** Presses Tab until an element has the focus; the order is that of the page, and begins anew at its end. */
    private static void tabTo(String selector) {
        for (int i = 0; i < 300; i++) {
            if (browser.run("return document.activeElement.matches(arguments[0])", selector)
                    .equals(true)) {
                return;
            }
            browser.press(Keys.TAB);
        }
        throw new AssertionError("Tab does not lead to " + selector);
    }

    @Test
    void everybody_can_use_it_in_light_and_dark_and_on_a_phone() {
        for (String scheme : List.of("light", "dark")) {
            browser.prefer(scheme);
            compareWithOldest();
            assertThat(browser.barriers()).as(scheme).isEmpty();
            browser.screenshot("whole-" + scheme);
        }
        browser.prefer("light");
        browser.size(360, 1400);
        open("/");
        browser.find(".frame");
        browser.text("#answer", "an hour");
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing reaches beyond the window")
                .isEqualTo(true);
        assertThat(browser.barriers()).isEmpty();
        browser.screenshot("phone");
    }

    @Test
    void a_token_is_asked_for_and_never_in_an_address() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "correct-horse-battery-staple");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        try (RunningSidecar guarded = RunningSidecar.of(
                demo.agentSocket(), Duration.ofMinutes(1), web -> WebSettings.withTokenFile(web, token))) {
            browser.open(guarded.address());
            browser.find("dialog input").sendKeys("wrong" + Keys.ENTER);
            browser.text("dialog", "token");
            browser.screenshot("login");
            browser.find("dialog input").sendKeys("correct-horse-battery-staple" + Keys.ENTER);

            browser.find(".frame");

            assertThat(browser.text("#commands", "TOKEN-FILE")).contains("curl -sSf -H @TOKEN-FILE -o heap.pb.gz");
            assertThat(browser.requests().filter(request -> request.matches(".*\"url\":\"[^\"]*staple.*")))
                    .isEmpty();
            // The browser itself reports each refused request.
            assertThat(complaints()).allMatch(problem -> problem.contains("401"));
        }
    }

    /** The two buttons ask for different things, and only one makes the agent collect garbage. */
    @Test
    void a_snapshot_is_taken_as_the_agent_is_or_after_a_garbage_collection() {
        open("/");
        assertThat(posted()).isEmpty();

        browser.find("#snap").click();
        browser.text("#status", "Snapshot taken at 20");
        assertThat(posted()).allMatch(request -> !request.contains("gc=")).hasSize(1);

        browser.run("return document.getElementById('status').textContent = ' '");
        browser.find("#snap-gc").click();
        browser.text("#status", "Snapshot taken at 20");
        assertThat(posted()).allMatch(request -> request.contains("gc=true")).hasSize(1);
    }

    private static List<String> posted() {
        return browser.requests()
                .filter(request -> request.contains("/api/v1/snapshots"))
                .filter(request -> request.contains("\"method\":\"POST\""))
                .toList();
    }

    @Test
    void an_agent_that_is_away_is_said_to_be() throws Exception {
        try (RunningSidecar alone = RunningSidecar.of(new SocketFile(folder.resolve("introspection.socket")))) {
            browser.open(alone.address());

            assertThat(browser.text("#status", "introspection.socket")).contains("machine-0");
            assertThat(browser.text("#change", "No snapshot")).contains("No snapshot yet");
            browser.screenshot("agent-away");
            // The graph is asked for before the page knows that the agent is away, and the browser reports what came of
            // it.
            assertThat(complaints()).allMatch(problem -> problem.contains("502"));
        }
    }

    @Test
    void a_snapshot_is_taken_by_a_button_and_shown_by_another() {
        open("/");
        browser.find(".frame");
        browser.find("#snap").click();
        browser.text("#status", "Snapshot taken at 20");
        browser.find("#status button").click();
        browser.until("it is shown", () -> fragment().contains("at=machine-0/"));
        String at = fragment().replaceAll(".*at=([^&]+).*", "$1");
        assertThat(browser.find("#at").getDomProperty("value")).isEqualTo(at);
    }

    @Test
    void each_download_is_the_file_that_it_says() throws Exception {
        browser.downloadTo(folder);
        open("/#type=alloc_space");
        browser.find(".frame");
        for (int i = 1; i <= 4; i++) {
            browser.find("#downloads button:nth-child(" + i + ")").click();
        }
        assertThat(downloaded("machine-0.pb.gz")).startsWith(0x1f, 0x8b);
        assertThat(new String(downloaded("machine-0.txt"), UTF_8)).startsWith("heap profile: ");
        assertThat(new String(downloaded("machine-0-goroutines.txt"), UTF_8)).startsWith("goroutine profile: ");
        assertThat(new String(downloaded("machine-0.html"), UTF_8)).startsWith("<!doctype html>");

        browser.open(folder.resolve("machine-0.html").toUri());
        browser.find(".frame");
        assertThat(browser.all("#explorer input[name=type]:checked"))
                .extracting(input -> input.getDomAttribute("value"))
                .containsExactly("alloc_space");
        assertThat(browser.all("#explorer input[name=type]"))
                .extracting(input -> input.getDomAttribute("value"))
                .containsExactly("inuse_space", "inuse_objects", "alloc_space", "alloc_objects");
    }

    /** A colleague who opens the file sees what the reader saw, and is told that it is a part. */
    @Test
    void downloads_and_commands_have_the_filters_of_the_page() throws Exception {
        browser.downloadTo(folder);
        open("/#focus=Pool%7C'x&hide=apiserver&group=package");
        browser.text("table.top", "controller/state");
        assertThat(browser.text("#commands", "pprof"))
                .contains("-focus='Pool|'\\''x' -hide=apiserver '")
                .contains("--focus 'Pool|'\\''x' --hide apiserver --granularity packages '");
        List<String> shown = shownFunctions();
        browser.find("#downloads button:nth-child(4)").click();
        browser.find("#downloads button:nth-child(5)").click();

        JsonNode table = new ObjectMapper().readTree(downloaded("machine-0.json"));
        assertThat(table.path("rows").findValuesAsText("function")).containsExactlyInAnyOrderElementsOf(shown);

        downloaded("machine-0.html");
        browser.open(folder.resolve("machine-0.html").toUri());
        assertThat(browser.text(".about", "Filters")).contains("focus=Pool|'x, hide=apiserver", "packages");
        assertThat(browser.all("table.top tbody .name button"))
                .extracting(WebElement::getText)
                .containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void a_name_is_copied_with_and_without_the_clipboard_of_the_browser() {
        browser.find(openedCallers() + " .copy").click();
        browser.text(".copy", "Copied");
        assertThat(pasted()).isEqualTo("example.com/controller/" + LEAK);

        browser.find(openedCallers() + " .copy");
        browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined }); return true");
        browser.find("#commands dd .copy").click();
        browser.text("#commands dd .copy", "Copied");
        assertThat(pasted()).isEqualTo(browser.find("#commands code").getText());
    }

    private static String openedCallers() {
        open("/#function=example.com/controller/" + LEAK);
        browser.text("#callers h3", LEAK);
        return "#callers";
    }

    private static String pasted() {
        browser.find("#filters summary").click();
        WebElement field = browser.find("#filters input[name=hide]");
        field.sendKeys(Keys.chord(Keys.CONTROL, "v"));
        return requireNonNull(field.getDomProperty("value"));
    }

    /** The files are compared with what the browser itself paints. */
    @Test
    void the_graph_is_saved_as_a_picture() throws Exception {
        browser.downloadTo(folder);
        openWithTwoMoments();
        open("/#base=oldest&at=" + browser.all("#at option").get(1).getDomAttribute("value"));
        browser.find(".frame.grown");
        browser.find(".save").click();
        browser.find(".save:last-child").click();

        List<String> frames = browser.all(".frame").stream()
                .map(frame -> frame.getDomAttribute("aria-label"))
                .toList();
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(downloaded("machine-0-inuse_space.svg")));
        NodeList titles = svg.getElementsByTagName("title");
        assertThat(IntStream.range(0, titles.getLength())
                        .mapToObj(i -> titles.item(i).getTextContent()))
                .hasSizeGreaterThan(5)
                .containsExactlyElementsOf(frames);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("how in-use bytes of machine-0 changed from", "grew itself");

        Rectangle graph = browser.find(".frames").getRect();
        Rectangle frame = browser.find(".frame.grown:last-child").getRect();
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(downloaded("machine-0-inuse_space.png")));
        BufferedImage page =
                ImageIO.read(browser.screenshot("saved-as-a-picture").toFile());
        assertThat(png.getWidth()).isEqualTo(2 * (graph.width + 24));
        Color ofFile = pixel(png, 2 * (frame.x - graph.x + 12 + 2), 2 * (frame.y - graph.y + 34 + 2));
        assertThat(pixel(page, frame.x + 2, frame.y + 2)).isEqualTo(ofFile);
    }

    private static Color pixel(BufferedImage image, int x, int y) {
        return new Color(image.getRGB(x, y));
    }

    @Test
    void the_table_stands_beside_the_graph_where_there_is_room_and_below_it_elsewhere() {
        browser.size(1200, 1000);
        open("/");
        Rectangle graph = browser.find(".frames").getRect();
        assertThat(browser.find("table.top").getRect().x).isGreaterThan(graph.x + graph.width);
        assertThat(browser.find(".frame").getRect().width).isEqualTo(graph.width);

        browser.size(1199, 1000);
        browser.until(
                "it is below",
                () -> browser.find("table.top").getRect().y
                        > browser.find(".key").getRect().y);
    }

    private byte[] downloaded(String name) throws Exception {
        browser.until(name + " is there", () -> Files.exists(folder.resolve(name)));
        return Files.readAllBytes(folder.resolve(name));
    }

    @Test
    void on_a_phone_each_target_is_large_enough_for_a_finger() {
        browser.size(390, 1400);
        open("/");
        browser.find(".frame");
        browser.text("#verdicts", LEAK);
        assertThat(browser.run(
                        "return [...document.querySelectorAll('button, select, summary, .choice span, .button, .frame')]"
                                + ".filter(target => target.checkVisibility() && target.offsetHeight < 24)"
                                + ".map(target => target.outerHTML)"))
                .isEqualTo(List.of());
    }

    @Test
    void an_address_of_a_snapshot_that_is_gone_leads_back_to_now() {
        open("/#at=machine-0/20200101T000000Z-000");
        browser.text("#explorer", "is not kept any more");
        browser.find("#explorer .notice button").click();
        browser.find(".frame");
        assertThat(fragment()).doesNotContain("at=");
        assertThat(complaints()).allMatch(problem -> problem.contains("404"));
    }

    @Test
    void verdicts_name_the_leak() {
        open("/");

        browser.text("#verdicts", LEAK);

        browser.find("#verdicts .stack-of summary").click();
        assertThat(browser.text("#verdicts .stack", ".go:")).contains(LEAK, "state/");

        browser.run("return document.getElementById('why').scrollIntoView() ?? true");
        browser.screenshot("verdicts");
        assertThat(browser.text("#verdicts", "leak")).contains("leak");
    }

    @Test
    void what_leaks_how_fast_and_since_when_stands_above_everything() {
        open("/");

        assertThat(browser.text("#answer", "an hour"))
                .contains(LEAK + " may leak +") // the demo's process is young
                .contains(" since 20")
                .contains("of all growth");
        browser.find("#answer button").click();

        browser.text("#where-title", "changed from");
        assertThat(browser.text(".matched", "matching")).contains("+");
        assertThat(browser.find("table.top tbody tr").getText()).contains(LEAK);
    }

    @Test
    void hostile_names_do_nothing() throws Exception {
        String script =
                "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";
        byte[] heap = ProfileWriter.gzippedProtobuf(HandMade.objectsAndBytes()
                .sample(new long[] {9, 9 << 20}, List.of(), script, "main.\u202egnp.main", "main.main")
                .sample(new long[] {8, 8 << 20}, List.of(), longName(), "main.main")
                .build());
        try (EvilAgent agent = EvilAgent.onFile(folder.resolve("introspection.socket"), Script.ok(heap));
                RunningSidecar sidecar = RunningSidecar.of(new SocketFile(folder.resolve("introspection.socket")))) {
            browser.open(sidecar.address());

            browser.text("table.top", "<img src=x");

            assertThat(browser.run("return document.title")).isEqualTo("juju-heap");
            assertThat(browser.all("img")).isEmpty();
            assertThat(browser.run("return document.body.innerText.includes('\\u202e')"))
                    .isEqualTo(false);
            assertThat(browser.run("return document.documentElement.outerHTML.length"))
                    .asInstanceOf(InstanceOfAssertFactories.LONG)
                    .isLessThan(200_000);
            browser.screenshot("hostile-names");
        }
    }

    private static List<String> complaints() {
        return browser.problems().stream().toList();
    }

    /** As long as the reader lets a name be, and no easier to compress than real ones. */
    private static String longName() {
        return new Random(1)
                .ints(65_000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void open(String path) {
        browser.open(page.resolve(path));
    }

    /** The demo has just begun to watch its agent: the second moment comes within seconds. */
    private static void openWithTwoMoments() {
        open("/");
        browser.until(
                "there are two moments beside \"the newest\"",
                () -> browser.all("#at option").size() > 2);
    }

    private static void compareWithOldest() {
        open("/#base=oldest");
        browser.text("#where-title", "changed from");
        browser.find(".frame.grown");
    }

    private static void search(String text) {
        browser.find("input[type=search]").sendKeys(text);
        browser.text(".matched", "matching");
    }

    private static String fragment() {
        String fragment = browser.address().getFragment();
        return fragment == null ? "" : fragment;
    }
}
