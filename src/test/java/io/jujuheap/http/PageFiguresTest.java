// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.profile.Function;
import io.jujuheap.testkit.Browser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The figures that a reader sees on the page of a real Go agent, beside those that {@code go tool pprof} prints of the same snapshots. */
class PageFiguresTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^ *(\\S+) +(\\S+%) +\\S+% +(\\S+) +(\\S+%)  (.*?)(?: \\((?:partial-)?inline\\))?$");
    private static final Pattern CALL = Pattern.compile("(?m)^ +(\\S+) +(\\S+%) \\|   (.*?)(?: \\(inline\\))?$");

    private static TwoSnapshots snapshots;
    private static Browser browser;
    private static String older;
    private static String newer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        snapshots = new TwoSnapshots(folder);
        older = snapshots.older();
        newer = snapshots.newer();
        browser = Browser.start();
        browser.size(1700, 1000); // wide enough for percentages
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        snapshots.close();
    }

    @Test
    void the_table_and_the_total_of_a_profile_are_those_of_pprof() throws Exception {
        String printed = pprof("-top", "-nodefraction=0", snapshots.newerFile());
        open("at=" + newer);
        Map<String, List<String>> shown = table();

        assertThat(shown).hasSizeGreaterThan(10).satisfies(all -> assertThat(rows(printed))
                .containsAllEntriesOf(all));
        String total = printed.replaceFirst("(?s).* of (\\S+) total.*", "$1");
        assertThat(browser.text(".details", "Everything")).isEqualTo("Everything\n" + total + " (100%)");
        browser.point(browser.find("#timeline .u-over"), 0.999);
        browser.text("#change", total + " at 20");
    }

    /** What {@code fmt.Printf("%.2f", …)} prints of 11.125, 11.375 and 11.126. */
    @Test
    void figures_that_lie_between_two_are_rounded_as_go_rounds_them() throws Exception {
        open("at=" + newer);

        assertThat(browser.run("return import('/page/units.js').then(units => "
                        + "[11392, -11392, 11648, 11393, -11648].map(bytes => units.label(bytes, 'bytes')))"))
                .isEqualTo(List.of("11.12kB", "-11.12kB", "11.38kB", "11.13kB", "-11.38kB"));
    }

    @Test
    void the_growth_of_a_profile_is_that_of_pprof_with_a_base() throws Exception {
        String printed = pprof("-top", "-nodefraction=0", "-base=" + snapshots.olderFile(), snapshots.newerFile());
        open("at=" + newer + "&base=" + older);

        Map<String, List<String>> grown = new TreeMap<>();
        rows(printed).forEach((name, row) -> grown.put(name, List.of(row.get(0), row.get(2))));
        Map<String, List<String>> shown = new TreeMap<>();
        table().forEach((name, row) -> shown.put(
                name,
                row.subList(0, 2).stream()
                        .map(figure -> figure.replace("+", ""))
                        .toList()));

        assertThat(shown).hasSizeGreaterThan(3).satisfies(all -> assertThat(grown)
                .containsAllEntriesOf(all));
    }

    @Test
    void callers_callees_and_matching_functions_are_those_of_pprof() throws Exception {
        String function = "main.main";
        String printed = pprof("-peek=^main\\.main$", snapshots.newerFile());
        open("at=" + newer + "&function=" + function);
        browser.text("#callers", "Called by");

        List<String> calls = new ArrayList<>();
        Matcher call = CALL.matcher(printed);
        while (call.find()) {
            calls.add(call.group(1) + " " + call.group(2) + " " + call.group(3));
        }
        assertThat(calls).hasSizeGreaterThan(1);
        assertThat(browser.all("#callers tr"))
                .extracting(PageFiguresTest::call)
                .containsExactlyInAnyOrderElementsOf(calls.subList(0, Math.min(calls.size(), 13)));

        String focused = pprof("-top", "-nodefraction=0", "-focus=main\\.", snapshots.newerFile());
        open("at=" + newer + "&search=main%5C.");
        Matcher accounting = Pattern.compile("accounting for (\\S+), (\\S+) of").matcher(focused);
        assertThat(accounting.find()).isTrue();
        assertThat(browser.text(".matched", "matching"))
                .isEqualTo(accounting.group(1) + " (" + accounting.group(2) + ") in matching functions");
    }

    /** A row of callers or callees as pprof writes it: what goes over the call, its share, the function. */
    private static String call(WebElement row) {
        WebElement cell = row.findElement(By.tagName("td"));
        String share = cell.findElement(By.tagName("small")).getText();
        return cell.getText().replace(share, "").strip() + " " + share + " "
                + row.findElement(By.tagName("button")).getText();
    }

    private static void open(String fragment) {
        browser.open(snapshots.sidecar().address().resolve("/#" + fragment));
        browser.find(".frame");
        browser.find("table.top");
    }

    /** The rows of the page's table by function: each figure, and its share where the table has it. */
    @SuppressWarnings("unchecked") // what WebDriver makes of arrays
    private static Map<String, List<String>> table() {
        Map<String, List<String>> rows = new TreeMap<>();
        ((List<List<String>>) browser.run("return [...document.querySelectorAll('table.top tbody tr')].map(row => "
                        + "[row.querySelector('th').innerText, ...[...row.querySelectorAll('td')]"
                        + ".flatMap(cell => [cell.firstChild.data, cell.querySelector('small')?.innerText])"
                        + ".filter(text => text !== undefined)])"))
                .forEach(row -> rows.put(
                        Function.withoutTypeArguments(row.get(0)),
                        row.subList(1, row.size()).stream()
                                .map(text -> text.isEmpty() ? "0%" : text)
                                .toList()));
        return rows;
    }

    /** The rows of {@code go tool pprof -top} by function, as the page names it: flat, flat%, cum, cum%. */
    private static Map<String, List<String>> rows(String printed) {
        Map<String, List<String>> rows = new TreeMap<>();
        Matcher row = ROW.matcher(printed);
        while (row.find()) {
            rows.put(
                    Function.withoutTypeArguments(row.group(5)),
                    Stream.of(1, 2, 3, 4).map(row::group).toList());
        }
        return rows;
    }

    private static String pprof(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-unit=auto", "-sample_index=inuse_space"));
        all.addAll(List.of(arguments));
        return TwoSnapshots.pprof(all.toArray(String[]::new));
    }
}
