// SPDX-License-Identifier: Apache-2.0
package io.jujuheap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jujuheap.http.OpenApi;
import io.jujuheap.leak.HeapSimulator;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.leak.Series;
import io.jujuheap.leak.summary.ProfileSummary;
import io.jujuheap.render.Json;
import io.jujuheap.render.LeaksView;
import io.jujuheap.testkit.Browser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** One question has one answer, whether the command, the interface or an action is asked, and openapi.yaml describes it. */
class SameAnswersTest {
    private static StagedMachine machine;
    private static String newest;
    private static String base;

    @BeforeAll
    static void stage() throws Exception {
        // Not JUnit's folder: its path may be too long for a socket.
        machine = new StagedMachine(Files.createTempDirectory("jh"));
        newest = machine.results("heap-profile", Map.of()).get("snapshot");
        JsonNode snapshots = machine.asked("/api/v1/snapshots").get("snapshots");
        base = snapshots.get(snapshots.size() - 2).get("id").asText();
    }

    @AfterAll
    static void end() throws Exception {
        machine.close();
    }

    @Test
    void top() throws Exception {
        String file = machine.file(StagedMachine.LAST).toString();
        ObjectNode asked = (ObjectNode) machine.asked("/api/v1/top?n=15&snapshot=" + newest);
        ObjectNode printed = (ObjectNode) StagedMachine.printedAsJson(
                "top", file, "--nodecount", "15", "--nodefraction", "0", "--edgefraction", "0");
        assertThat(asked.get("rows")).hasSize(15);
        assertThat(asked.get("capture").get("program"))
                .isEqualTo(printed.get("capture").get("program"));
        assertThat(asked.without("capture").toPrettyString())
                .isEqualTo(printed.without("capture").toPrettyString());

        Map<String, String> results = machine.results("heap-profile", Map.of("top", 15));
        assertThat(results.get("in-use-bytes")).isEqualTo(asked.get("total").asText());
        assertThat(results.get("top").lines())
                .containsExactlyElementsOf(StagedMachine.printed("top", file, "--nodecount", "15")
                        .lines()
                        .toList());
    }

    @Test
    void diff() throws Exception {
        String[] files = {
            machine.file(0).toString(), machine.file(StagedMachine.LAST).toString()
        };
        ObjectNode asked = (ObjectNode) machine.asked("/api/v1/diff?n=3&base=" + base + "&snapshot=" + newest);
        ObjectNode printed = (ObjectNode)
                StagedMachine.printedAsJson("diff", files[0], files[1], "--nodecount", "3", "--nodefraction", "0");
        assertThat(asked.get("rows")).hasSize(3);
        assertThat(asked.has("growthPerHour")).isTrue();
        // Of files nothing is known of the process's memory.
        assertThat(asked.without(List.of("base", "target", "memory")).toPrettyString())
                .isEqualTo(printed.without(List.of("base", "target")).toPrettyString());

        Map<String, String> results = machine.results("heap-diff", Map.of("base", base, "target", newest, "top", 3));
        assertThat(results.get("growth-bytes")).isEqualTo(asked.get("growth").asText());
        assertThat(results.get("top"))
                .startsWith(StagedMachine.printed("diff", files[0], files[1], "--nodecount", "3") + "\n");
    }

    @Test
    void the_parts_of_memory_are_compared_where_they_were_kept() throws Exception {
        JsonNode part = machine.asked("/api/v1/diff?base=" + stored(0) + "&snapshot=" + stored(3))
                .at("/memory/1");
        assertThat(part.get("part").asText()).isEqualTo("outside_go");
        assertThat(part.get("base").asLong()).isEqualTo(StagedMachine.OUTSIDE_GO_BYTES);
        assertThat(part.get("growth").asLong()).isEqualTo(3 * StagedMachine.GROWTH_BYTES);
        assertThat(machine.results("heap-diff", Map.of("base", stored(0), "target", stored(3)))
                        .get("top"))
                .containsPattern("\n +\\+3MB +20MB +23MB  outside of Go\n");
    }

    /** Returns the id of a snapshot of the store, counted from the restart on. */
    private static String stored(int moment) throws Exception {
        JsonNode newestFirst = machine.asked("/api/v1/snapshots").get("snapshots");
        return newestFirst.get(newestFirst.size() - 2 - moment).get("id").asText();
    }

    @Test
    void a_comparison_across_a_restart_says_so_everywhere_and_is_not_what_is_offered() throws Exception {
        String restart = StagedMachine.started().toString();
        JsonNode across = machine.asked("/api/v1/diff?base=oldest&snapshot=" + newest);
        assertThat(across.get("restarted").asBoolean()).isTrue();
        assertThat(across.get("restarts")).singleElement().isEqualTo(TextNode.valueOf(restart));
        assertThat(machine.asked("/api/v1/flamegraph?base=oldest").get("restarts"))
                .singleElement()
                .isEqualTo(TextNode.valueOf(restart));
        String former = across.at("/base/snapshot").asText();
        assertThat(machine.results("heap-diff", Map.of("base", former, "target", newest)))
                .hasEntrySatisfying("note", note -> assertThat(note).contains("restarted in between, at " + restart));

        JsonNode within = machine.asked("/api/v1/diff?snapshot=" + newest);
        assertThat(within.at("/base/snapshot").asText()).isEqualTo(base);
        assertThat(within.get("restarted").asBoolean()).isFalse();
        assertThat(within.get("restarts")).isEmpty();
        assertThat(machine.results("heap-diff", Map.of("target", newest)))
                .doesNotContainKey("note")
                .hasEntrySatisfying("base", taken -> assertThat(taken).startsWith(base));

        String[] files = {
            machine.file(StagedMachine.BEFORE_RESTART).toString(),
            machine.file(2).toString()
        };
        assertThat(StagedMachine.printed("diff", files[0], files[1])).contains("\n! less was allocated in all: ");
        assertThat(StagedMachine.printedAsJson("diff", files[0], files[1])
                        .get("restarted")
                        .asBoolean())
                .isTrue();
        assertThat(StagedMachine.printed("diff", machine.file(1).toString(), files[1]))
                .doesNotContain("! less");
    }

    @Test
    void the_page_warns_of_a_restart_and_offers_to_compare_since_then() throws Exception {
        try (Browser browser = Browser.start()) {
            browser.open(machine.page().resolve("/#base=oldest"));
            assertThat(browser.text(".notice.problem", "restarted in between"))
                    .contains("not the growth of one process");
            browser.find(".notice.problem button").click();
            browser.until(
                    "the base is the restart",
                    () -> browser.address().getFragment().contains("base=restart"));
            browser.until("the warning has gone", () -> browser.all("p.notice.problem").stream()
                    .noneMatch(WebElement::isDisplayed));
        }
    }

    @Test
    void leaks() throws Exception {
        ObjectNode asked = (ObjectNode) machine.asked("/api/v1/leaks");
        String limit = asked.at("/timeToLimit/limitBytes").asLong() / 1024 + "kb";
        String store = machine.store().toString();
        ObjectNode printed = (ObjectNode) StagedMachine.printedAsJson("leaks", store, "--memory-limit", limit);
        assertThat(asked.at("/sites/0/verdict").asText()).isEqualTo("leak");
        // Where the limit comes from, and the sentence that says so, is all that may differ.
        ((ObjectNode) asked.get("timeToLimit")).remove("limitSource");
        ((ObjectNode) printed.get("timeToLimit")).remove("limitSource");
        assertThat(asked.deepCopy().without("explanation").toPrettyString())
                .isEqualTo(printed.without("explanation").toPrettyString());

        Map<String, String> results = machine.results("heap-leaks", Map.of("window", "5200w", "top", 1000));
        assertThat(results.get("explanation").replace('\n', ' '))
                .isEqualTo(asked.get("explanation").asText());
        assertThat(results.get("leaks"))
                .isEqualTo(Long.toString(asked.get("sites").findValuesAsText("verdict").stream()
                        .filter("leak"::equals)
                        .count()));
        assertThat(StagedMachine.printed("leaks", store)).contains("\n" + results.get("sites") + "\n");
    }

    @Test
    void goroutines() throws Exception {
        JsonNode asked = machine.asked("/api/v1/goroutines");
        String store = machine.store().toString();
        JsonNode printed = StagedMachine.printedAsJson("leaks", store, "--profile", "goroutine");
        assertThat(asked.at("/stacks/0/verdict").asText()).isEqualTo("leak");
        assertThat(asked.at("/stacks/0/heap/0/inuseBytes").asLong())
                .as("told as one with the heap")
                .isPositive();
        assertThat(asked.toPrettyString()).isEqualTo(printed.toPrettyString());

        Map<String, String> results = machine.results("goroutines", Map.of("top", 1));
        assertThat(results.get("explanation").replace('\n', ' '))
                .isEqualTo(asked.get("explanation").asText());
        assertThat(results.get("goroutines")).isEqualTo(asked.get("after").asText());
        assertThat(StagedMachine.printed("leaks", store)).contains("\n" + results.get("stacks"));
        assertDescribed("GoroutineLeaks", asked, printed);
        assertDescribed("Goroutines", machine.asked("/debug/goroutines?format=json"));
    }

    @Test
    void memory() throws Exception {
        ObjectNode asked = (ObjectNode) machine.asked("/api/v1/memory");
        String data = machine.dataDirectory().toString();
        ObjectNode printed = (ObjectNode) StagedMachine.printedAsJson("memory", "--data-dir", data, "machine-0");
        assertThat(asked.get("parts")).hasSize(5);
        // The agent itself tells nothing of its past.
        assertThat(asked.deepCopy().without(List.of("takenAt", "trend")).toPrettyString())
                .isEqualTo(printed.deepCopy().without("takenAt").toPrettyString());
        assertThat(asked.at("/trend/explanation").asText()).isEqualTo("No part of the memory grows.");

        Map<String, String> results = machine.results("heap-profile", Map.of());
        assertThat(StagedMachine.printed("memory", machine.page().toString()))
                .contains("GROWTH/H", "\nNo part of the memory grows.\n")
                .isEqualTo(results.get("memory") + "\n");
        assertDescribed("Memory", List.of(asked, printed));
    }

    @Test
    void agents() throws Exception {
        JsonNode printed = StagedMachine.printedAsJson(
                "agents", "--data-dir", machine.dataDirectory().toString());
        JsonNode asked = machine.asked("/api/v1/agents");
        for (JsonNode agent : asked.get("agents")) {
            ObjectNode same = ((ObjectNode) agent).deepCopy();
            same.remove(List.of("startedAt", "collectedAt", "residentBytes", "problem"));
            assertThat(printed.get("agents"))
                    .map(other -> ((ObjectNode) other.deepCopy()).without("problem"))
                    .contains(same);
        }
        assertDescribed("Agents", List.of(asked, printed));
    }

    @Test
    void every_field_of_every_answer_is_described_and_every_described_field_is_answered() throws Exception {
        String since = "&base=" + base;
        String file = machine.file(StagedMachine.LAST).toString();
        assertDescribed(
                "Summary",
                machine.asked("/api/v1/summary"),
                machine.asked("/api/v1/summary?snapshot=" + newest),
                machine.asked("/debug/heap?format=json"));
        assertDescribed(
                "Top", machine.asked("/api/v1/top?snapshot=" + newest), StagedMachine.printedAsJson("top", file));
        assertDescribed(
                "Diff",
                machine.asked("/api/v1/diff?n=50&base=" + stored(0) + "&snapshot=" + stored(3)),
                machine.asked("/api/v1/diff?base=oldest&snapshot=" + newest));
        assertDescribed(
                "FlameGraph",
                machine.asked("/api/v1/flamegraph"),
                machine.asked("/api/v1/flamegraph?search=open&snapshot=" + newest + since));
        String function = "?snapshot=" + newest + "&function="
                + URLEncoder.encode(
                        machine.asked("/api/v1/top")
                                .path("rows")
                                .path(0)
                                .path("function")
                                .asText(),
                        StandardCharsets.UTF_8);
        assertDescribed(
                "Tree",
                machine.asked("/api/v1/callers" + function),
                machine.asked("/api/v1/callers" + function + "&base=" + stored(0)));
        assertDescribed("Stacks", machine.asked("/api/v1/stacks" + function));
        assertDescribed("Trend", machine.asked("/api/v1/trend"));
        assertDescribed(
                "Leaks",
                machine.asked("/api/v1/leaks"),
                StagedMachine.printedAsJson("leaks", file),
                Json.tree(leakBeforeRestart()));
        assertDescribed("Snapshots", machine.asked("/api/v1/snapshots"));
        assertDescribed("Snapshot", machine.asked("POST", "/api/v1/snapshots", 200));
        assertDescribed("Problem", machine.asked("GET", "/api/v1/top?snapshot=none", 404));
    }

    private static LeaksView leakBeforeRestart() {
        HeapSimulator agent = new HeapSimulator(1).with("main.leak", 1024, epoch -> 3, HeapSimulator.FOR_EVER);
        List<ProfileSummary> snapshots = new ArrayList<>(agent.run(60));
        snapshots.addAll(agent.restart().run(1));
        return LeaksView.of(LeakAnalysis.verdicts(Series.of("machine-0", snapshots)));
    }

    private static void assertDescribed(String schema, JsonNode... answers) {
        assertDescribed(schema, Arrays.asList(answers));
    }

    private static void assertDescribed(String schema, List<JsonNode> answers) {
        Set<String> answered = new TreeSet<>();
        for (JsonNode answer : answers) {
            collect(answer, "", answered);
            assertComplete(answer, "", OpenApi.required(schema));
        }
        assertThat(answered).as(schema).isEqualTo(OpenApi.fields(schema));
    }

    /** Each object has the fields that are required of it. */
    private static void assertComplete(JsonNode node, String path, Set<String> required) {
        if (node.isArray()) {
            node.forEach(item -> assertComplete(item, path + "[]", required));
        } else if (node.isObject()) {
            List<String> missing = new ArrayList<>();
            String prefix = path.isEmpty() ? "" : path + ".";
            required.stream()
                    .filter(field -> field.startsWith(prefix))
                    .map(field -> field.substring(prefix.length()))
                    .filter(name -> !name.contains(".") && !name.contains("[") && !node.has(name))
                    .forEach(missing::add);
            assertThat(missing).as("missing in " + path + " of " + node).isEmpty();
            node.properties().forEach(field -> assertComplete(field.getValue(), prefix + field.getKey(), required));
        }
    }

    private static void collect(JsonNode node, String path, Set<String> fields) {
        if (node.isArray()) {
            node.forEach(item -> collect(item, path + "[]", fields));
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                fields.add(name);
                collect(field.getValue(), name, fields);
            });
        }
    }
}
