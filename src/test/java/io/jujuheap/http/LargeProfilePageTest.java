// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.testkit.Browser;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.GoProgram;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/**
 * The page on a profile of 20,000 stacks, of which a graph can draw a part: the largest function is called from everywhere, each
 * time too little to be drawn, and no sum that a reader sees may lack that.
 */
class LargeProfilePageTest {
    private static final int STACKS = 20_000;
    private static final String HOT = "example.com/hot.Allocate";
    private static final String COUNTED = "example.com/app.handler7";

    @TempDir
    static Path folder;

    private static byte[] profile;
    private static EvilAgent agent;
    private static RunningSidecar sidecar;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        HandMade made = HandMade.bytes();
        for (int i = 0; i < STACKS; i++) {
            String handler = "example.com/app.handler" + i % 40;
            made.sample(5_000 + i % 13, HOT, "example.com/app.step" + i, handler, "main.main");
            made.sample(9_000, "example.com/app.buffer" + i, handler, "main.main");
        }
        profile = ProfileWriter.gzippedProtobuf(made.build());
        agent = EvilAgent.onAbstractName(exchange -> exchange.send(Script.okBytes(profile)));
        sidecar = RunningSidecar.of(agent.address());
        browser = Browser.start();
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        sidecar.close();
        agent.close();
    }

    @Test
    void the_largest_function_holds_what_the_interface_and_pprof_say() throws Exception {
        Matcher pprof = pprof();
        JsonNode summary = new ObjectMapper()
                .readTree(sidecar.get("/debug/heap?format=json&n=1").body());
        JsonNode row = summary.at("/top/rows/0");
        assertThat(row.get("function").asText()).isEqualTo(HOT);

        browser.open(sidecar.address());
        String first = browser.text("table.top tbody tr", "hot.Allocate");

        assertThat(first).contains(pprof.group("flat")).contains(pprof.group("cum"));
        assertThat(pprof.group("flat")).isEqualTo(megabytes(row.get("flat")));
        assertThat(browser.text(".functions .note", "too small")).contains("the sums have them");
    }

    @Test
    void a_search_for_many_functions_and_a_frame_zoomed_into_count_all_stacks() throws Exception {
        JsonNode steps = new ObjectMapper()
                .readTree(sidecar.get("/api/v1/top?n=1&focus=app%5C.(step%7Cbuffer)")
                        .body());
        long expected = steps.get("total").asLong();

        browser.open(sidecar.address().resolve("/#search=app%5C.(step%7Cbuffer)"));

        // Every stack goes through one of these 40,000 functions.
        assertThat(browser.text("output.matched", "matching"))
                .contains("(100%)")
                .doesNotContain("at least");
        assertThat(browser.text("output.matched", "matching")).contains(megabytes(steps.get("total")));
        assertThat(expected).isPositive();

        browser.open(sidecar.address());
        WebElement frame = browser.find(".frame[aria-label*='" + COUNTED.substring(12) + ":']");
        int inWhole = callsBelowIt();
        frame.click();
        browser.until(
                "the frame is zoomed into",
                () -> browser.address().getFragment().contains("zoom="));
        long flat = 0;
        for (int i = 7; i < STACKS; i += 40) {
            flat += 5_000 + i % 13;
        }
        String zoomed = "%.2fMB".formatted(flat / 1048576.0);
        assertThat(browser.text("table.top tbody tr", zoomed)).contains("hot.Allocate");
        assertThat(callsBelowIt())
                .as("all of its calls are fetched")
                .isEqualTo(2 * STACKS / 40)
                .isGreaterThan(inWhole);
    }

    private static int callsBelowIt() {
        return ((Number) browser.run("return [...document.querySelectorAll('.frame')].map(frame => frame.__node)"
                        + ".find(node => node.name === '" + COUNTED + "').children.length"))
                .intValue();
    }

    private static String megabytes(JsonNode bytes) {
        return "%.2fMB".formatted(bytes.asLong() / 1048576.0);
    }

    /** The first row of {@code go tool pprof -top}. */
    private static Matcher pprof() throws Exception {
        Path file = Files.write(folder.resolve("heap.pb.gz"), profile);
        String top = Launcher.run(List.of(
                        GoProgram.go().toString(),
                        "tool",
                        "pprof",
                        "-top",
                        "-unit=MB",
                        "-symbolize=none",
                        file.toString()))
                .out();
        Matcher row = Pattern.compile("(?m)^ *(?<flat>\\S+) +\\S+ +\\S+ +(?<cum>\\S+) +\\S+  " + Pattern.quote(HOT))
                .matcher(top);
        assertThat(row.find()).as(top).isTrue();
        return row;
    }
}
