// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code heap-leaks}: a verdict for each call site that grew, with its evidence. */
final class HeapLeaks implements Action {
    private static final int TOP = 20;

    @Override
    public Map<String, String> run(Request request) throws ActionException {
        Duration window = Moment.span(request.text("window", "7d"));
        request.progress().accept("Judging the history of " + Durations.text(window));
        LeakTable table = request.heap().leaks(request.agent(), window);
        Map<String, String> results = new LinkedHashMap<>();
        results.put("agent", table.agent());
        results.put("window", Durations.text(window));
        results.put("profiles", Long.toString(table.snapshots()));
        results.put("leaks", Long.toString(table.leaks()));
        results.put("explanation", Texts.bounded(table.explanation()));
        if (!table.sites().isEmpty()) {
            results.put("sites", table.text(request.number("top", TOP)));
        }
        return results;
    }
}
