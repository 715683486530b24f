// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.collect.SnapshotHistory;
import io.jujuheap.collect.Totals;
import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
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
import java.util.stream.Collectors;

/** {@code heap-diff}: growth and shrinkage between two moments. */
final class HeapDiff {
    private static final int TOP = 20;

    /** Names the first snapshot of the same run of the agent. */
    private static final String RESTART = "restart";

    private HeapDiff() {}

    static Map<String, String> run(Request request) throws FailureException {
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
        results.put("top", Texts.bounded(Texts.RENDERER.text(diff, SnapshotHistory.partGrowth(base, target))));
        results.put("base-file", archive.file(base).toString());
        results.put("target-file", archive.file(target).toString());
        note(request, archive, base, target).ifPresent(text -> results.put("note", text));
        return results;
    }

    private static Snapshot target(Request request) throws FailureException {
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

    private static Snapshot base(Request request, Archive archive, Snapshot target) throws FailureException {
        String named = request.text("base", RESTART);
        String agent = target.id().agent();
        Snapshot base = base(named, archive, target);
        if (!base.id().agent().equals(agent)) {
            throw new FailureException("The two snapshots are of different agents, "
                    + base.id().agent() + " and " + agent + ": give two of one.");
        }
        if (base.id().equals(target.id())) {
            throw new FailureException("There is only one profile of " + agent + " for these two moments, " + base.id()
                    + ": take another one with heap-profile, or wait.");
        }
        return base;
    }

    private static Snapshot base(String named, Archive archive, Snapshot target) throws FailureException {
        if (isId(named)) {
            return archive.find(named);
        }
        List<Snapshot> history = archive.history(target.id().agent());
        return named.equals(RESTART)
                ? Moment.firstOfRun(history, target)
                : Moment.at(history, Moment.time(named, target.taken()));
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

    private static Optional<String> note(Request request, Archive archive, Snapshot base, Snapshot target)
            throws FailureException {
        List<Instant> restarts =
                Moment.restartsBetween(archive.history(target.id().agent()), base, target);
        if (!restarts.isEmpty()) {
            String times = restarts.stream().map(Texts::time).collect(Collectors.joining(", "));
            return Optional.of(
                    "The agent restarted in between, at " + times
                            + ": its heap began anew, so this is not the growth of one process. base=restart compares within one.");
        }
        String named = request.text("base", RESTART);
        if (isId(named) || named.equals(RESTART)) {
            return Optional.empty();
        }
        Instant wanted = Moment.time(named, target.taken());
        return base.taken().isAfter(wanted)
                ? Optional.of("History begins only at " + Texts.time(base.taken()) + ".")
                : Optional.empty();
    }
}
