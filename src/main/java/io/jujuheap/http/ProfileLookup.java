// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.collect.Collector;
import io.jujuheap.collect.ProfileCapture;
import io.jujuheap.collect.ProfileKind;
import io.jujuheap.render.CaptureView;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the profile that a request names: one fetched now, the newest collected one, or a stored one. */
final class ProfileLookup {
    static final String LATEST = "latest";
    static final String LIVE = "live";
    static final String OLDEST = "oldest";
    static final String RESTART = "restart";

    private final Collector collector;

    ProfileLookup(Collector collector) {
        this.collector = collector;
    }

    /** Returns what an answer says about the profile it was made from. */
    static CaptureView about(ProfileCapture capture) {
        return CaptureView.of(
                capture.agent().value(),
                capture.takenAt(),
                capture.snapshot().map(snapshot -> snapshot.id().toString()).orElse(null),
                capture.profile());
    }

    /**
     * Returns how to load a profile of a kind. The stage completes when the agent, if it has to be asked, has answered; the call
     * itself may read a file and decode it.
     *
     * @param reference {@code latest}, {@code live}, {@code oldest} or the id of a snapshot. Goroutines are profiled less often
     *     than the heap: the id of a snapshot of the heap means the last profile of goroutines before it
     */
    CompletionStage<Callable<ProfileCapture>> find(AgentTag agent, ProfileKind kind, String reference) {
        Optional<ProfileCapture> latest = reference.equals(LATEST) ? collector.latest(agent, kind) : Optional.empty();
        if (latest.isPresent()) {
            return CompletableFuture.completedStage(latest::get);
        }
        if (reference.equals(LATEST) || reference.equals(LIVE)) {
            return collector.profileNow(agent, kind).thenApply(capture -> () -> capture);
        }
        Snapshot snapshot = stored(agent, kind, reference);
        return CompletableFuture.completedStage(() -> read(kind, snapshot));
    }

    /** A profile, and what it is compared with. */
    record Pair(ProfileCapture base, ProfileCapture target) {}

    /**
     * Returns how to load two profiles, as {@link #find} does.
     *
     * @param base one for {@link #find}, or {@code restart} for the oldest snapshot of the same run of the agent
     */
    CompletionStage<Callable<Pair>> pair(AgentTag agent, ProfileKind kind, String base, String target) {
        CompletionStage<Callable<ProfileCapture>> loadTarget = find(agent, kind, target);
        if (base.equals(RESTART)) {
            return loadTarget.thenApply(load -> () -> sinceRestart(kind, load.call()));
        }
        return find(agent, kind, base)
                .thenCombine(loadTarget, (before, after) -> () -> new Pair(before.call(), after.call()));
    }

    private Pair sinceRestart(ProfileKind kind, ProfileCapture target) throws Exception {
        return new Pair(firstOfRun(kind, target), target);
    }

    private ProfileCapture firstOfRun(ProfileKind kind, ProfileCapture target) throws Exception {
        Snapshot first = collector
                .history(kind)
                .firstOfSegment(target)
                .orElseThrow(() -> Problem.exception(
                        404, "No snapshot since the agent's restart is stored yet: wait for the next one."));
        return read(kind, first);
    }

    /** Returns the stored snapshot of that id, or the oldest one; ends the request with 404 when there is none. */
    Snapshot stored(AgentTag agent, ProfileKind kind, String reference) {
        SnapshotArchive archive = collector.history(kind).archive();
        Optional<Snapshot> found = reference.equals(OLDEST)
                ? oldest(archive, agent)
                : kind == ProfileKind.HEAP ? archive.find(reference) : archive.lastUntil(reference);
        return found.orElseThrow(ProfileLookup::unknown);
    }

    /** Returns the exception for a snapshot that is not there. */
    static RuntimeException unknown() {
        return Problem.exception(
                404, "There is no such snapshot; it may have been removed: /api/v1/snapshots lists what there is.");
    }

    private static Optional<Snapshot> oldest(SnapshotArchive archive, AgentTag agent) {
        List<Snapshot> all = archive.list(agent.value());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    private ProfileCapture read(ProfileKind kind, Snapshot snapshot) throws Exception {
        return collector.history(kind).read(snapshot).orElseThrow(ProfileLookup::removed);
    }

    /** Returns the exception for a snapshot that was deleted between its listing and its reading. */
    static RuntimeException removed() {
        return Problem.exception(404, "This snapshot has just been removed to make room.");
    }
}
