// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
import io.jujuheap.render.LeaksTable;
import io.jujuheap.render.LeaksView;
import io.jujuheap.render.TextStyle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code heap-leaks}: a verdict, with evidence, for each call site that grew. */
final class HeapLeaks implements Action {
    private static final int TOP = 20;

    @Override
    public Map<String, String> run(Request request) throws FailureException {
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
}
