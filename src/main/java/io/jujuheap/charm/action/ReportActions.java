// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
import io.jujuheap.render.Columns;
import io.jujuheap.render.GoroutineLeaksTable;
import io.jujuheap.render.GoroutineLeaksView;
import io.jujuheap.render.Json;
import io.jujuheap.render.LeaksTable;
import io.jujuheap.render.LeaksView;
import io.jujuheap.render.MemoryView;
import io.jujuheap.render.Quantities;
import io.jujuheap.render.TextStyle;
import io.jujuheap.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The actions that show a single report, and take no profile. */
final class ReportActions {
    private static final int TOP = 20;

    private ReportActions() {}

    /** {@code heap-leaks}: a verdict, with evidence, for each call site that grew. */
    static Map<String, String> heapLeaks(Request request) throws FailureException {
        Duration window = Durations.parse(request.text("window", "7d"));
        request.progress().accept("Judging the history of " + Durations.text(window));
        LeaksView leaks = Texts.PARAGRAPH.shown(request.heap().leaks(request.agent(), window));
        Map<String, String> results = new LinkedHashMap<>();
        results.put("agent", leaks.agent());
        results.put("window", Durations.text(window));
        results.put("profiles", Integer.toString(leaks.snapshots()));
        results.put("leaks", Integer.toString(leaks.leaks().size()));
        results.put("explanation", Texts.bounded(Texts.PARAGRAPH.paragraph(leaks.explanation())));
        if (!leaks.sites().isEmpty()) {
            String table = LeaksTable.table(leaks, request.number("top", TOP), TextStyle.PLAIN);
            results.put("sites", Texts.bounded(table));
        }
        return results;
    }

    /** {@code goroutines}: the number of goroutines with each stack, its growth, and a verdict. */
    static Map<String, String> goroutines(Request request) throws FailureException {
        request.progress().accept("Judging the kept profiles of the goroutines");
        GoroutineLeaksView report = request.heap().goroutines(request.agent());
        Map<String, String> results = new LinkedHashMap<>();
        results.put("goroutines", Long.toString(report.after()));
        results.put("growth", Long.toString(report.after() - report.before()));
        results.put("profiles", Integer.toString(report.snapshots()));
        results.put("leaks", Integer.toString(report.leaks().size()));
        results.put("explanation", Texts.bounded(Texts.PARAGRAPH.paragraph(report.explanation())));
        if (!report.stacks().isEmpty()) {
            String table = GoroutineLeaksTable.table(report, request.number("top", TOP), TextStyle.PRINTABLE);
            results.put("stacks", Texts.bounded(table));
        }
        return results;
    }

    /** {@code memory}: the current parts of the agent's resident memory. */
    static Map<String, String> memory(Request request) throws FailureException {
        request.progress().accept("Asking the agent for its metrics");
        MemoryView memory = request.heap().memory(request.agent());
        Map<String, String> results = new LinkedHashMap<>();
        results.put("agent", memory.source());
        if (memory.takenAt() != null) {
            results.put("taken", Texts.time(Instant.parse(memory.takenAt())));
        }
        if (memory.residentBytes() != null) {
            results.put("resident-bytes", memory.residentBytes().toString());
        }
        boolean isJson = request.text("format", "table").equals("json");
        results.put("memory", isJson ? Json.text(memory) : Texts.bounded(Texts.RENDERER.text(memory)));
        return results;
    }

    /** {@code list-snapshots}: lists the stored profiles. */
    static Map<String, String> listSnapshots(Request request) throws FailureException {
        List<Snapshot> all = request.archive().newestFirst(request.agent());
        Columns table = new Columns(TextStyle.PLAIN, "lllrl", "SNAPSHOT", "TAKEN", "AGO", "SIZE", "WHY");
        Instant now = request.clock().instant();
        all.stream().limit(request.number("limit", TOP)).forEach(snapshot -> table.row(row(snapshot, now)));
        Map<String, String> results = new LinkedHashMap<>();
        results.put("count", Integer.toString(all.size()));
        results.put(
                "disk-usage",
                Quantities.bytes(all.stream().mapToLong(Snapshot::diskBytes).sum()));
        results.put("store", request.layout().state().toString());
        if (!all.isEmpty()) {
            results.put("snapshots", Texts.bounded(table.text()));
        }
        return results;
    }

    private static String[] row(Snapshot snapshot, Instant now) {
        String why = snapshot.trigger().word();
        return new String[] {
            snapshot.id().toString(),
            Texts.time(snapshot.taken()),
            Durations.text(Duration.between(snapshot.taken(), now)),
            Quantities.bytes(snapshot.size()),
            snapshot.pinned() ? why + ", pinned" : why
        };
    }
}
