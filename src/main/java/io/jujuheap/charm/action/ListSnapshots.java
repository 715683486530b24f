// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
import io.jujuheap.render.Columns;
import io.jujuheap.render.Quantities;
import io.jujuheap.render.TextStyle;
import io.jujuheap.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code list-snapshots}: lists the stored profiles. */
final class ListSnapshots implements Action {
    private static final int LIMIT = 20;

    @Override
    public Map<String, String> run(Request request) throws FailureException {
        List<Snapshot> all = request.archive().newestFirst(request.agent());
        Columns table = new Columns(TextStyle.PLAIN, "lllrl", "SNAPSHOT", "TAKEN", "AGO", "SIZE", "WHY");
        Instant now = request.clock().instant();
        all.stream().limit(request.number("limit", LIMIT)).forEach(snapshot -> table.row(row(snapshot, now)));
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
