// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

import io.jujuheap.agent.AgentTag;
import io.jujuheap.codec.Limits;
import io.jujuheap.codec.MalformedProfileException;
import io.jujuheap.codec.ProfileReader;
import io.jujuheap.collect.GoroutineHistory;
import io.jujuheap.collect.ProfileStores;
import io.jujuheap.collect.SnapshotHistory;
import io.jujuheap.io.FailureException;
import io.jujuheap.leak.LeakAnalysis;
import io.jujuheap.profile.Profile;
import io.jujuheap.render.GoroutineLeaksView;
import io.jujuheap.render.LeaksView;
import io.jujuheap.snapshot.Snapshot;
import io.jujuheap.snapshot.SnapshotArchive;
import io.jujuheap.snapshot.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the stored profiles from the disk, so that actions work whether or not the service runs. */
final class Archive {
    private static final ProfileReader READER = ProfileReader.withLimits(Limits.DEFAULT);

    private final SnapshotArchive snapshots;

    private Archive(SnapshotArchive snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Opens the store as it is now.
     *
     * @throws FailureException when no profile has been kept yet
     */
    static Archive open(Path store) throws FailureException {
        try {
            return new Archive(SnapshotArchive.open(store));
        } catch (StoreException e) {
            throw new FailureException("No profile has been kept yet on this machine: run heap-profile first.", e);
        }
    }

    /**
     * Opens the kept profiles of goroutines as they are now.
     *
     * @throws FailureException when none has been kept yet
     */
    static Archive ofGoroutines(Path store) throws FailureException {
        try {
            return ProfileStores.goroutinesIn(store)
                    .map(Archive::new)
                    .orElseThrow(
                            () -> new FailureException("No profile of goroutines has been kept yet on this machine:"
                                    + " the service keeps one every few minutes."));
        } catch (StoreException e) {
            throw new FailureException("The kept profiles cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Returns the snapshots of one agent, or of all agents when {@code agent} is empty, newest first. */
    List<Snapshot> newestFirst(String agent) {
        List<Snapshot> all = new ArrayList<>();
        (agent.isEmpty() ? List.copyOf(snapshots.agents()) : List.of(agent))
                .forEach(tag -> all.addAll(snapshots.list(tag)));
        all.sort(Comparator.comparing(Snapshot::taken).reversed());
        return all;
    }

    /** Returns the snapshots of one agent, oldest first. There is at least one. */
    List<Snapshot> history(String agent) throws FailureException {
        String tag = agent.isEmpty() ? defaultAgent() : agent;
        List<Snapshot> history = snapshots.list(tag);
        if (history.isEmpty()) {
            throw new FailureException(
                    "No profile of " + tag + " has been kept: there are those of " + snapshots.agents() + ".");
        }
        return history;
    }

    /** Returns the first agent in the order of tags: the machine agent, if there is one. */
    private String defaultAgent() throws FailureException {
        return snapshots.agents().stream()
                .flatMap(tag -> AgentTag.of(tag).stream())
                .min(Comparator.naturalOrder())
                .map(AgentTag::value)
                .orElseThrow(() ->
                        new FailureException("No profile has been kept yet on this machine: run heap-profile first."));
    }

    /** Returns the snapshot with the id. */
    Snapshot find(String id) throws FailureException {
        return snapshots
                .find(id)
                .orElseThrow(() ->
                        new FailureException("There is no snapshot " + id + ": list-snapshots shows which there are."));
    }

    /** Returns the verdicts on an agent's call sites over a time. */
    LeaksView leaks(String agent, Instant from, Instant to) throws FailureException {
        AgentTag tag = new AgentTag(history(agent).get(0).id().agent());
        try {
            return LeaksView.of(SnapshotHistory.of(snapshots)
                    .series(tag, from, to)
                    .map(LeakAnalysis::verdicts)
                    .orElseThrow(() -> new FailureException(
                            "No profile of " + tag + " has been kept in that time: give a longer window.")));
        } catch (IOException e) {
            throw new FailureException("The kept profiles cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Returns the verdicts on the goroutines of an agent's newest process. */
    GoroutineLeaksView goroutines(String agent) throws FailureException {
        AgentTag tag = new AgentTag(history(agent).get(0).id().agent());
        try {
            return GoroutineLeaksView.of(GoroutineHistory.of(snapshots)
                    .report(tag, Instant.MIN, Instant.MAX)
                    .orElseThrow(() -> new FailureException(
                            "All kept profiles of the goroutines of " + tag + " are damaged or gone.")));
        } catch (IOException e) {
            throw new FailureException("The kept profiles cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Returns the file of a snapshot. */
    Path file(Snapshot snapshot) {
        return snapshots.file(snapshot);
    }

    /** Reads the profile of a snapshot. */
    Profile read(Snapshot snapshot) throws FailureException {
        try {
            byte[] bytes = snapshots
                    .read(snapshot)
                    .orElseThrow(() -> new FailureException(
                            "Snapshot " + snapshot.id() + " has just been removed to make room: try again."));
            return READER.read(bytes);
        } catch (IOException | MalformedProfileException e) {
            throw new FailureException("Snapshot " + snapshot.id() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
