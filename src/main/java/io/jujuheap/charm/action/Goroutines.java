// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.FailureException;
import io.jujuheap.render.GoroutineLeaksTable;
import io.jujuheap.render.GoroutineLeaksView;
import io.jujuheap.render.TextStyle;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code goroutines}: the number of goroutines with each stack, its growth, and a verdict. */
final class Goroutines implements Action {
    private static final int TOP = 20;

    @Override
    public Map<String, String> run(Request request) throws FailureException {
        request.progress().accept("Judging the kept profiles of the goroutines");
        GoroutineLeaksView report = request.heap().goroutines(request.agent());
        Map<String, String> results = new LinkedHashMap<>();
        results.put("goroutines", Long.toString(report.after()));
        results.put("growth", Long.toString(report.after() - report.before()));
        results.put("profiles", Integer.toString(report.snapshots()));
        results.put(
                "leaks",
                Long.toString(report.stacks().stream()
                        .filter(GoroutineLeaksView.Stack::leaks)
                        .count()));
        results.put("explanation", Texts.bounded(Texts.PARAGRAPH.paragraph(report.explanation())));
        if (!report.stacks().isEmpty()) {
            String table = GoroutineLeaksTable.table(report, request.number("top", TOP), TextStyle.PRINTABLE);
            results.put("stacks", Texts.bounded(table));
        }
        return results;
    }
}
