// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.io.Durations;
import io.jujuheap.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code list-snapshots}: which profiles are kept. */
final class ListSnapshots implements Action {
    private static final int LIMIT = 20;
    private static final List<String> HEADINGS = List.of("SNAPSHOT", "TAKEN", "AGO", "SIZE", "WHY");

    @Override
    public Map<String, String> run(Request request) throws ActionException {
        List<Snapshot> all = request.archive().newestFirst(request.agent());
        List<List<String>> table = new ArrayList<>(List.of(HEADINGS));
        Instant now = request.clock().instant();
        all.stream()
                .limit(request.number("limit", LIMIT))
                .map(snapshot -> row(snapshot, now))
                .forEach(table::add);
        Map<String, String> results = new LinkedHashMap<>();
        results.put("count", Integer.toString(all.size()));
        results.put(
                "disk-usage",
                Texts.bytes(all.stream().mapToLong(Snapshot::diskBytes).sum()));
        results.put("store", request.layout().state().toString());
        if (!all.isEmpty()) {
            results.put("snapshots", Texts.table(table));
        }
        return results;
    }

    private static List<String> row(Snapshot snapshot, Instant now) {
        String why = snapshot.trigger().word();
        return List.of(
                snapshot.id().toString(),
                Moment.text(snapshot.taken()),
                Durations.text(Duration.between(snapshot.taken(), now)),
                Texts.bytes(snapshot.size()),
                snapshot.pinned() ? why + ", pinned" : why);
    }
}
