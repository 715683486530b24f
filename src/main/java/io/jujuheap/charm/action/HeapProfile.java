// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.collect.Totals;
import io.jujuheap.io.Durations;
import io.jujuheap.io.FailureException;
import io.jujuheap.profile.Profile;
import io.jujuheap.profile.Sampling;
import io.jujuheap.render.LeaksView;
import io.jujuheap.render.Quantities;
import io.jujuheap.report.Top;
import io.jujuheap.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code heap-profile}: takes a profile, and shows what holds the agent's memory and how to download the profile. */
final class HeapProfile {
    private static final int TOP = 20;
    private static final Duration VERDICT_WINDOW = Duration.ofDays(7);

    /** Within this time the service answers all requests with the same profile, so such a profile is still current. */
    private static final Duration NOW = Duration.ofSeconds(2);

    private HeapProfile() {}

    static Map<String, String> run(Request request) throws FailureException {
        request.progress().accept("Asking the agent for a heap profile");
        Instant start = request.clock().instant();
        boolean gc = request.flag("gc");
        String id = request.heap().take(request.agent(), gc);
        Archive archive = request.archive();
        Snapshot snapshot = archive.find(id);
        String agent = snapshot.id().agent();
        Profile profile = archive.read(snapshot);
        Totals totals = Totals.of(profile);
        Map<String, String> results = new LinkedHashMap<>();
        results.put("agent", agent);
        results.put("taken", Texts.time(snapshot.taken()));
        describe(totals, profile.info().period(), results);
        sincePrevious(archive, snapshot, totals).ifPresent(text -> results.put("since-previous", text));
        memory(request.heap(), agent).ifPresent(text -> results.put("memory", text));
        results.put("top", top(profile, request.number("top", TOP)));
        verdict(request.heap(), agent).ifPresent(text -> results.put("verdict", text));
        results.put("snapshot", id);
        results.putAll(file(request, archive, snapshot).results(request));
        if (!gc && snapshot.taken().isBefore(start.minus(NOW))) {
            results.put(
                    "note",
                    "The agent has not collected garbage since then, so its heap profile is unchanged; use gc=true to force a collection.");
        }
        return results;
    }

    private static String top(Profile profile, int functions) {
        return Texts.bounded(Texts.RENDERER.text(Top.of(profile, Texts.inUse(functions))));
    }

    private static void describe(Totals totals, long period, Map<String, String> results) {
        String error = Quantities.bytes(Sampling.errorBytes(totals.inuseBytes(), period));
        results.put(
                "in-use",
                Quantities.bytes(totals.inuseBytes()) + " in " + Quantities.count(totals.inuseObjects())
                        + " objects, within " + error + " (95 %)");
        results.put("in-use-bytes", Long.toString(totals.inuseBytes()));
        results.put("in-use-objects", Long.toString(totals.inuseObjects()));
        results.put(
                "allocated",
                Quantities.bytes(totals.allocatedBytes()) + " in " + Quantities.count(totals.allocatedObjects())
                        + " objects since the agent started");
        results.put("allocated-bytes", Long.toString(totals.allocatedBytes()));
        results.put("allocated-objects", Long.toString(totals.allocatedObjects()));
    }

    private static Optional<String> sincePrevious(Archive archive, Snapshot snapshot, Totals totals)
            throws FailureException {
        List<Snapshot> history = archive.history(snapshot.id().agent());
        int index = history.indexOf(snapshot);
        if (index <= 0) {
            return Optional.empty();
        }
        Snapshot previous = history.get(index - 1);
        String span = Durations.text(Duration.between(previous.taken(), snapshot.taken()));
        if (previous.origin().segment() != snapshot.origin().segment()) {
            return Optional.of("the agent restarted within " + span);
        }
        long before = Totals.of(archive.read(previous)).inuseBytes();
        return Optional.of(Quantities.change(totals.inuseBytes() - before) + " in " + span);
    }

    /** Returns the parts of the memory; empty when the agent does not report them, because the profile alone is useful. */
    private static Optional<String> memory(ProfileSource heap, String agent) {
        try {
            return Optional.of(Texts.RENDERER.text(heap.memory(agent)).stripTrailing());
        } catch (FailureException e) {
            return Optional.empty();
        }
    }

    /** Returns the verdict; empty when there is none, because the profile alone is useful. */
    private static Optional<String> verdict(ProfileSource heap, String agent) {
        try {
            return Optional.of(sentence(heap.leaks(agent, VERDICT_WINDOW)));
        } catch (FailureException e) {
            return Optional.empty();
        }
    }

    private static String sentence(LeaksView verdicts) {
        int leaks = verdicts.leaks().size();
        return leaks == 0
                ? "no leak seen in " + verdicts.snapshots() + " profiles"
                : leaks + (leaks == 1 ? " leak" : " leaks") + " suspected, see heap-leaks";
    }

    private static KeptFile file(Request request, Archive archive, Snapshot snapshot) throws FailureException {
        return request.text("format", "pprof").equals("text")
                ? KeptFile.ofText(request, snapshot)
                : KeptFile.of(archive, snapshot);
    }
}
