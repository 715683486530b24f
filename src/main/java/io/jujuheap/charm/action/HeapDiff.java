// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.collect.Totals;
import io.jujuheap.io.Durations;
import io.jujuheap.profile.Profile;
import io.jujuheap.render.Quantities;
import io.jujuheap.report.DiffReport;
import io.jujuheap.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code heap-diff}: what grew and what shrank between two moments. */
final class HeapDiff implements Action {
    private static final int TOP = 20;

    @Override
    public Map<String, String> run(Request request) throws ActionException {
        Snapshot target = target(request);
        Archive archive = request.archive();
        Snapshot base = base(request, archive, target);
        Profile before = archive.read(base);
        Profile after = archive.read(target);
        Map<String, String> results = new LinkedHashMap<>();
        results.put("agent", target.id().agent());
        results.put("base", base.id() + " taken " + Texts.time(base.taken()));
        results.put("target", target.id() + " taken " + Texts.time(target.taken()));
        results.put("elapsed", Durations.text(Duration.between(base.taken(), target.taken())));
        growth(Totals.of(before), Totals.of(after), results);
        DiffReport diff = DiffReport.of(before, after, Texts.inUse(request.number("top", TOP)));
        results.put("top", Texts.bounded(Texts.RENDERER.text(diff)));
        results.put("base-file", archive.file(base).toString());
        results.put("target-file", archive.file(target).toString());
        note(request, base, target).ifPresent(text -> results.put("note", text));
        return results;
    }

    private static Snapshot target(Request request) throws ActionException {
        String named = request.text("target", "latest");
        if (named.equals("now")) {
            request.progress().accept("Asking the agent for a heap profile");
            String id = request.heap().take(request.agent(), false);
            return request.archive().find(id);
        }
        Archive archive = request.archive();
        if (isId(named)) {
            return archive.find(named);
        }
        List<Snapshot> history = archive.history(request.agent());
        return named.equals("latest")
                ? history.get(history.size() - 1)
                : Moment.at(history, Moment.time(named, request.clock().instant()));
    }

    private static Snapshot base(Request request, Archive archive, Snapshot target) throws ActionException {
        String named = request.text("base", "24h");
        String agent = target.id().agent();
        Snapshot base = isId(named)
                ? archive.find(named)
                : Moment.at(archive.history(agent), Moment.time(named, target.taken()));
        if (!base.id().agent().equals(agent)) {
            throw new ActionException("The two snapshots are of different agents, "
                    + base.id().agent() + " and " + agent + ": give two of one.");
        }
        if (base.id().equals(target.id())) {
            throw new ActionException("There is only one profile of " + agent + " for these two moments, " + base.id()
                    + ": take another one with heap-profile, or wait.");
        }
        return base;
    }

    private static boolean isId(String text) {
        return text.indexOf('/') > 0;
    }

    private static void growth(Totals before, Totals after, Map<String, String> results) {
        long bytes = after.inuseBytes() - before.inuseBytes();
        long objects = after.inuseObjects() - before.inuseObjects();
        results.put(
                "growth",
                Quantities.change(bytes) + " in use, from " + Quantities.bytes(before.inuseBytes()) + " to "
                        + Quantities.bytes(after.inuseBytes()));
        results.put("growth-bytes", Long.toString(bytes));
        results.put("growth-objects", Long.toString(objects));
    }

    private static Optional<String> note(Request request, Snapshot base, Snapshot target) throws ActionException {
        if (base.origin().segment() != target.origin().segment()) {
            return Optional.of("The agent restarted in between: its heap began anew.");
        }
        String named = request.text("base", "24h");
        if (isId(named)) {
            return Optional.empty();
        }
        Instant wanted = Moment.time(named, target.taken());
        return base.taken().isAfter(wanted)
                ? Optional.of("History begins only at " + Texts.time(base.taken()) + ".")
                : Optional.empty();
    }
}
