// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jujuheap.charm.action.Actions.Action;
import io.jujuheap.charm.machine.MachineLayout;
import io.jujuheap.charm.tool.JujuUnit;
import io.jujuheap.codec.ProfileWriter;
import io.jujuheap.collect.CollectSettings;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.io.FailureException;
import io.jujuheap.memory.ResidentMemory;
import io.jujuheap.render.GoroutineLeaksView;
import io.jujuheap.render.Json;
import io.jujuheap.render.LeaksView;
import io.jujuheap.render.MemoryView;
import io.jujuheap.snapshot.Capture;
import io.jujuheap.snapshot.Capture.Origin;
import io.jujuheap.snapshot.Capture.Trigger;
import io.jujuheap.snapshot.Retention;
import io.jujuheap.snapshot.SnapshotStore;
import io.jujuheap.testkit.HandMade;
import io.jujuheap.testkit.HostileCase;
import io.jujuheap.testkit.Recorded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions on recorded heaps in a real store; the service and the agent are played. */
class ActionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Pattern KEY = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");
    private static final Recorded BEFORE = new Recorded("buffers-go1.26", "heap-01");
    private static final Recorded AFTER = new Recorded("buffers-go1.26", "heap-02");

    @TempDir
    Path root;

    private final Map<String, Object> parameters = new HashMap<>();
    private final List<String> progress = new ArrayList<>();
    private Optional<LeaksView> leaks = Optional.empty();
    private Optional<MemoryView> memory = Optional.empty();
    private Optional<GoroutineLeaksView> goroutines = Optional.empty();
    private String taken = "";

    @Test
    void heap_profile_tells_figures_table_file_and_how_to_get_it() throws Exception {
        keep("machine-0", NOW.minusSeconds(3600), BEFORE, 0);
        taken = keep("machine-0", NOW, AFTER, 0);
        Map<String, String> results = run(HeapProfile::run);
        assertThat(results)
                .containsEntry("agent", "machine-0")
                .containsEntry("taken", "2026-11-22T12:00:00Z")
                .containsEntry("snapshot", taken)
                .containsEntry("size", Integer.toString(AFTER.protobuf().length));
        assertThat(results.get("since-previous")).endsWith(" in 1h0m");
        assertThat(results.get("top")).contains("Type: inuse_space", "flat  flat%   sum%        cum   cum%");
        assertThat(results.get("sha256")).matches("[0-9a-f]{64}");
        assertThat(results.get("fetch"))
                .isEqualTo(
                        "juju ssh --pty=false juju-heap/0 -- sudo cat " + results.get("file") + " \\\n  > heap.pb.gz");
        assertThat(results).doesNotContainKeys("note", "verdict");
    }

    @Test
    void heap_profile_says_when_the_agent_has_restarted() throws Exception {
        keep("machine-0", NOW.minusSeconds(60), BEFORE, 0);
        taken = keep("machine-0", NOW, AFTER, 1);
        assertThat(run(HeapProfile::run)).containsEntry("since-previous", "the agent restarted within 1m0s");
    }

    @Test
    void heap_profile_says_when_it_is_an_older_one() throws Exception {
        taken = keep("machine-0", NOW.minusSeconds(5), BEFORE, 0);
        assertThat(run(HeapProfile::run).get("note")).contains("gc=true");
    }

    @Test
    void heap_profile_tells_where_resident_memory_goes_in_a_line_for_each_part() throws Exception {
        taken = keep("machine-0", NOW, BEFORE, 0);
        assertThat(run(HeapProfile::run)).doesNotContainKey("memory");
        ResidentMemory ofText = ResidentMemory.ofText(BEFORE.profileOfText()).orElseThrow();
        memory = Optional.of(MemoryView.of("machine-0", Optional.empty(), ofText));
        assertThat(run(HeapProfile::run).getOrDefault("memory", "").lines())
                .anyMatch(line -> line.endsWith("  half-empty spans"))
                .anyMatch(line -> line.endsWith("  goroutine stacks"));
    }

    @Test
    void memory_is_told_as_a_table_or_as_json() throws Exception {
        MemoryView view = MemoryView.of(
                "machine-0",
                Optional.of(NOW),
                ResidentMemory.ofText(BEFORE.profileOfText()).orElseThrow());
        memory = Optional.of(view);
        assertThat(run(ReportActions::memory))
                .containsEntry("agent", "machine-0")
                .containsEntry("taken", "2026-11-22T12:00:00Z")
                .hasEntrySatisfying("memory", text -> assertThat(text).contains("SHARE  PART", "  goroutine stacks"));
        parameters.put("format", "json");
        assertThat(run(ReportActions::memory)).containsEntry("memory", Json.text(view));
    }

    @Test
    void heap_profile_counts_leaks() throws Exception {
        taken = keep("machine-0", NOW, BEFORE, 0);
        leaks = Optional.of(table("leak", "leak", "load"));
        assertThat(run(HeapProfile::run)).containsEntry("verdict", "2 leaks suspected, see heap-leaks");
        leaks = Optional.of(table("load"));
        assertThat(run(HeapProfile::run)).containsEntry("verdict", "no leak seen in 40 profiles");
    }

    @Test
    void heap_diff_compares_with_the_last_one_before_a_span() throws Exception {
        parameters.put("base", "24h");
        keep("machine-0", NOW.minus(Duration.ofHours(30)), BEFORE, 0);
        String base = keep("machine-0", NOW.minus(Duration.ofHours(25)), BEFORE, 0);
        keep("machine-0", NOW.minus(Duration.ofHours(2)), BEFORE, 0);
        String target = keep("machine-0", NOW, AFTER, 0);
        Map<String, String> results = run(HeapDiff::run);
        assertThat(results.get("base")).startsWith(base + " taken ");
        assertThat(results.get("target")).startsWith(target + " taken ");
        assertThat(results).containsEntry("elapsed", "1d1h").doesNotContainKey("note");
        assertThat(results.get("growth")).matches("[+-]?[0-9.]+[kMG]?B in use, from .* to .*");
    }

    @Test
    void heap_diff_says_when_history_is_shorter_than_asked() throws Exception {
        parameters.put("base", "24h");
        keep("machine-0", NOW.minus(Duration.ofHours(1)), BEFORE, 0);
        keep("machine-0", NOW, AFTER, 0);
        assertThat(run(HeapDiff::run)).containsEntry("note", "History begins only at 2026-11-22T11:00:00Z.");
    }

    @Test
    void heap_diff_takes_ids_and_times() throws Exception {
        String base = keep("machine-0", NOW.minusSeconds(600), BEFORE, 0);
        String middle = keep("machine-0", NOW.minusSeconds(300), AFTER, 0);
        keep("machine-0", NOW, AFTER, 0);
        parameters.put("base", base);
        parameters.put("target", "2026-11-22T11:56:00Z");
        assertThat(run(HeapDiff::run).get("target")).startsWith(middle);
    }

    @Test
    void heap_diff_says_when_the_agent_restarted_in_between() throws Exception {
        parameters.put("base", "24h");
        keep("machine-0", NOW.minusSeconds(600), BEFORE, 0);
        keep("machine-0", NOW, AFTER, 1);
        assertThat(run(HeapDiff::run).get("note"))
                .startsWith("The agent restarted in between, at 2026-11-22T12:00:00Z: its heap began anew");
    }

    @Test
    void heap_diff_refuses_one_profile_and_two_agents() throws Exception {
        String one = keep("machine-0", NOW, BEFORE, 0);
        assertThatThrownBy(() -> run(HeapDiff::run)).hasMessageStartingWith("There is only one profile of machine-0");
        parameters.put("base", keep("unit-mysql-0", NOW.minusSeconds(60), BEFORE, 0));
        parameters.put("target", one);
        assertThatThrownBy(() -> run(HeapDiff::run)).hasMessageContaining("of different agents");
    }

    @Test
    void an_id_never_becomes_a_path() throws Exception {
        keep("machine-0", NOW, BEFORE, 0);
        parameters.put("base", "../../../etc/passwd");
        assertThatThrownBy(() -> run(HeapDiff::run))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("list-snapshots shows which there are");
    }

    @Test
    void list_snapshots_lists_the_newest_first() throws Exception {
        keep("machine-0", NOW.minusSeconds(7200), BEFORE, 0);
        String newest = keep("unit-mysql-0", NOW, AFTER, 0);
        parameters.put("limit", 1L);
        Map<String, String> results = run(ReportActions::listSnapshots);
        assertThat(results).containsEntry("count", "2");
        assertThat(results.get("snapshots")).hasLineCount(2).containsPattern("\n" + Pattern.quote(newest));
        parameters.put("agent", "machine-0");
        assertThat(run(ReportActions::listSnapshots)).containsEntry("count", "1");
    }

    @Test
    void heap_leaks_shows_the_evidence() throws Exception {
        leaks = Optional.of(table("leak", "filled cache"));
        parameters.put("window", "6h");
        Map<String, String> results = run(ReportActions::heapLeaks);
        assertThat(results)
                .containsEntry("leaks", "1")
                .containsEntry("profiles", "40")
                .containsEntry("window", "6h0m");
        assertThat(results.get("sites")).hasLineCount(3).startsWith("VERDICT ");
    }

    @Test
    @HostileCase(value = "C02 function names with ESC, BEL, NUL and C1 in an action", outcome = "made printable")
    void names_of_functions_cannot_command_a_terminal_nor_break_a_result() throws Exception {
        String hostile = "a\u001b]0;x\u0007\u0000\u009b31m\u202e\nmachine: evil";
        keep("machine-0", NOW.minusSeconds(60), heap(hostile, 1 << 20), 0);
        taken = keep("machine-0", NOW, heap(hostile, 2 << 20), 0);
        leaks = Optional.of(new LeaksView(
                "machine-0", "", "", 40, 1, List.of(site(hostile, "leak")), false, "In " + hostile + ".", null));
        for (Action action : List.<Action>of(HeapProfile::run, HeapDiff::run, ReportActions::heapLeaks)) {
            assertThat(run(action).values())
                    .as(action.getClass().getSimpleName())
                    .anyMatch(result -> result.contains("a\ufffd]0;x\ufffd\ufffd\ufffd31m\ufffd\ufffdmachine: evil"))
                    .allMatch(result -> result.codePoints().noneMatch(c -> c != '\n' && Character.isISOControl(c)));
        }
    }

    private static byte[] heap(String function, long bytes) {
        return ProfileWriter.gzippedProtobuf(
                HandMade.bytes().sample(bytes, function, "main.main").build());
    }

    @Test
    void goroutines_are_judged_from_the_kept_profiles() throws Exception {
        Path store = new MachineLayout(root, root.resolve("charm")).state();
        SocketProfiles sockets = new SocketProfiles(List.of(), store, Clock.systemUTC());
        keep("machine-0", NOW, BEFORE, 0);
        assertThatThrownBy(() -> sockets.goroutines(""))
                .hasMessageStartingWith("No profile of goroutines has been kept yet on this machine");
        Recorded profile = Recorded.goroutines().get(0);
        try (ProfileStores stores = ProfileStores.open(store, Retention.DEFAULT, CollectSettings.DEFAULT)) {
            for (int minute = 0; minute < 2; minute++) {
                Instant when = NOW.plusSeconds(60L * minute);
                Capture capture = new Capture("machine-0", when, Trigger.TIMER, Origin.UNKNOWN);
                stores.goroutines().store(capture, profile.protobuf(), new byte[0]);
            }
        }
        goroutines = Optional.of(sockets.goroutines(""));
        Map<String, String> results = run(ReportActions::goroutines);
        assertThat(results)
                .containsEntry("goroutines", Long.toString(profile.profile().total(0)))
                .containsEntry("growth", "0")
                .containsEntry("profiles", "2")
                .containsEntry("leaks", "0");
        assertThat(results.get("explanation")).contains("No verdict on goroutines is possible yet");
        assertThat(results.get("stacks")).startsWith("VERDICT ").contains("noise ");
    }

    @Test
    void the_machines_agent_is_meant_when_none_is_named() throws Exception {
        keep("unit-mysql-0", NOW.minusSeconds(10), BEFORE, 0);
        keep("machine-0", NOW.minusSeconds(60), BEFORE, 0);
        keep("machine-0", NOW, AFTER, 0);
        assertThat(run(HeapDiff::run)).containsEntry("agent", "machine-0");
    }

    @Test
    void without_kept_profiles_the_sentence_says_how_to_begin() {
        assertThatThrownBy(() -> run(ReportActions::listSnapshots))
                .hasMessage("No profile has been kept yet on this machine: run heap-profile first.");
    }

    private Map<String, String> run(Action action) throws FailureException {
        MachineLayout layout = new MachineLayout(root, root.resolve("charm"));
        JujuUnit unit = new JujuUnit("juju-heap/0", "prod", "0c6f1a2b-71c6-4b3b-8d3c-9d2f6a1e5b40");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Map<String, String> results =
                action.run(new Request(Json.tree(parameters), unit, new FakeHeap(), layout, clock, progress::add));
        assertThat(results.keySet()).allMatch(key -> KEY.matcher(key).matches());
        return results;
    }

    private String keep(String agent, Instant when, Recorded heap, long segment) throws IOException {
        return keep(agent, when, heap.protobuf(), segment);
    }

    private String keep(String agent, Instant when, byte[] heap, long segment) throws IOException {
        Path store = new MachineLayout(root, root.resolve("charm")).state();
        try (SnapshotStore open = SnapshotStore.open(store, Retention.DEFAULT, bytes -> Optional.empty())) {
            Capture capture = new Capture(agent, when, Trigger.TIMER, new Origin(1, NOW, 1, segment));
            return open.store(capture, heap, new byte[0]).id().toString();
        }
    }

    private static LeaksView.Site site(String function, String verdict) {
        return new LeaksView.Site(
                function, null, List.of(), verdict, "", 1 << 20, 1e6, 9e5, 1.1e6, 1.0, 1 << 10, 50, null, null, null);
    }

    private static LeaksView table(String... verdicts) {
        List<LeaksView.Site> sites = new ArrayList<>();
        for (String verdict : verdicts) {
            sites.add(site("pkg.f", verdict));
        }
        return new LeaksView("machine-0", "", "", 40, 1, sites, false, "What was found.", null);
    }

    /** Answers as the test has prepared it. */
    private final class FakeHeap implements ProfileSource {
        @Override
        public String take(String agent, boolean gc) {
            return taken;
        }

        @Override
        public byte[] text(String agent) {
            return AFTER.text();
        }

        @Override
        public MemoryView memory(String agent) throws FailureException {
            return memory.orElseThrow(() -> new FailureException("The metrics lack Go's memory statistics."));
        }

        @Override
        public LeaksView leaks(String agent, Duration window) throws FailureException {
            return leaks.orElseThrow(() -> new FailureException("too early to tell"));
        }

        @Override
        public GoroutineLeaksView goroutines(String agent) {
            return goroutines.orElseThrow();
        }
    }
}
