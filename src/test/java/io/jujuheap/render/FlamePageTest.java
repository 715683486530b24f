// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.codec.Limits;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.profile.Profile;
import io.jujuheap.report.FlameGraph;
import io.jujuheap.report.ReportOptions;
import io.jujuheap.testkit.Browser;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.Recorded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of {@code juju-heap flame}, opened from a disk in a real browser without a network. */
class FlamePageTest {
    private static final Recorded BEFORE = new Recorded("jsonserver-go1.26", "heap-01");
    private static final Recorded AFTER = BEFORE.sibling("heap-03");

    @TempDir
    Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        browser.offline(true);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @AfterEach
    void no_complaint_and_no_request() {
        assertThat(browser.problems()).isEmpty();
        assertThat(browser.requests()
                        .filter(request -> !request.contains("\"url\":\"file:")
                                && !request.contains("\"url\":\"about:")
                                && !request.contains("\"url\":\"data:")))
                .isEmpty();
    }

    @Test
    void zooms_searches_and_switches_sample_types() throws Exception {
        open(html("heap-03.pb.gz", AFTER));

        assertThat(browser.text(".details", "19.53MB")).contains("Everything");
        browser.find(".frame[aria-label*='sessionStore']").click();
        assertThat(browser.text(".details", "sessionStore")).contains("11.26MB (57.65%)");
        browser.find("input[type=search]").sendKeys("json");
        browser.text(".matched", "matching");
        browser.find("input[value=alloc_space] + span").click();
        browser.until(
                "allocations are shown", () -> browser.address().getFragment().contains("alloc_space"));
        browser.screenshot("flame-file");
    }

    @Test
    void a_base_makes_it_differential() throws Exception {
        Profile base = ProfileReader.withLimits(Limits.DEFAULT).read(BEFORE.protobuf());
        Profile target = ProfileReader.withLimits(Limits.DEFAULT).read(AFTER.protobuf());

        open(FlamePage.html(
                "heap-01 to heap-03",
                Map.of("Base", "heap-01"),
                List.of(FlameGraph.difference(base, target, options("inuse_space"), 10_000))));

        assertThat(browser.text("table.top tbody tr", "sessionStore")).contains("+9.18MB");
        assertThat(browser.barriers()).isEmpty();
        browser.screenshot("flame-file-differential");
    }

    @Test
    void hostile_names_do_nothing() throws Exception {
        String hostile = "</script><script>document.title='owned'</script><!--@STYLE@\u202e\u2028";
        Profile profile = HandMade.bytes()
                .sample(5 << 20, hostile, "main.main")
                .sample(3 << 20, "x".repeat(1 << 20), "main.main")
                .build();

        open(FlamePage.html(
                hostile, Map.of(hostile, hostile), List.of(FlameGraph.of(profile, options("inuse_space"), 100))));

        browser.text("table.top tbody", "<script>document.title='owned'");
        assertThat(browser.run("return document.title")).asString().startsWith("</script><script>");
        assertThat(browser.run("return document.querySelector('table.top').innerText.includes('\\u202e')"))
                .isEqualTo(false);
    }

    @Test
    void twenty_thousand_frames_are_drawn_in_five_seconds() throws Exception {
        HandMade profile = HandMade.bytes();
        for (int i = 0; i < 20_000; i++) {
            profile.sample(1000 + i, "leaf" + i, "f" + i % 40, "g" + i % 7, "main.main");
        }

        open(FlamePage.html("many", Map.of(), List.of(FlameGraph.of(profile.build(), options("inuse_space"), 30_000))));

        browser.find(".frame");
        assertThat((Long) browser.run("return Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"))
                .isLessThan(5000);
    }

    private static byte[] html(String title, Recorded recorded) throws Exception {
        Profile profile = ProfileReader.withLimits(Limits.DEFAULT).read(recorded.protobuf());
        List<FlameGraph> graphs = profile.sampleTypes().stream()
                .map(type -> FlameGraph.of(profile, options(type.type()), 10_000))
                .sorted((one, other) ->
                        other.legend().sampleType().compareTo(one.legend().sampleType()))
                .toList();
        return FlamePage.html(title, Map.of("Program", "jsonserver"), graphs);
    }

    private static ReportOptions options(String type) {
        return ReportOptions.builder().sampleIndex(type).build();
    }

    private void open(byte[] html) throws Exception {
        browser.open(Files.write(folder.resolve("flame.html"), html).toUri());
    }
}
